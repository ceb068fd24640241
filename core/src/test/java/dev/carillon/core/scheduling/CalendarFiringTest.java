package dev.carillon.core.scheduling;

import static dev.carillon.core.scheduling.ShardTimeline.NOON;
import static dev.carillon.core.scheduling.ShardTimeline.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.carillon.core.execution.Report;
import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.DateRanges;
import dev.carillon.core.job.Exclusions;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.MisfirePolicy;
import dev.carillon.core.job.TimeWindow;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OneTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Fires that a calendar excludes are skipped when their turn comes, by the copy that the shard then has. */
final class CalendarFiringTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ShardTimeline line = new ShardTimeline();

    /** Excludes the times from … until of every day. */
    private static Calendar calendar(String name, long revision, String from, String until) {
        Exclusions window = new Exclusions(
                ZoneOffset.UTC,
                DateRanges.NONE,
                Set.of(),
                Set.of(),
                List.of(TimeWindow.parse(from, until, Set.of())),
                false);
        return new Calendar(Calendar.idOf("default", name), "default", name, revision, "", window, Audit.NONE);
    }

    private static JobDefinition.Builder everyMinute() {
        return job().schedule(new FixedRate(MINUTE, NOON)).maxConcurrency(200).calendars(List.of("quiet"));
    }

    private static Instant minute(int minute) {
        return NOON.plusSeconds(60L * minute);
    }

    private List<Instant> skipped() {
        return line.skips().stream().map(Output.SkippedFire::first).toList();
    }

    private void quiet(long revision, String from, String until) {
        line.broadcast(calendar("quiet", revision, from, until), false);
    }

    private void passMinutes(int count) {
        for (int i = 0; i < count; i++) {
            line.after(MINUTE);
        }
    }

    @Test
    void aFireThatACalendarExcludesIsSkippedAndToldWhy() {
        // Given
        quiet(3, "12:02", "12:04");
        line.create(everyMinute().build());
        // When
        passMinutes(5);
        // Then
        assertThat(line.triggers()).containsExactly(minute(1), minute(4), minute(5));
        assertThat(skipped()).containsExactly(minute(2), minute(3));
        assertThat(line.skips()).allSatisfy(skip -> {
            assertThat(skip.reason()).isEqualTo(Output.SkipReason.CALENDAR);
            assertThat(skip.detail()).isEqualTo("calendar quiet revision 3: window 12:02–12:04");
            assertThat(skip.count()).isEqualTo(1);
        });
    }

    @Test
    void eachOfSeveralCalendarsExcludes() {
        quiet(1, "12:01", "12:02");
        line.broadcast(calendar("lunch", 1, "12:03", "12:04"), false);
        line.create(everyMinute().calendars(List.of("quiet", "lunch")).build());

        passMinutes(4);

        assertThat(line.triggers()).containsExactly(minute(2), minute(4));
        assertThat(line.skips().getLast().detail()).startsWith("calendar lunch revision 1");
    }

    @Test
    void aNewRevisionCountsFromTheNextFireOn() {
        // Given
        quiet(1, "12:00", "24:00");
        line.create(everyMinute().build());
        passMinutes(2);
        // When
        quiet(2, "01:00", "02:00");
        passMinutes(2);
        quiet(3, "12:00", "24:00");
        passMinutes(1);
        // Then
        assertThat(skipped()).containsExactly(minute(1), minute(2), minute(5));
        assertThat(line.triggers()).containsExactly(minute(3), minute(4));
        assertThat(line.skips().getLast().detail()).contains("revision 3");
    }

    @Test
    void whatWasEmittedAheadStandsWhenTheCalendarChanges() {
        // Given
        quiet(1, "12:01", "12:02");
        line.create(everyMinute().build());
        line.at(minute(1).minusMillis(100));
        // When
        quiet(2, "12:02", "12:03");
        line.at(minute(2).minusMillis(100));
        quiet(3, "01:00", "02:00");
        line.at(minute(3));
        // Then
        assertThat(skipped()).containsExactly(minute(1), minute(2));
        assertThat(line.triggers()).containsExactly(minute(3));
    }

    @Test
    void aSkipAheadOfTimeStandsWhenTheJobChangesAndIsNotToldTwice() {
        // Given
        quiet(1, "12:01", "12:02");
        line.create(everyMinute().build());
        line.at(minute(1).minusMillis(100));
        // When
        line.replace(everyMinute().name("renamed").build());
        line.replace(everyMinute().calendars(List.of()).build());
        line.at(minute(1));
        // Then
        assertThat(skipped()).containsExactly(minute(1));
        assertThat(line.triggers()).isEmpty();
    }

    @Test
    void aSkipAheadOfTimeStandsWhenTheJobIsDeletedAndMadeAnew() {
        // Given
        quiet(1, "12:01", "12:02");
        line.create(everyMinute().build());
        line.at(minute(1).minusMillis(100));
        // When
        line.delete();
        line.create(everyMinute().calendars(List.of()).build());
        line.at(minute(1));
        // Then
        assertThat(skipped()).containsExactly(minute(1));
        assertThat(line.triggers()).isEmpty();
    }

    @Test
    void aSkipAheadOfTimeStandsWhenAScheduleWithoutTheFireComesInBetween() {
        // Given
        quiet(1, "12:01", "12:02");
        line.create(everyMinute().build());
        line.at(minute(1).minusMillis(100));
        // When
        line.replace(
                everyMinute().schedule(new FixedRate(Duration.ofHours(1), NOON)).build());
        line.replace(everyMinute().calendars(List.of()).build());
        line.at(minute(1));
        // Then
        assertThat(skipped()).containsExactly(minute(1));
        assertThat(line.triggers()).isEmpty();
    }

    @Test
    void aFireThatOnlyTheNewDefinitionHasIsJudgedByItsCalendars() {
        // Given: another job's fire has moved the cursor ahead.
        quiet(1, "12:01", "12:02");
        line.create(everyMinute().calendars(List.of()).id(new JobId(7)).build());
        line.create(job().schedule(new FixedRate(Duration.ofHours(1), NOON)).build());
        line.at(minute(1).minusMillis(100));
        // When
        line.replace(everyMinute().build());
        // Then
        assertThat(skipped()).containsExactly(minute(1));
    }

    @Test
    void aDeletedCalendarGoesOnExcludingForTheJobsThatNameIt() {
        quiet(1, "12:00", "24:00");
        line.create(everyMinute().build());
        line.broadcast(calendar("quiet", 2, "12:00", "24:00"), true);

        line.reloadAt(minute(1));

        assertThat(skipped()).containsExactly(minute(1));
        assertThat(line.skips().getFirst().detail()).startsWith("calendar quiet revision 1 (deleted): window");
    }

    @Test
    void excludedFiresDoNotCountAgainstTheMisfireCap() {
        // Given
        quiet(1, "12:08", "12:10");
        line.create(everyMinute()
                .misfire(new MisfirePolicy(MisfirePolicy.Mode.FIRE_ALL, MINUTE, 3, Duration.ZERO))
                .build());
        // When: 12:09 and before are missed, 12:10 and 12:11 are not.
        line.reloadAt(minute(11));
        // Then
        assertThat(line.triggers()).containsExactly(minute(5), minute(6), minute(7), minute(10), minute(11));
        assertThat(line.skips())
                .extracting(
                        Output.SkippedFire::reason,
                        Output.SkippedFire::first,
                        Output.SkippedFire::last,
                        Output.SkippedFire::count)
                .containsExactly(
                        tuple(Output.SkipReason.MISFIRE, minute(1), minute(4), 4L),
                        tuple(Output.SkipReason.CALENDAR, minute(8), minute(9), 2L));
    }

    @Test
    void rangesOfMissedFiresHoldNoFireOfAnotherReason() {
        // Given
        quiet(1, "12:03", "12:05");
        line.create(everyMinute()
                .misfire(new MisfirePolicy(MisfirePolicy.Mode.SKIP, MINUTE, 1, Duration.ZERO))
                .build());
        // When
        line.reloadAt(minute(8));
        // Then
        assertThat(line.skips())
                .extracting(Output.SkippedFire::reason, Output.SkippedFire::first, Output.SkippedFire::last)
                .containsExactly(
                        tuple(Output.SkipReason.MISFIRE, minute(1), minute(2)),
                        tuple(Output.SkipReason.CALENDAR, minute(3), minute(4)),
                        tuple(Output.SkipReason.MISFIRE, minute(5), minute(6)));
        assertThat(line.triggers()).containsExactly(minute(7), minute(8));
    }

    @Test
    void aLongStopWithMostlyExcludedFiresIsSettledToTheEnd() {
        // Given: a year of minutes, of which one in the day is not excluded.
        quiet(1, "12:02", "12:01");
        line.create(everyMinute()
                .misfire(new MisfirePolicy(MisfirePolicy.Mode.FIRE_ONCE, MINUTE, 1, Duration.ZERO))
                .build());
        // When
        line.reloadAt(NOON.plus(Duration.ofDays(365)));
        // Then
        assertThat(line.triggers()).containsExactly(minute(1).plus(Duration.ofDays(364)));
        long skipped =
                line.skips().stream().mapToLong(Output.SkippedFire::count).sum();
        assertThat(skipped).isEqualTo(365L * 24 * 60 - 1);
        assertThat(line.skips()).isSortedAccordingTo(Comparator.comparing(Output.SkippedFire::first));
    }

    @Test
    void aFixedDelayGoesOnAfterAnExcludedFire() {
        // Given
        quiet(1, "12:01", "12:03");
        line.worker("w1");
        line.create(job().schedule(new FixedDelay(MINUTE))
                .calendars(List.of("quiet"))
                .build());
        // When
        for (int second = 0; second < 360; second++) {
            line.after(Duration.ofSeconds(1)).worker("w1");
            line.starts().forEach(start -> {
                if (!start.due().isAfter(line.now())) {
                    line.finished(start, Report.Outcome.SUCCEEDED);
                }
            });
        }
        // Then
        assertThat(skipped()).containsExactly(minute(1), minute(2));
        assertThat(line.triggers()).hasSizeBetween(3, 4).startsWith(minute(3));
    }

    @Test
    void aOneTimeJobWhoseInstantIsExcludedIsSkippedAlsoWhenItIsLate() {
        quiet(1, "11:59", "12:02");
        line.create(job().schedule(new OneTime(NOON.minusSeconds(5)))
                .calendars(List.of("quiet"))
                .build());

        assertThat(skipped()).containsExactly(NOON.minusSeconds(5));
        assertThat(line.triggers()).isEmpty();
    }

    @Test
    void aBackfillLeavesOutWhatIsExcluded() {
        // Given
        quiet(1, "12:02", "12:04");
        line.create(everyMinute().build());
        passMinutes(6);
        int before = line.triggers().size();
        // When
        Reply reply =
                line.send(new Command.BackfillJob(line.request(), ShardTimeline.JOB, minute(1), minute(6), 200, null));
        // Then
        assertThat(reply.status()).isEqualTo(Reply.Status.OK);
        assertThat(line.triggers().subList(before, line.triggers().size()))
                .containsExactly(minute(1), minute(4), minute(5));
        Reply nothing =
                line.send(new Command.BackfillJob(line.request(), ShardTimeline.JOB, minute(2), minute(4), 200, null));
        assertThat(nothing.field()).isEqualTo("from");
    }

    @Test
    void eachFireOfAJobWithJitterIsToldOnceHoweverOftenTheJobChanges() {
        // Given
        quiet(1, "12:05", "12:15");
        JobDefinition job = everyMinute().jitter(Duration.ofSeconds(40)).build();
        line.create(job);
        // When
        for (int i = 0; i < 20 * 60 / 7; i++) {
            line.after(Duration.ofMillis(6_900));
            line.replace(job.toBuilder().name("name " + i).build());
            line.after(Duration.ofMillis(100));
        }
        // Then
        List<Instant> all = new ArrayList<>(skipped());
        all.addAll(line.triggers());
        assertThat(skipped()).hasSize(10).allMatch(fire -> !fire.isBefore(minute(5)) && fire.isBefore(minute(15)));
        assertThat(all).doesNotHaveDuplicates();
        for (int i = 1; i < 19; i++) {
            assertThat(all).contains(minute(i));
        }
    }

    @Test
    void aManualRunDoesNotAskTheCalendar() {
        quiet(1, "00:00", "24:00");
        line.create(everyMinute().build());

        assertThat(line.trigger().status()).isEqualTo(Reply.Status.OK);
        assertThat(line.triggers()).hasSize(1);
    }
}
