package dev.carillon.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.Exclusions;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Event;
import dev.carillon.gateway.service.CalendarService.CalendarQuery;
import dev.carillon.gateway.view.ViewRecord.Slot;
import dev.carillon.gateway.view.ViewRecord.Source;
import dev.carillon.kafka.codec.CalendarCodec;
import dev.carillon.kafka.codec.Keys;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the view knows of calendars and of who names them. */
final class CalendarViewTest {

    private static final Instant NOON = Samples.NOON;
    private static final JobId ID = Calendar.idOf("default", "holidays");

    @TempDir
    Path directory;

    private View view;
    private ViewFeed feed;

    @BeforeEach
    void open() throws Exception {
        view = View.open(directory, View.Settings.DEFAULT, () -> NOON);
        feed = new ViewFeed(view);
    }

    @AfterEach
    void close() throws Exception {
        view.close();
    }

    private static Calendar calendar(String namespace, String name, long revision) {
        return new Calendar(Calendar.idOf(namespace, name), namespace, name, revision, "", Exclusions.NONE, Audit.NONE);
    }

    private ViewFeed put(Calendar calendar, boolean deleted) {
        return feed.add(
                Source.CALENDARS,
                Keys.of(calendar.id()),
                CalendarCodec.encode(new Event.CalendarPut(calendar, deleted)));
    }

    private static JobDefinition job(long id, String... calendars) {
        return Samples.job(id, 1).toBuilder().calendars(List.of(calendars)).build();
    }

    private List<Long> users(String name) {
        return view.jobsNaming("default", name, 10).join().stream()
                .map(job -> job.id().value())
                .toList();
    }

    private List<String> names(CalendarQuery query) {
        return view.calendars(query).join().stream()
                .map(Calendar::name)
                .sorted()
                .toList();
    }

    @Test
    void aCalendarIsThereUntilItIsRemovedOrStandsOnlyForItsUsers() {
        put(calendar("default", "holidays", 3), false).commit();
        assertThat(view.calendar(ID).join()).contains(calendar("default", "holidays", 3));

        put(calendar("default", "holidays", 3), true).commit();
        assertThat(view.calendar(ID).join()).isEmpty();

        put(calendar("default", "holidays", 5), false).commit();
        assertThat(view.calendar(ID).join().orElseThrow().revision()).isEqualTo(5);

        view.store()
                .apply(
                        List.of(new ViewRecord(Source.CALENDARS, 0, 3, Keys.of(ID), null)),
                        Map.of(new Slot(Source.CALENDARS, 0), 4L),
                        NOON);
        assertThat(view.calendar(ID).join()).isEmpty();
    }

    @Test
    void whoWaitsForARevisionIsToldOfIt() {
        var watch = view.watch(ID);
        var seen = view.until(watch, ID, found -> found.revision() >= 2);

        put(calendar("default", "holidays", 1), false).commit();
        assertThat(seen).isNotDone();
        put(calendar("default", "holidays", 2), false).commit();

        assertThat(seen).succeedsWithin(Duration.ofMinutes(1));
        assertThat(view.until(view.watch(ID), ID, found -> found.revision() == 2))
                .succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void aListHasWhatTheCallerMaySee() {
        put(calendar("default", "a", 1), false);
        put(calendar("default", "b", 1), false);
        put(calendar("team-x", "c", 1), false).commit();

        assertThat(names(new CalendarQuery(List.of(), Optional.empty(), Optional.empty(), 0, 10)))
                .containsExactly("a", "b", "c");
        assertThat(names(new CalendarQuery(List.of("team-*"), Optional.empty(), Optional.empty(), 0, 10)))
                .containsExactly("c");
        assertThat(names(new CalendarQuery(List.of(), Optional.of("default"), Optional.of("b"), 0, 10)))
                .containsExactly("b");
        assertThat(names(new CalendarQuery(List.of(), Optional.empty(), Optional.empty(), 0, 2)))
                .hasSize(2);
    }

    @Test
    void whoNamesACalendarFollowsFromTheDefinitions() {
        // given
        feed.put(job(1, "holidays", "nights")).put(job(2, "holidays", "holidays"));
        feed.put(job(3, "holidays").toBuilder().namespace("other").build()).commit();
        assertThat(users("holidays")).containsExactly(1L, 2L);

        // when
        feed.put(job(1, "nights")).delete(new JobId(2)).commit();

        // then
        assertThat(users("holidays")).isEmpty();
        assertThat(users("nights")).containsExactly(1L);
    }

    @Test
    void aNewReadingSweepsWhatItDoesNotMeet() {
        // given
        put(calendar("default", "holidays", 1), false);
        put(calendar("default", "nights", 1), false);
        feed.put(job(1, "holidays")).put(job(2, "holidays")).commit();

        // when
        view.store().readJobsAnew();
        put(calendar("default", "nights", 1), false);
        feed.put(job(2, "holidays")).commit();
        view.store().sweep();

        // then
        assertThat(view.calendar(ID).join()).isEmpty();
        assertThat(users("holidays")).containsExactly(2L);
        assertThat(names(new CalendarQuery(List.of(), Optional.empty(), Optional.empty(), 0, 10)))
                .containsExactly("nights");
    }

    @Test
    void anotherLogEmptiesIt() {
        put(calendar("default", "holidays", 1), false);
        feed.put(job(1, "holidays")).commit();

        view.store().wipe("another");

        assertThat(view.calendar(ID).join()).isEmpty();
        assertThat(users("holidays")).isEmpty();
    }
}
