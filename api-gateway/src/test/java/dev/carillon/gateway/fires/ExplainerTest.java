package dev.carillon.gateway.fires;

import static dev.carillon.gateway.fires.Pasts.CREATED;
import static dev.carillon.gateway.fires.Pasts.created;
import static dev.carillon.gateway.fires.Pasts.cron;
import static dev.carillon.gateway.fires.Pasts.daily;
import static dev.carillon.gateway.fires.Pasts.execution;
import static dev.carillon.gateway.fires.Pasts.job;
import static dev.carillon.gateway.fires.Pasts.recorded;
import static dev.carillon.gateway.fires.Pasts.skip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.DateRanges;
import dev.carillon.core.job.Exclusions;
import dev.carillon.core.scheduling.Output.Change;
import dev.carillon.core.scheduling.Output.SkipReason;
import dev.carillon.core.time.Bounds;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.OnDemand;
import dev.carillon.gateway.fires.Explanation.Verdict;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.service.JobPast;
import dev.carillon.gateway.service.RecordedFires;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every verdict, with what leads to it and what it says. Now is the 10th at half past twelve. */
final class ExplainerTest {

    private static final Instant NOW = Instant.parse("2026-01-10T12:30:00Z");
    private static final Instant NOON_5 = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant NOON_10 = Instant.parse("2026-01-10T12:00:00Z");
    private static final Instant NOON_12 = Instant.parse("2026-01-12T12:00:00Z");
    private static final Instant DAY_3 = Instant.parse("2026-01-03T00:00:00Z");
    private static final Instant DAY_7 = Instant.parse("2026-01-07T00:00:00Z");

    /** What is known, what is asked, and what must come out. */
    private record Case(String name, Pasts past, Instant at, RecordedFires recorded, Verdict verdict, String says) {
        @Override
        public String toString() {
            return verdict + ": " + name;
        }
    }

    private static Case of(Verdict verdict, String name, Pasts past, Instant at, String says) {
        return new Case(name, past, at, RecordedFires.NONE, verdict, says);
    }

    private static Case of(Verdict verdict, String name, Pasts past, Instant at, RecordedFires recorded, String says) {
        return new Case(name, past, at, recorded, verdict, says);
    }

    static Stream<Case> cases() {
        return Stream.of(runs(), skips(), revisions(), schedules(), clocks(), limits())
                .flatMap(List::stream);
    }

    private static List<Case> runs() {
        Pasts job = created(daily()).decidedThrough(NOON_10);
        return List.of(
                of(
                        Verdict.FIRED,
                        "done",
                        job,
                        NOON_5,
                        recorded(execution(NOON_5, Status.SUCCEEDED)),
                        "It fired, 250 ms late and succeeded."),
                of(
                        Verdict.FIRED,
                        "failed",
                        job,
                        NOON_5,
                        recorded(execution(NOON_5, Status.FAILED)),
                        "It fired, 250 ms late and failed: exit status 3."),
                of(
                        Verdict.FIRED,
                        "stopped",
                        job,
                        NOON_5,
                        recorded(execution(NOON_5, Status.STOPPED)),
                        "It fired, 250 ms late and was stopped by ann."),
                of(
                        Verdict.FIRED,
                        "timed out",
                        job,
                        NOON_5,
                        recorded(execution(NOON_5, Status.TIMED_OUT)),
                        "passed its time limit"),
                of(
                        Verdict.FIRED,
                        "runs",
                        job,
                        NOON_10,
                        recorded(execution(NOON_10, Status.RUNNING)),
                        "It fired, 250 ms late and runs."),
                of(
                        Verdict.FIRED,
                        "is being stopped",
                        job,
                        NOON_10,
                        recorded(execution(NOON_10, Status.STOPPING)),
                        "is being stopped"),
                of(
                        Verdict.FIRED,
                        "tries again",
                        job,
                        NOON_10,
                        recorded(execution(NOON_10, Status.RETRYING)),
                        "waits for another attempt"),
                of(
                        Verdict.FIRED,
                        "in the third attempt",
                        job,
                        NOON_5,
                        recorded(execution(
                                ExecutionId.scheduled(Pasts.JOB, NOON_5), Cause.SCHEDULE, NOON_5, Status.SUCCEEDED, 3)),
                        "It fired and succeeded after 3 attempts."),
                of(
                        Verdict.FIRED,
                        "by a revision that is forgotten",
                        created(daily())
                                .change(Change.REPLACED, DAY_7, job(cron("0 0 0 * * ?", "UTC")))
                                .forgetChanges(1),
                        NOON_5,
                        recorded(execution(NOON_5, Status.SUCCEEDED)),
                        "It fired"),
                of(
                        Verdict.FIRED,
                        "fixed delay",
                        created(job(new FixedDelay(Duration.ofMinutes(1)))),
                        NOON_5,
                        recorded(execution(NOON_5, Status.SUCCEEDED)),
                        "It fired"),
                of(
                        Verdict.WAITING_FOR_WORKER,
                        "no worker",
                        job,
                        NOON_10,
                        recorded(execution(NOON_10, Status.TRIGGERED)),
                        "It was triggered 1800 s ago and has not started: no worker has begun it yet"),
                of(
                        Verdict.WAITING,
                        "ahead of its instant",
                        job,
                        NOON_12,
                        recorded(execution(NOON_12, Status.TRIGGERED)),
                        "waits for its due instant, 2026-01-12T12:00:00Z."),
                of(
                        Verdict.WITHDRAWN,
                        "changed just before",
                        job,
                        NOON_5,
                        recorded(execution(NOON_5, Status.WITHDRAWN)),
                        "taken back"));
    }

