package dev.carillon.core.scheduling;

import static dev.carillon.core.scheduling.ShardTimeline.NOON;
import static dev.carillon.core.scheduling.ShardTimeline.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.DateRanges;
import dev.carillon.core.job.Exclusions;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.TimeWindow;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A calendar has revisions and kept replies as a job has, is told to every shard, and each shard has its own copy. */
final class CalendarsTest {

    private static final JobId ID = Calendar.idOf("default", "holidays");

    private final ShardTimeline line = new ShardTimeline();

    private static Calendar calendar(String name, String from, String until) {
        return new Calendar(
                Calendar.idOf("default", name),
                "default",
                name,
                0,
                "",
                new Exclusions(
                        ZoneOffset.UTC,
                        DateRanges.NONE,
                        Set.of(),
                        Set.of(),
                        List.of(TimeWindow.parse(from, until, Set.of())),
                        false),
                Audit.NONE);
    }

    private static Calendar holidays() {
        return calendar("holidays", "12:00", "13:00");
    }

    private static JobDefinition jobWith(String... calendars) {
        return job().calendars(List.of(calendars)).build();
    }

    private Reply create() {
        return line.send(new Command.CreateCalendar(line.request(), holidays()));
    }

    private Reply replace(long expected) {
        return line.send(new Command.ReplaceCalendar(line.request(), calendar("holidays", "14:00", "15:00"), expected));
    }

    private Reply deleteCalendar(long expected) {
        return line.send(new Command.DeleteCalendar(line.request(), ID, expected));
    }

    private List<Command.ApplyCalendar> broadcasts() {
        return line.said(Output.Broadcast.class).stream()
                .map(broadcast -> (Command.ApplyCalendar) broadcast.command())
                .toList();
    }

