package dev.carillon.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.Report;
import dev.carillon.core.job.Audit;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Event;
import dev.carillon.core.scheduling.JobState;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.scheduling.Reply;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the core can say comes back from the wire as it was said. */
class RoundTripTest {

    private static final int SEEDS = 300;

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aDefinitionComesBack(long seed) {
        JobDefinition definition = new RecordGenerator(seed).definition();

        assertThat(DefinitionCodec.decode(DefinitionCodec.encode(definition))).isEqualTo(definition);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aCommandComesBack(long seed) {
        RecordGenerator generator = new RecordGenerator(seed);
        Command command = generator.command();

        assertThat(CommandCodec.decode(CommandCodec.encode(command, generator.instant())))
                .isEqualTo(command);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aCopyOfACalendarComesBack(long seed) {
        RecordGenerator generator = new RecordGenerator(seed);
        Event.CalendarPut copy = new Event.CalendarPut(generator.calendar(), generator.flag());

        assertThat(CalendarCodec.decode(CalendarCodec.encode(copy))).isEqualTo(copy);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anExecutionComesBack(long seed) {
        Execution execution = new RecordGenerator(seed).execution();

        assertThat(ExecutionCodec.decode(ExecutionCodec.encode(execution))).isEqualTo(execution);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aJobStateComesBack(long seed) {
        JobState state = new RecordGenerator(seed).jobState();

        assertThat(JobStateCodec.decode(JobStateCodec.encode(state))).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aClockComesBack(long seed) {
        Clock clock = new RecordGenerator(seed).clock();

        assertThat(ClockCodec.decode(ClockCodec.encode(clock))).isEqualTo(clock);

        NodeClock ofNode = new RecordGenerator(seed).nodeClock();
        assertThat(NodeClock.decode(ofNode.encode())).isEqualTo(ofNode);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aReportComesBack(long seed) {
        Report report = new RecordGenerator(seed).report();

        assertThat(ReportCodec.decode(ReportCodec.encode(report))).isEqualTo(report);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aReplyComesBack(long seed) {
        Reply reply = new RecordGenerator(seed).reply();

        assertThat(ReplyCodec.decode(ReplyCodec.encode(reply))).isEqualTo(reply);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anEventOfTheHistoryComesBack(long seed) {
        Output.History history = new RecordGenerator(seed).history();

        assertThat(HistoryCodec.decode(HistoryCodec.encode(history))).isEqualTo(history);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aHeartbeatComesBack(long seed) {
        WorkerBeat beat = new RecordGenerator(seed).beat();

        assertThat(HeartbeatCodec.decode(HeartbeatCodec.encode(beat))).isEqualTo(beat);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anAlertReachesTheSinkWithAllItNeeds(long seed) {
        Output.AlertOut alert = new RecordGenerator(seed).alert();

        assertThat(AlertCodec.decode(AlertCodec.encode(alert))).isEqualTo(AlertNotice.of(alert));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void workReachesTheWorkerAsTheShardSentIt(long seed) {
        Output.Work work = new RecordGenerator(seed).work();

        WorkOrder order = WorkCodec.decode(WorkCodec.encode(work));

        String incarnation = work.address().incarnation();
        WorkOrder expected = switch (work) {
            case Output.Start start ->
                new WorkOrder.Start(
                        start.executionId(),
                        start.attempt(),
                        incarnation,
                        forWork(start.definition()),
                        start.cause(),
                        start.nominal(),
                        start.due(),
                        start.startBy(),
                        start.parameters(),
                        start.definition().retry().maxAttempts(),
                        start.failures(),
                        start.stepsDone());
            case Output.Withdraw withdraw ->
                new WorkOrder.Withdraw(withdraw.executionId(), withdraw.attempt(), incarnation);
            case Output.Kill kill -> new WorkOrder.Kill(kill.executionId(), kill.attempt(), incarnation, kill.reason());
        };
        assertThat(order).isEqualTo(expected);
    }

    /** The worker gets what it runs and what the run may ask for; when and why it fires is decided before. */
    private static JobDefinition forWork(JobDefinition full) {
        return JobDefinition.builder(full.id(), full.task())
                .revision(full.revision())
                .namespace(full.namespace())
                .group(full.group())
                .name(full.name())
                .enabled(full.enabled())
                .parameters(full.parameters())
                .dates(full.dates())
                .secrets(full.secrets())
                .retry(full.retry())
                .timeout(full.timeout())
                .priority(full.priority())
                .dataOffset(full.dataOffset())
                .audit(new Audit(Instant.EPOCH, full.audit().createdBy(), Instant.EPOCH, ""))
                .build();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void damagedBytesAreReadOrRefusedButNeverBreakTheReader(long seed) {
        RecordGenerator generator = new RecordGenerator(seed);
        byte[] bytes = CommandCodec.encode(generator.command(), Instant.EPOCH);
        for (int i = 0; i < 20; i++) {
            byte[] damaged = bytes.clone();
            damaged[generator.number(0, damaged.length - 1)] ^= (byte) (1 << generator.number(0, 7));

            try {
                assertThat(CommandCodec.decode(damaged)).isNotNull();
            } catch (UnreadableRecordException e) {
                assertThat(e).hasMessageStartingWith(e.field() + ":");
            }
        }
    }
}
