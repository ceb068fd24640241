package dev.carillon.core.scheduling;

import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobDefinition;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What commands do to a calendar.
 *
 * <pre>
 *   create, replace, delete ──▶ the shard of its id: revision, kept reply, history
 *                                  │ the same transaction
 *                                  └──▶ ApplyCalendar on every partition ──▶ each shard's own copy
 * </pre>
 *
 * So what excludes a fire is a function of its own partition's log, and a job that is created after the reply to its
 * calendar's creation finds it in every shard. The calendar's own shard has its copy from the decision itself; the record
 * that comes back to it changes nothing.
 */
final class Calendars {

    private Calendars() {}

    static Reply create(Turn turn, Command.CreateCalendar command) {
        Optional<Calendar> existing = current(turn);
        if (existing.isPresent()) {
            return Reply.refused(
                    command,
                    Reply.Status.ALREADY_EXISTS,
                    "calendar " + name(existing.get()) + " exists already; nothing was changed",
                    existing.get().revision());
        }
        if (turn.definition() != null || turn.project() != null) {
            return Reply.refused(
                    command,
                    Reply.Status.ALREADY_EXISTS,
                    "a job or project has the id " + turn.jobId() + " of this calendar; nothing was changed",
                    0);
        }
        return put(
                turn,
                command,
                command.calendar(),
                Audit.created(turn.now(), command.request().principal()),
                Output.CalendarChange.CREATED);
    }

    static Reply replace(Turn turn, Command.ReplaceCalendar command) {
        Optional<Calendar> old = current(turn);
        if (old.isEmpty()) {
            return notFound(turn, command);
        }
        if (isOther(old.get(), command.expectedRevision())) {
            return conflict(command, old.get());
        }
        return put(
                turn,
                command,
                command.calendar(),
                old.get().audit().updated(turn.now(), command.request().principal()),
                Output.CalendarChange.REPLACED);
    }

    static Reply delete(Turn turn, Command.DeleteCalendar command) {
        Optional<Calendar> old = current(turn);
        if (old.isEmpty()) {
            return notFound(turn, command);
        }
        if (isOther(old.get(), command.expectedRevision())) {
            return conflict(command, old.get());
        }
        long revision = turn.state().revision() + 1;
        Audit audit = old.get().audit().updated(turn.now(), command.request().principal());
        Calendar last = old.get().accepted(revision, audit);
        keepForUsers(turn, old.get());
        turn.state(turn.state().withRevision(revision, turn.now()));
        say(turn, command, Output.CalendarChange.DELETED, last);
        return Reply.ok(command, revision, null);
    }

    /** What another shard has decided. Nothing in that shard itself, which knows it already and maybe more. */
    static void apply(Turn turn, Command.ApplyCalendar command) {
        if (turn.state().revision() > 0) {
            return;
        }
        if (!command.deleted()) {
            turn.calendar(new CalendarBook.Copy(command.calendar(), false));
        } else {
            current(turn).ifPresent(last -> keepForUsers(turn, last));
        }
    }

    /** Which calendar of the job there is not, if so. A deleted one counts for a job that named it before. */
    static Optional<Reply> unknown(Turn turn, Command command, JobDefinition wanted, @Nullable JobDefinition old) {
        Set<CalendarBook.Name> before = CalendarBook.namesOf(old);
        for (String name : wanted.calendars()) {
            CalendarBook.Name wantedName = new CalendarBook.Name(wanted.namespace(), name);
            Optional<CalendarBook.Copy> copy = turn.calendars().copy(wantedName);
            boolean known = copy.isPresent() && (!copy.get().deleted() || before.contains(wantedName));
            if (!known) {
                return Optional.of(Reply.invalid(
                        command,
                        "calendars",
                        "there is no calendar " + name + " in namespace " + wanted.namespace() + ", create it first",
                        old == null ? 0 : old.revision()));
            }
        }
        return Optional.empty();
    }

    /** The calendar of this turn's id, unless it is deleted. */
    private static Optional<Calendar> current(Turn turn) {
        CalendarBook.Copy copy = turn.calendar();
        return copy == null || copy.deleted() ? Optional.empty() : Optional.of(copy.calendar());
    }

    private static Reply put(Turn turn, Command command, Calendar wanted, Audit audit, Output.CalendarChange change) {
        long revision = turn.state().revision() + 1;
        Calendar next = wanted.accepted(revision, audit);
        turn.calendar(new CalendarBook.Copy(next, false));
        turn.state(turn.state().withRevision(revision, null));
        say(turn, command, change, next);
        return Reply.ok(command, revision, null);
    }

    private static void keepForUsers(Turn turn, Calendar last) {
        CalendarBook.Copy kept = new CalendarBook.Copy(last, true);
        turn.calendar(turn.calendars().users(kept.name()) == 0 ? null : kept);
    }

    private static void say(Turn turn, Command command, Output.CalendarChange change, Calendar calendar) {
        Command.Request request = command.request();
        turn.say(new Output.CalendarChanged(
                calendar.id(), turn.now(), change, calendar, request.principal(), request.commandId()));
        Command.Request silent = new Command.Request(request.commandId(), "", request.principal());
        turn.say(new Output.Broadcast(
                new Command.ApplyCalendar(silent, calendar, change == Output.CalendarChange.DELETED), turn.now()));
    }

    private static boolean isOther(Calendar calendar, long expectedRevision) {
        return expectedRevision != 0 && expectedRevision != calendar.revision();
    }

    private static Reply conflict(Command command, Calendar calendar) {
        return Reply.refused(
                command,
                Reply.Status.CONFLICT,
                "calendar " + name(calendar) + " has revision " + calendar.revision() + "; nothing was changed",
                calendar.revision());
    }

    private static Reply notFound(Turn turn, Command command) {
        return Reply.refused(command, Reply.Status.NOT_FOUND, "there is no calendar with the id " + turn.jobId(), 0);
    }

    private static String name(Calendar calendar) {
        return calendar.name() + " of namespace " + calendar.namespace();
    }
}