    private Calendar stored() {
        return line.events().stream()
                .filter(Event.CalendarPut.class::isInstance)
                .map(event -> ((Event.CalendarPut) event).calendar())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void aCalendarIsKeptWithWhoMadeItAndToldToAllShardsAndToHistory() {
        Reply reply = create();

        assertThat(reply.status()).isEqualTo(Reply.Status.OK);
        assertThat(reply.revision()).isEqualTo(1);
        assertThat(stored()).isEqualTo(holidays().accepted(1, Audit.created(NOON, "somebody")));
        assertThat(broadcasts()).singleElement().satisfies(apply -> {
            assertThat(apply.calendar()).isEqualTo(stored());
            assertThat(apply.deleted()).isFalse();
            assertThat(apply.request().replyTo()).isEmpty();
        });
        assertThat(line.said(Output.CalendarChanged.class)).singleElement().satisfies(changed -> {
            assertThat(changed.jobId()).isEqualTo(ID);
            assertThat(changed.change()).isEqualTo(Output.CalendarChange.CREATED);
            assertThat(changed.calendar()).isEqualTo(stored());
            assertThat(changed.by()).isEqualTo("somebody");
            assertThat(changed.commandId()).isEqualTo(reply.commandId());
        });
    }

    @Test
    void theRecordThatComesBackToItsOwnShardChangesNothing() {
        // Given
        create();
        replace(1);
        deleteCalendar(2);
        int before = line.events().size();
        // When
        broadcasts().forEach(apply -> line.broadcast(apply.calendar(), apply.deleted()));
        // Then
        assertThat(broadcasts()).hasSize(3);
        assertThat(line.events()).hasSize(before);
    }

    @Test
    void aTakenNameIsRefused() {
        create();

        Reply again = create();

        assertThat(again.status()).isEqualTo(Reply.Status.ALREADY_EXISTS);
        assertThat(again.revision()).isEqualTo(1);
        assertThat(broadcasts()).hasSize(1);
        JobDefinition inItsPlace = job().id(ID).build();
        assertThat(line.create(inItsPlace).message()).contains("there is a calendar with the id " + ID);
        assertThat(line.replace(inItsPlace).status()).isEqualTo(Reply.Status.ALREADY_EXISTS);
    }

    @Test
    void aCalendarCannotBeMadeWhereAJobIs() {
        line.create(job().id(ID).build());

        assertThat(create().status()).isEqualTo(Reply.Status.ALREADY_EXISTS);
    }

    @Test
    void aRepeatedCommandGetsItsReplyAndIsNotToldAgain() {
        Command command = new Command.CreateCalendar(line.request(), holidays());
        Reply first = line.send(command);

        Reply second = line.send(command);

        assertThat(second).isEqualTo(first);
        assertThat(broadcasts()).hasSize(1);
    }

    @Test
    void aReplacementOrDeletionNeedsTheRevisionItNames() {
        create();

        assertThat(replace(7).status()).isEqualTo(Reply.Status.CONFLICT);
        assertThat(replace(7).revision()).isEqualTo(1);
        assertThat(deleteCalendar(7).status()).isEqualTo(Reply.Status.CONFLICT);
        assertThat(replace(1).revision()).isEqualTo(2);
        assertThat(stored().audit().createdBy()).isEqualTo("somebody");
        assertThat(deleteCalendar(2).revision()).isEqualTo(3);
        assertThat(line.events()).contains(new Event.CalendarRemoved(ID));
    }

    @Test
    void whatDoesNotExistCannotBeReplacedOrDeleted() {
        assertThat(replace(0).status()).isEqualTo(Reply.Status.NOT_FOUND);
        assertThat(deleteCalendar(0).status()).isEqualTo(Reply.Status.NOT_FOUND);
        assertThat(line.events()).isEmpty();
    }

    @Test
    void aCalendarThatIsMadeAnewGoesOnCounting() {
        create();
        deleteCalendar(0);

        assertThat(create().revision()).isEqualTo(3);
    }

    @Test
    void aJobCannotNameACalendarThatThisShardHasNotHeardOf() {
        Reply before = line.create(jobWith("holidays"));
        line.broadcast(holidays().accepted(1, Audit.NONE), false);
        Reply after = line.create(jobWith("holidays"));

        assertThat(before.status()).isEqualTo(Reply.Status.INVALID);
        assertThat(before.field()).isEqualTo("calendars");
        assertThat(before.message())
                .isEqualTo("there is no calendar holidays in namespace default, create it first;"
                        + " nothing was changed");
        assertThat(after.status()).isEqualTo(Reply.Status.OK);
    }

    @Test
    void aCalendarOfAnotherNamespaceIsNotTheJobs() {
        line.broadcast(holidays().accepted(1, Audit.NONE), false);

        Reply reply = line.create(
                job().namespace("other").calendars(List.of("holidays")).build());

        assertThat(reply.field()).isEqualTo("calendars");
    }

    @Test
    void aDeletedCalendarStaysForTheJobsThatNameItAndForNoOther() {
        // Given
        line.broadcast(holidays().accepted(1, Audit.NONE), false);
        line.create(jobWith("holidays"));
        // When
        line.broadcast(holidays().accepted(2, Audit.NONE), true);
        // Then
        assertThat(line.events())
                .contains(new Event.CalendarPut(holidays().accepted(1, Audit.NONE), true))
                .doesNotContain(new Event.CalendarRemoved(ID));
        JobDefinition other = jobWith("holidays").toBuilder().id(new JobId(7)).build();
        assertThat(line.create(other).field()).isEqualTo("calendars");
        assertThat(line.replace(jobWith("holidays").toBuilder().name("renamed").build())
                        .status())
                .isEqualTo(Reply.Status.OK);
    }

    @Test
    void theLastJobThatNamesADeletedCalendarTakesItsCopyAlong() {
        // Given
        line.broadcast(holidays().accepted(1, Audit.NONE), false);
        JobDefinition other = jobWith("holidays").toBuilder().id(new JobId(7)).build();
        line.create(jobWith("holidays"));
        line.create(other);
        line.broadcast(holidays().accepted(2, Audit.NONE), true);
        // When
        line.replace(jobWith());
        // Then
        assertThat(line.events()).doesNotContain(new Event.CalendarRemoved(ID));
        // When
        line.send(new Command.DeleteJob(line.request(), new JobId(7), 0));
        // Then
        assertThat(line.events()).contains(new Event.CalendarRemoved(ID));
        assertThat(line.create(other).field()).isEqualTo("calendars");
    }

    @Test
    void aDeletedCalendarThatIsMadeAnewCountsForTheJobsThatStillNameIt() {
        // Given
        line.broadcast(holidays().accepted(5, Audit.NONE), false);
        line.create(jobWith("holidays"));
        line.broadcast(holidays().accepted(6, Audit.NONE), true);
        // When
        Calendar anew = calendar("holidays", "01:00", "02:00").accepted(1, Audit.NONE);
        line.broadcast(anew, false);
        // Then
        assertThat(stored()).isEqualTo(anew);
        line.delete();
        assertThat(line.events()).doesNotContain(new Event.CalendarRemoved(ID));
    }

    @Test
    void aLiveCalendarStaysWhenItsLastJobGoes() {
        line.broadcast(holidays().accepted(1, Audit.NONE), false);
        line.create(jobWith("holidays"));

        line.delete();

        assertThat(line.events()).doesNotContain(new Event.CalendarRemoved(ID));
        assertThat(line.create(jobWith("holidays")).status()).isEqualTo(Reply.Status.OK);
    }
}
