package dev.carillon.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.bench.BenchFailedException;
import dev.carillon.proto.v1.ExecutionEnded;
import dev.carillon.proto.v1.FinalState;
import dev.carillon.proto.v1.HistoryEvent;
import dev.carillon.proto.v1.SkippedFire;
import dev.carillon.proto.v1.Triggered;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class FireLedgerTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final FirePlan PLAN = new FirePlan(1, 2, START, Duration.ofSeconds(10), Duration.ZERO, 2);

    private final FireLedger ledger = new FireLedger(PLAN);

    @Test
    void isContentWhenEveryFireHasOneTriggerAndOneEnd() {
        runAll();

        ledger.requireAllEnded();
        assertThat(ledger.triggers()).isEqualTo(4);
        assertThat(ledger.lateness(0, 20_000).max()).isEqualTo(7);
        assertThat(ledger.triggerSpanMs(1)).isEqualTo(1);
        assertThat(ledger.runSpanMs(1)).isEqualTo(41);
        assertThat(ledger.endedBetween(0, 10_000)).isEqualTo(2);
        assertThat(ledger.firstTriggerAfter(0, job -> job == 1)).isEqualTo(9_601);
    }

    @Test
    void findsALostFire() {
        triggered(1, 0, -400);

        assertThatThrownBy(ledger::requireAllFired)
                .isInstanceOf(BenchFailedException.class)
                .hasMessage("of 4 fires: 3 fires were lost");
    }

    @Test
    void findsADoubledTriggerAlthoughNothingIsMissing() {
        runAll();
        triggered(2, 1, 9_800);

        assertThatThrownBy(ledger::requireAllEnded).hasMessage("of 4 fires: 1 fires were doubled");
    }

    @Test
    void findsADoubledEnd() {
        runAll();
        ended(2, 1, 10_000, 10_050, FinalState.EXECUTION_SUCCEEDED);

        assertThatThrownBy(ledger::requireAllEnded).hasMessage("of 4 fires: 1 executions ended twice");
    }

    @Test
    void findsWhatDidNotSucceedWhatWasSkippedAndWhatNobodyAskedFor() {
        triggered(1, 0, -400);
        ended(1, 0, 5, 30, FinalState.EXECUTION_FAILED);
        add(
                2,
                0,
                HistoryEvent.newBuilder()
                        .setJobId(2)
                        .setSkipped(SkippedFire.newBuilder()
                                .setFirstMs(PLAN.nominalMs(1, 0))
                                .setCount(1)));
        add(2, 0, triggerOf(2, PLAN.nominalMs(1, 0) + 1));

        assertThatThrownBy(ledger::requireAllEnded)
                .hasMessage("of 4 fires: 2 fires were lost, 1 fires were skipped, 1 fires that no schedule asked for,"
                        + " 3 executions never ended, 1 executions did not succeed");
    }

    @Test
    void findsAGapInWhatHasNotEndedYet() {
        triggered(1, 0, 0);
        triggered(1, 1, 9_000);
        ledger.requireNoGaps();

        triggered(2, 1, 9_000);

        assertThatThrownBy(ledger::requireNoGaps).hasMessage("of 4 fires: 1 fires were left out");
    }

    @Test
    void leavesOutJobsOfOthers() {
        add(3, 0, triggerOf(3, PLAN.nominalMs(0, 0)));

        assertThat(ledger.triggers()).isZero();
    }

    private void runAll() {
        for (int round = 0; round < 2; round++) {
            for (int id = 1; id <= 2; id++) {
                triggered(id, round, round * 10_000 - 401 + id);
                ended(
                        id,
                        round,
                        round * 10_000 + 5 + round * id,
                        round * 10_000 - 361 + id,
                        FinalState.EXECUTION_SUCCEEDED);
            }
        }
    }

    private void triggered(long id, int round, long appendedAt) {
        add(id, appendedAt, triggerOf(id, PLAN.nominalMs((int) id - 1, round)));
    }

    private static HistoryEvent.Builder triggerOf(long id, long nominalMs) {
        return HistoryEvent.newBuilder()
                .setJobId(id)
                .setTriggered(Triggered.newBuilder().setExecutionId(id + "-s" + nominalMs));
    }

    private void ended(long id, int round, long startedAt, long appendedAt, FinalState state) {
        add(
                id,
                appendedAt,
                HistoryEvent.newBuilder()
                        .setJobId(id)
                        .setEnded(ExecutionEnded.newBuilder()
                                .setExecutionId(id + "-s" + PLAN.nominalMs((int) id - 1, round))
                                .setState(state)
                                .setAttempts(1)
                                .setFirstStartedAtMs(START.toEpochMilli() + startedAt)));
    }

    private void add(long id, long appendedAt, HistoryEvent.Builder event) {
        ledger.add(new ConsumerRecord<>(
                "history",
                0,
                0,
                START.toEpochMilli() + appendedAt,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                Long.toString(id).getBytes(StandardCharsets.UTF_8),
                event.build().toByteArray(),
                new RecordHeaders(),
                Optional.empty()));
    }
}