    private static List<Case> skips() {
        Pasts job = created(daily()).decidedThrough(NOON_10);
        Instant noon4 = Instant.parse("2026-01-04T12:00:00Z");
        Instant noon6 = Instant.parse("2026-01-06T12:00:00Z");
        return List.of(
                of(
                        Verdict.SKIPPED,
                        "overlap",
                        job,
                        NOON_5,
                        recorded(skip(NOON_5, NOON_5, 1, SkipReason.OVERLAP)),
                        "It was skipped (OVERLAP): the detail."),
                of(
                        Verdict.SKIPPED,
                        "within a range",
                        job,
                        NOON_5,
                        recorded(skip(noon4, noon6, 3, SkipReason.MISFIRE)),
                        "It was skipped with 2 others (MISFIRE): the detail."),
                of(
                        Verdict.NO_FIRE,
                        "within a range, at no fire",
                        job,
                        NOON_5.plusSeconds(1),
                        recorded(skip(noon4, noon6, 3, SkipReason.MISFIRE)),
                        "no fire at that instant"),
                of(
                        Verdict.SKIPPED,
                        "of a schedule that is forgotten",
                        created(daily()).change(Change.REPLACED, DAY_7, daily()).forgetChanges(1),
                        NOON_5,
                        recorded(skip(NOON_5, NOON_5, 1, SkipReason.OVERLAP)),
                        "It was skipped"));
    }

    private static List<Case> revisions() {
        Pasts disabled = created(daily()).change(Change.DISABLED, DAY_3, daily().enabled(false));
        Pasts enabledAgain = created(daily())
                .change(Change.DISABLED, DAY_3, daily().enabled(false))
                .change(Change.ENABLED, DAY_7, daily());
        Pasts quarantined = created(daily()).change(Change.QUARANTINED, DAY_3, daily());
        return List.of(
                of(
                        Verdict.DISABLED,
                        "then",
                        enabledAgain,
                        NOON_5,
                        "The schedule has a fire there, but the job was disabled since 2026-01-03T00:00:00Z by bob until"
                                + " 2026-01-07T00:00:00Z."),
                of(
                        Verdict.DISABLED,
                        "now",
                        disabled,
                        NOON_12,
                        "is disabled since 2026-01-03T00:00:00Z by bob; enable it"),
                of(Verdict.NO_FIRE, "disabled, but no fire anyway", disabled, NOON_5.plusSeconds(1), "no fire"),
                of(
                        Verdict.DUE,
                        "the change's own instant belongs to the revision before",
                        created(daily()).change(Change.DISABLED, NOON_5, daily().enabled(false)),
                        NOON_5,
                        "was due"),
                of(Verdict.QUARANTINED, "since", quarantined, NOON_5, "is quarantined"),
                of(
                        Verdict.DELETED,
                        "before",
                        created(daily()).change(Change.DELETED, DAY_3, daily()),
                        NOON_5,
                        "The job was deleted at 2026-01-03T00:00:00Z by bob."),
                of(
                        Verdict.NOT_CREATED,
                        "by its first change",
                        created(daily()),
                        CREATED.minusSeconds(60),
                        "was created at 2026-01-01T00:00:00Z."),
                of(
                        Verdict.NOT_CREATED,
                        "by the definition alone",
                        created(daily()).change(Change.REPLACED, DAY_3, daily()).forgetChanges(2),
                        CREATED.minusSeconds(60),
                        "was created at 2026-01-01T00:00:00Z."),
                of(
                        Verdict.FORGOTTEN,
                        "another revision was in force",
                        created(daily()).change(Change.REPLACED, DAY_7, daily()).forgetChanges(2),
                        NOON_5,
                        "older than what this gateway keeps"));
    }

