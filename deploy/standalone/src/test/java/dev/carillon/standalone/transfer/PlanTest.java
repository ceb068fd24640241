package dev.carillon.standalone.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.Audit;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.FixedRate;
import dev.carillon.standalone.transfer.Change.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PlanTest {

    private static final Definition.OfJob WANTED = Samples.of(Samples.full());

    @Test
    void whatDiffersInRevisionAndAuditOnlyIsTheSame() {
        assertThat(plan(WANTED, inCluster(WANTED.job(), 4))).satisfies(change -> {
            assertThat(change.action()).isEqualTo(Action.SAME);
            assertThat(change.fields()).isEmpty();
        });
    }

    /** Equal maps may lie in another order, all the more between a file and a topic. */
    @Test
    void mapsThatAreEqualAreTheSameInWhicheverOrderTheyLie() {
        // Given
        Map<String, String> forwards = new LinkedHashMap<>();
        for (int i = 0; i < 40; i++) {
            forwards.put("roma.field-" + i, "value " + i);
        }
        Map<String, String> backwards = new LinkedHashMap<>();
        List.copyOf(forwards.keySet()).reversed().forEach(key -> backwards.put(key, forwards.get(key)));

        // When
        Change change = plan(
                new Definition.OfJob(
                        WANTED.job().toBuilder().vendorFields(forwards).build()),
                inCluster(WANTED.job().toBuilder().vendorFields(backwards).build(), 4));

        // Then
        assertThat(change.fields()).isEmpty();
    }

    @Test
    void aChangeNamesItsFieldsAndTheRevisionThatItExpects() {
        // Given
        JobDefinition old = WANTED.job().toBuilder().enabled(false).priority(1).build();
        // When
        Change change = plan(WANTED, inCluster(old, 4));
        // Then
        assertThat(change).isEqualTo(new Change(Action.CHANGE, change.definition(), 4, List.of("enabled", "priority")));
        assertThat(change.line()).isEqualTo("change  job 11 close the books / 结账 (billing): enabled, priority");
    }

    @Test
    void calendarsComeBeforeJobsAndGoAfterThem() {
        Definition calendar = Samples.of(Samples.calendars().getFirst());
        Definition job = Samples.of(Samples.full());

        assertThat(Plan.of(Samples.byId(calendar, job), Samples.byId(), false, false))
                .extracting(Change::definition)
                .containsExactly(calendar, job);
        assertThat(Plan.of(Samples.byId(), Samples.byId(calendar, job), true, false))
                .extracting(Change::definition)
                .containsExactly(job, calendar);
    }

    @Test
    void projectsComeFirstAndGoLast() {
        // Given
        Definition wantedJob = WANTED;
        Definition wantedProject = Samples.project(99, "new");
        Definition goneJob = Samples.of(Samples.job(50, "n", "gone").build());
        Definition goneProject = Samples.project(5, "gone");
        // When
        List<Change> changes =
                Plan.of(Samples.byId(wantedJob, wantedProject), Samples.byId(goneJob, goneProject), true, false);
        // Then
        assertThat(changes)
                .extracting(change -> change.action() + " " + change.id())
                .containsExactly("CREATE 99", "CREATE 11", "DELETE 50", "DELETE 5");
    }

    @Test
    void nothingGoesUnlessItIsAskedFor() {
        assertThat(Plan.of(Samples.byId(WANTED), Samples.byId(WANTED, Samples.project(5, "more")), false, false))
                .extracting(Change::action)
                .containsExactly(Action.SAME);
    }

    @Test
    void anAnchorThatAFileLeavesOutIsTheTargetsOwn() {
        // Given
        Instant anchor = Instant.ofEpochSecond(1_800_000_000);
        JobDefinition old = rate(Duration.ofHours(1), anchor);
        // Then
        assertThat(plan(new Definition.OfJob(rate(Duration.ofHours(1), Instant.EPOCH)), inCluster(old, 1))
                        .action())
                .isEqualTo(Action.SAME);
        assertThat(plan(new Definition.OfJob(rate(Duration.ofHours(2), Instant.EPOCH)), inCluster(old, 1))
                        .fields())
                .containsExactly("schedule");
        assertThat(plan(new Definition.OfJob(rate(Duration.ofHours(1), anchor.plusSeconds(1))), inCluster(old, 1))
                        .fields())
                .containsExactly("schedule");
    }

    @Test
    void aRehearsalCreatesDisabledAndNeitherStopsNorStartsWhatExists() {
        // Given
        Definition running = inCluster(WANTED.job(), 1);
        Definition paused = inCluster(WANTED.job().toBuilder().enabled(false).build(), 1);
        // Then
        assertThat(enabled(Plan.of(Samples.byId(WANTED), Samples.byId(), false, true)
                        .getFirst()))
                .isFalse();
        assertThat(Plan.of(Samples.byId(WANTED), Samples.byId(running), false, true)
                        .getFirst()
                        .action())
                .isEqualTo(Action.SAME);
        assertThat(Plan.of(Samples.byId(WANTED), Samples.byId(paused), false, true)
                        .getFirst()
                        .action())
                .isEqualTo(Action.SAME);
    }

    @Test
    void theSameApplyAgainSendsTheSameCommandAndAnyOtherAnotherOne() {
        // Given
        Change create = new Change(Action.CREATE, WANTED, 0, List.of());
        Change delete = new Change(Action.DELETE, WANTED, 1, List.of());
        Change other = new Change(
                Action.CREATE,
                new Definition.OfJob(WANTED.job().toBuilder().priority(1).build()),
                0,
                List.of());
        // Then
        assertThat(id(create, 0)).isEqualTo(id(create, 0)).hasSizeLessThan(128);
        // After a deletion the stored reply of the first creation must not be the answer.
        assertThat(List.of(id(create, 0), id(create, 2), id(other, 0), id(delete, 0), id(delete, 1)))
                .doesNotHaveDuplicates();
    }

    private static String id(Change change, long lastRevision) {
        return Order.of(change, lastRevision, "reader").command().request().commandId();
    }

    private static boolean enabled(Change change) {
        return ((Definition.OfJob) change.definition()).job().enabled();
    }

    private static Change plan(Definition wanted, Definition existing) {
        return Plan.of(Samples.byId(wanted), Samples.byId(existing), false, false)
                .getFirst();
    }

    private static JobDefinition rate(Duration period, Instant anchor) {
        return WANTED.job().toBuilder().schedule(new FixedRate(period, anchor)).build();
    }

    private static Definition inCluster(JobDefinition job, long revision) {
        return new Definition.OfJob(job.toBuilder()
                .revision(revision)
                .audit(Audit.created(Instant.ofEpochSecond(9), "somebody"))
                .build());
    }
}
