package dev.carillon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.audit.Finding.Kind;
import dev.carillon.proto.v1.Cause;
import dev.carillon.proto.v1.CronSchedule;
import dev.carillon.proto.v1.ExecutionEnded;
import dev.carillon.proto.v1.HistoryEvent;
import dev.carillon.proto.v1.JobChanged;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.Triggered;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A million fires fit into the memory that tests have, 1 GiB, and one that is missing among them is found. */
class ManyFiresTest {

    private static final int JOBS = 1_000;
    private static final int FIRES = 1_000;
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void oneMissingInAMillionIsFound() {
        // Given
        Ledger ledger = new Ledger(id -> true);
        for (long job = 1; job <= JOBS; job++) {
            ledger.add(0, job, created(job));
        }
        long offset = JOBS;
        for (int second = 0; second < FIRES; second++) {
            Instant nominal = START.plusSeconds(second);
            for (long job = 1; job <= JOBS; job++) {
                if (job != 77 || second != 500) {
                    ledger.add(0, offset++, triggered(job, nominal));
                    ledger.add(0, offset++, ended(job, nominal));
                }
            }
        }

        // When
        long began = System.nanoTime();
        Verdict verdict = ledger.judge(new Question(
                START,
                START.plusSeconds(FIRES),
                START.plusSeconds(FIRES + 3600),
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                Optional.of(Duration.ofHours(1)),
                Optional.empty()));
        System.out.println("ManyFiresTest: judged " + verdict.expected() + " fires in "
                + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");

        // Then
        assertThat(verdict.expected()).isEqualTo(JOBS * FIRES);
        assertThat(verdict.triggered()).isEqualTo(JOBS * FIRES - 1);
        assertThat(verdict.findings(Kind.LOST)).singleElement().satisfies(finding -> {
            assertThat(finding.jobId()).isEqualTo(77);
            assertThat(finding.nominal()).isEqualTo(START.plusSeconds(500));
        });
    }

    private static HistoryEvent created(long job) {
        JobDefinition.Builder definition = JobDefinition.newBuilder()
                .setId(job)
                .setRevision(1)
                .setEnabled(true)
                .setMaxConcurrency(1);
        definition
                .getScheduleBuilder()
                .setCron(CronSchedule.newBuilder().setExpression("* * * * * ?").setZone("UTC"));
        return HistoryEvent.newBuilder()
                .setJobId(job)
                .setAtMs(START.minusMillis(1).toEpochMilli())
                .setJobChanged(JobChanged.newBuilder()
                        .setKind(JobChanged.Kind.CREATED)
                        .setRevision(1)
                        .setDefinition(definition)
                        .setEffectiveMs(START.minusMillis(1).toEpochMilli()))
                .build();
    }

    private static HistoryEvent triggered(long job, Instant nominal) {
        return HistoryEvent.newBuilder()
                .setJobId(job)
                .setAtMs(nominal.minusMillis(450).toEpochMilli())
                .setTriggered(Triggered.newBuilder()
                        .setExecutionId(job + "-s" + nominal.toEpochMilli())
                        .setRevision(1)
                        .setCause(Cause.SCHEDULE)
                        .setNominalMs(nominal.toEpochMilli())
                        .setDueMs(nominal.toEpochMilli()))
                .build();
    }

    private static HistoryEvent ended(long job, Instant nominal) {
        return HistoryEvent.newBuilder()
                .setJobId(job)
                .setAtMs(nominal.plusMillis(100).toEpochMilli())
                .setEnded(ExecutionEnded.newBuilder()
                        .setExecutionId(job + "-s" + nominal.toEpochMilli())
                        .setFirstStartedAtMs(nominal.plusMillis(2).toEpochMilli()))
                .build();
    }
}
