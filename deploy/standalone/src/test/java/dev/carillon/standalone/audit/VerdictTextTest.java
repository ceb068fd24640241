package dev.carillon.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.audit.Ledger;
import dev.carillon.audit.Question;
import dev.carillon.audit.Verdict;
import dev.carillon.proto.v1.Cause;
import dev.carillon.proto.v1.HistoryEvent;
import dev.carillon.proto.v1.JobChanged;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.Triggered;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people and machines are shown of a verdict. */
class VerdictTextTest {

    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    /** A job that fires every second and has one fire of twenty, twice. */
    private static Verdict broken() {
        Ledger ledger = new Ledger(id -> true);
        JobDefinition.Builder job = JobDefinition.newBuilder()
                .setId(5)
                .setRevision(1)
                .setEnabled(true)
                .setMaxConcurrency(9);
        job.getScheduleBuilder().getFixedRateBuilder().setPeriodMs(1_000).setAnchorMs(START.toEpochMilli());
        ledger.add(
                3,
                7,
                event(START.minusSeconds(1))
                        .setJobChanged(JobChanged.newBuilder()
                                .setKind(JobChanged.Kind.CREATED)
                                .setEffectiveMs(START.minusSeconds(1).toEpochMilli())
                                .setDefinition(job))
                        .build());
        HistoryEvent fire = event(START)
                .setTriggered(Triggered.newBuilder()
                        .setExecutionId("5-s" + START.toEpochMilli())
                        .setRevision(1)
                        .setCause(Cause.SCHEDULE)
                        .setNominalMs(START.toEpochMilli())
                        .setDueMs(START.toEpochMilli()))
                .build();
        ledger.add(3, 8, fire);
        ledger.add(3, 9, fire);
        ledger.problem("partition 1 has been deleted");
        return ledger.judge(new Question(
                START,
                START.plusSeconds(20),
                START.plusSeconds(100),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                Optional.empty(),
                Optional.empty()));
    }

    private static HistoryEvent.Builder event(Instant at) {
        return HistoryEvent.newBuilder().setJobId(5).setAtMs(at.toEpochMilli());
    }

    @Test
    void pageSaysWhatIsBrokenAndWhereItStands() {
        assertThat(VerdictText.lines(broken()))
                .contains(
                        "doubled: job 5 at 2026-03-02T10:00:00Z 2 records say what became of it (history 3/8, 3/9)",
                        "lost: job 5 at 2026-03-02T10:00:01Z was owed, and no record says what became of it",
                        "lost: 9 more; --json shows up to 100",
                        "not judged: partition 1 has been deleted",
                        "Promises were broken.");
    }

    @Test
    void jsonHasTheSameFigures() {
        var json = VerdictJson.of(broken());

        assertThat(json.path("kept").asBoolean()).isFalse();
        assertThat(json.path("status").asInt()).isEqualTo(1);
        assertThat(json.path("expected").asInt()).isEqualTo(20);
        assertThat(json.path("lost").asInt()).isEqualTo(19);
        assertThat(json.path("doubled").asInt()).isEqualTo(1);
        assertThat(json.path("findings")).hasSize(20);
        assertThat(json.path("findings")
                        .path(19)
                        .path("records")
                        .path(1)
                        .path("offset")
                        .asInt())
                .isEqualTo(9);
        assertThat(json.path("unjudged").path(0).asText()).contains("deleted");
    }
}