    private static List<Case> schedules() {
        Bounds bounds = new Bounds(DAY_3, DAY_7);
        Pasts bounded = created(daily().bounds(bounds));
        return List.of(
                of(
                        Verdict.NO_FIRE,
                        "a second late",
                        created(daily()).decidedThrough(NOON_10),
                        NOON_5.plusSeconds(1),
                        "The schedule has no fire at that instant; before it comes 2026-01-05T12:00:00Z (none), after it"
                                + " 2026-01-06T12:00:00Z (none)."),
                of(
                        Verdict.NO_FIRE,
                        "none ever",
                        created(job(cron("0 0 12 1 1 ? 2026", "UTC"))),
                        NOON_12,
                        "before it comes 2026-01-01T12:00:00Z (due), none after it."),
                of(
                        Verdict.OUT_OF_BOUNDS,
                        "before",
                        bounded,
                        Instant.parse("2026-01-02T12:00:00Z"),
                        "bounds begin at 2026-01-03T00:00:00Z."),
                of(Verdict.OUT_OF_BOUNDS, "after", bounded, NOON_12, "bounds end at 2026-01-07T00:00:00Z."),
                of(Verdict.NO_TIMETABLE, "on demand", created(job(new OnDemand())), NOON_5, "no schedule"),
                of(
                        Verdict.NO_TIMETABLE,
                        "fixed delay",
                        created(job(new FixedDelay(Duration.ofMinutes(1)))),
                        NOON_5,
                        "60000 ms after each run has ended"),
                of(
                        Verdict.PLANNED,
                        "ahead",
                        created(daily()),
                        NOON_12,
                        "It will fire at 2026-01-12T12:00:00Z, unless the job is changed before."),
                of(
                        Verdict.EXCLUDED,
                        "a Monday ahead",
                        created(daily().calendars(List.of("mondays"))),
                        NOON_12,
                        "calendar 'mondays' excludes that time"));
    }

    private static List<Case> clocks() {
        Pasts berlin = created(job(cron("0 30 2 * * ?", "Europe/Berlin")));
        return List.of(
                // 02:30 of 29 March 2026 does not happen: by the old offset it is 01:30Z.
                of(
                        Verdict.DST_GAP,
                        "asked by the old offset",
                        berlin,
                        Instant.parse("2026-03-29T01:30:00Z"),
                        "In Europe/Berlin the clocks go forward at 2026-03-29T01:00:00Z, so 2026-03-29T02:30 does not happen,"
                                + " and by the schedule's rule SHIFT its fire is moved to 2026-03-29T01:00:00Z."),
                of(
                        Verdict.PLANNED,
                        "moved to the end of the gap",
                        berlin,
                        Instant.parse("2026-03-29T01:00:00Z"),
                        "this is the fire of 2026-03-29T02:30, which does not happen in Europe/Berlin"),
                of(
                        Verdict.DST_OVERLAP,
                        "the second pass",
                        berlin,
                        Instant.parse("2026-10-25T01:30:00Z"),
                        "the clocks go back at 2026-10-25T01:00:00Z, so 2026-10-25T02:30 happens twice, and by the schedule's"
                                + " rule FIRST the other time counts: 2026-10-25T00:30:00Z."),
                of(Verdict.PLANNED, "the first pass", berlin, Instant.parse("2026-10-25T00:30:00Z"), "It will fire"));
    }

    private static List<Case> limits() {
        return List.of(
                of(
                        Verdict.DUE,
                        "nothing later is decided",
                        created(daily()).decidedThrough(NOON_10.minusSeconds(1)),
                        NOON_10,
                        "It was due at 2026-01-10T12:00:00Z, 1800 s ago, and no scheduler has decided it yet"),
                of(
                        Verdict.UNEXPLAINED,
                        "later ones are decided",
                        created(daily()).decidedThrough(NOON_10),
                        NOON_5,
                        "It should have fired at 2026-01-05T12:00:00Z"),
                of(
                        Verdict.FORGOTTEN,
                        "before what is kept",
                        created(daily()).decidedThrough(NOON_10).knownFrom(DAY_7),
                        NOON_5,
                        "reaches back to 2026-01-07T00:00:00Z; bin/carillon audit"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFirstReasonThatAppliesIsTheVerdict(Case given) {
        // when
        Explanation why = explain(given.past().get(), given.at(), given.recorded());

        // then
        assertThat(why.verdict()).isEqualTo(given.verdict());
        assertThat(why.sentence(NOW)).contains(given.says()).endsWith(".");
        assertThat(why.verdict().callsForAudit())
                .isEqualTo(Set.of(Verdict.FORGOTTEN, Verdict.UNEXPLAINED).contains(given.verdict()));
    }

    @Test
    void theTableHasEveryVerdict() {
        Set<Verdict> shown =
                cases().map(Case::verdict).collect(Collectors.toCollection(() -> EnumSet.noneOf(Verdict.class)));
        // A paused job's definition holds since when, and a queue has others: see below.
        shown.addAll(Set.of(Verdict.PAUSED, Verdict.QUEUED));

        assertThat(shown).isEqualTo(EnumSet.allOf(Verdict.class));
    }

    @ParameterizedTest
    @CsvSource({"0, WAITING_FOR_WORKER", "1, WAITING_FOR_WORKER", "2, QUEUED", "3, QUEUED"})
    void whatHasNotBegunIsQueuedWhileThoseAheadOfItTakeAllSlots(int ahead, Verdict verdict) {
        // given
        JobPast past =
                created(daily().maxConcurrency(2)).decidedThrough(NOON_10).get();
        RecordedFires recorded = recorded(execution(NOON_10, Status.TRIGGERED));
        Explainer explainer = new Explainer(past, NOON_10);

        // when
        Explanation why = explainer.explain(recorded, MONDAYS, ahead, NOW);

        // then
        assertThat(explainer.notBegun(recorded, NOW)).contains(execution(NOON_10, Status.TRIGGERED));
        assertThat(why.verdict()).isEqualTo(verdict);
        assertThat(why.sentence(NOW))
                .contains(verdict == Verdict.QUEUED ? "waits for a run of the job to end, " + ahead : "no worker");
    }

    @Test
    void onlyWhatIsDueAndHasNotBegunHasAPlaceAmongTheRuns() {
        assertThat(new Explainer(created(daily()).get(), NOON_12)
                        .notBegun(recorded(execution(NOON_12, Status.TRIGGERED)), NOW))
                .isEmpty();
        assertThat(new Explainer(created(daily()).get(), NOON_10)
                        .notBegun(recorded(execution(NOON_10, Status.RUNNING)), NOW))
                .isEmpty();
    }

    @Test
    void aPausedJobSaysSoAndSinceWhen() {
        // given
        Pasts past = created(daily()).change(Change.PAUSED, DAY_3, daily().pausedAt(DAY_3));

        // when
        Explanation why = explain(past.get(), NOON_5, RecordedFires.NONE);

        // then
        assertThat(why.verdict()).isEqualTo(Verdict.PAUSED);
        assertThat(why.sentence(NOW)).contains("paused since 2026-01-03T00:00:00Z by bob; resume it");
    }

    @Test
    void theFactsStandBesideTheSentence() {
        // when
        Explanation why = explain(
                created(daily()).decidedThrough(NOON_10).get(), NOON_5, recorded(execution(NOON_5, Status.SUCCEEDED)));

        // then
        assertThat(why.lateBy()).contains(Duration.ofMillis(250));
        assertThat(why.due()).contains(NOON_5);
        assertThat(why.stretch().by()).isEqualTo("ann");
        assertThat(why.before().map(FireView::nominal)).contains(Instant.parse("2026-01-04T12:00:00Z"));
        assertThat(why.after().map(FireView::nominal)).contains(Instant.parse("2026-01-06T12:00:00Z"));
        assertThat(why.execution()).isPresent();
    }

    @Test
    void theNeighboursAreThoseOfTheRevisionsThatWereInForceThen() {
        // given: hourly until the 5th at 11:30, daily since
        Pasts past =
                created(job(cron("0 0 * * * ?", "UTC"))).change(Change.REPLACED, NOON_5.minusSeconds(1800), daily());

        // when
        Explanation why = explain(past.get(), NOON_5.minusSeconds(60), RecordedFires.NONE);

        // then
        assertThat(why.before().map(FireView::nominal)).contains(Instant.parse("2026-01-05T11:00:00Z"));
        assertThat(why.after().map(FireView::nominal)).contains(NOON_5);
    }

    private static Explanation explain(JobPast past, Instant at, RecordedFires recorded) {
        return new Explainer(past, at).explain(recorded, MONDAYS, 0, NOW);
    }

    private static final CalendarCheck MONDAYS = new CalendarCheck(Map.of(
            "mondays",
            new Exclusions(ZoneOffset.UTC, DateRanges.NONE, Set.of(), Set.of(DayOfWeek.MONDAY), List.of(), false)));
}
