package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.ExecutionState;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.Audit;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.OneTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each command does to its job. A refused command changes nothing; an accepted one keeps its reply for repetitions. */
final class Commands {

    private final Fires fires;
    private final Executions executions;
    private final Changes changes;

    Commands(Fires fires, Executions executions) {
        this.fires = fires;
        this.executions = executions;
        this.changes = new Changes(fires, executions);
    }

    void handle(Turn turn, Command command) {
        if (command instanceof Command.ApplyCalendar apply) {
            Calendars.apply(turn, apply); // From another shard: it has the id of the command that it follows from.
            return;
        }
        Optional<Reply> earlier = turn.state().replyTo(command.request().commandId());
        if (earlier.isPresent()) {
            turn.say(new Output.ReplyOut(earlier.get().to(command.request().replyTo())));
            return;
        }
        Reply reply = switch (command) {
            case Command.CreateJob create -> create(turn, create);
            case Command.ReplaceJob replace -> replace(turn, replace);
            case Command.DeleteJob delete -> delete(turn, delete);
            case Command.EnableJob enable -> setEnabled(turn, enable, enable.expectedRevision(), true);
            case Command.DisableJob disable -> setEnabled(turn, disable, disable.expectedRevision(), false);
            case Command.PauseJob pause -> pause(turn, pause);
            case Command.ResumeJob resume -> resume(turn, resume);
            case Command.BackfillJob backfill -> backfill(turn, backfill);
            case Command.StopBackfill stop -> stopBackfill(turn, stop);
            case Command.TriggerJob trigger -> trigger(turn, trigger);
            case Command.StopExecution stop -> stop(turn, stop);
            case Command.CreateProject create -> Projects.create(turn, create);
            case Command.ReplaceProject replace -> Projects.replace(turn, replace);
            case Command.DeleteProject delete -> Projects.delete(turn, delete);
            case Command.CreateCalendar create -> Calendars.create(turn, create);
            case Command.ReplaceCalendar replace -> Calendars.replace(turn, replace);
            case Command.DeleteCalendar delete -> Calendars.delete(turn, delete);
            case Command.ApplyCalendar apply -> throw new IllegalStateException("has no reply: " + apply);
        };
        if (reply.status() == Reply.Status.OK) {
            turn.state(turn.state().withReply(reply, turn.now()));
        }
        turn.say(new Output.ReplyOut(reply));
    }

    private Reply create(Turn turn, Command.CreateJob command) {
        JobDefinition existing = turn.definition();
        if (existing != null) {
            return Reply.refused(
                    command,
                    Reply.Status.ALREADY_EXISTS,
                    "job " + command.jobId() + " exists already; nothing was changed",
                    existing.revision());
        }
        return Projects.taken(turn, command)
                .orElseGet(() -> accept(turn, command, command.definition(), null, Output.Change.CREATED));
    }

    private Reply replace(Turn turn, Command.ReplaceJob command) {
        JobDefinition old = turn.definition();
        if (old == null && command.expectedRevision() != 0) {
            return notFound(turn, command);
        }
        Optional<Reply> taken = Projects.taken(turn, command);
        if (taken.isPresent()) {
            return taken.get();
        }
        Optional<Reply> conflict = conflict(command, old, command.expectedRevision());
        if (conflict.isPresent()) {
            return conflict.get();
        }
        return accept(
                turn, command, command.definition(), old, old == null ? Output.Change.CREATED : Output.Change.REPLACED);
    }

    private Reply accept(
            Turn turn, Command command, JobDefinition wanted, @Nullable JobDefinition old, Output.Change change) {
        long revision = turn.state().revision() + 1;
        String by = command.request().principal();
        Audit audit = old == null ? Audit.created(turn.now(), by) : old.audit().updated(turn.now(), by);
        JobDefinition next = Timing.anchored(wanted, old, turn.now()).toBuilder()
                .revision(revision)
                .audit(audit)
                .pausedAt(old == null ? null : old.pausedAt())
                .build();
        Optional<Reply> unknownCalendar = Calendars.unknown(turn, command, next, old);
        if (unknownCalendar.isPresent()) {
            return unknownCalendar.get();
        }
        boolean scheduleChanged = old == null
                || !old.schedule().equals(next.schedule())
                || !old.bounds().equals(next.bounds());
        Optional<String> impossible =
                scheduleChanged ? Feasibility.impossible(next, turn.now(), revision == 1) : Optional.empty();
        if (impossible.isPresent()) {
            return Reply.invalid(command, "schedule", impossible.get(), old == null ? 0 : old.revision());
        }
        change(turn, command, next, change);
        if (scheduleChanged
                && next.schedule() instanceof OneTime once
                && !once.at().isAfter(turn.now())
                && next.enabled()
                && next.pausedAt() == null) {
            // Its instant passed between the gateway's check and here, or lies in the threshold: owed, and late.
            fires.emit(turn, next, once.at());
        }
        return Reply.ok(command, revision, null);
    }

    private Reply delete(Turn turn, Command.DeleteJob command) {
        JobDefinition old = turn.definition();
        if (old == null) {
            return notFound(turn, command);
        }
        Optional<Reply> conflict = conflict(command, old, command.expectedRevision());
        if (conflict.isPresent()) {
            return conflict.get();
        }
        long revision = turn.state().revision() + 1;
        String by = command.request().principal();
        changes.put(turn, null, by);
        executions.withdrawUnstarted(turn, by);
        turn.state(turn.state().withRevision(revision, turn.now()));
        say(
                turn,
                command,
                Output.Change.DELETED,
                old.toBuilder().revision(revision).build());
        return Reply.ok(command, revision, null);
    }

    private Reply setEnabled(Turn turn, Command command, long expectedRevision, boolean enabled) {
        JobDefinition old = turn.definition();
        if (old == null) {
            return notFound(turn, command);
        }
        Optional<Reply> conflict = conflict(command, old, expectedRevision);
        if (conflict.isPresent()) {
            return conflict.get();
        }
        if (old.enabled() == enabled) {
            return Reply.ok(command, old.revision(), null);
        }
        JobDefinition next = revised(turn, command, old).enabled(enabled).build();
        change(turn, command, next, enabled ? Output.Change.ENABLED : Output.Change.DISABLED);
        return Reply.ok(command, next.revision(), null);
    }

    private Reply pause(Turn turn, Command.PauseJob command) {
        JobDefinition old = turn.definition();
        if (old == null) {
            return notFound(turn, command);
        }
        Optional<Reply> conflict = conflict(command, old, command.expectedRevision());
        if (conflict.isPresent()) {
            return conflict.get();
        }
        if (old.pausedAt() != null) {
            return Reply.ok(command, old.revision(), null);
        }
        JobDefinition next = revised(turn, command, old).pausedAt(turn.now()).build();
        change(turn, command, next, Output.Change.PAUSED);
        return Reply.ok(command, next.revision(), null);
    }

    private Reply resume(Turn turn, Command.ResumeJob command) {
        JobDefinition old = turn.definition();
        if (old == null) {
            return notFound(turn, command);
        }
        Optional<Reply> conflict = conflict(command, old, command.expectedRevision());
        if (conflict.isPresent()) {
            return conflict.get();
        }
        if (old.pausedAt() == null) {
            return Reply.ok(command, old.revision(), null);
        }
        if (turn.state().quarantinedAt() == null) { // Else the change forfeits it: it may be what fails the step.
            Pauses.settle(turn, fires, old, command.catchUp());
        }
        JobDefinition next = revised(turn, command, old).pausedAt(null).build();
        change(turn, command, next, Output.Change.RESUMED);
        return Reply.ok(command, next.revision(), null);
    }

    private static JobDefinition.Builder revised(Turn turn, Command command, JobDefinition old) {
        return old.toBuilder()
                .revision(turn.state().revision() + 1)
                .audit(old.audit().updated(turn.now(), command.request().principal()));
    }

    private Reply backfill(Turn turn, Command.BackfillJob command) {
        JobDefinition definition = turn.definition();
        return definition == null ? notFound(turn, command) : Backfills.start(turn, executions, definition, command);
    }

    private static Reply stopBackfill(Turn turn, Command.StopBackfill command) {
        JobDefinition definition = turn.definition();
        return definition == null ? notFound(turn, command) : Backfills.stop(turn, definition, command);
    }

    private void change(Turn turn, Command command, JobDefinition next, Output.Change change) {
        changes.put(turn, next, command.request().principal());
        turn.state(turn.state().withRevision(next.revision(), null));
        say(turn, command, change, Objects.requireNonNull(turn.definition()));
    }

    private static void say(Turn turn, Command command, Output.Change change, JobDefinition definition) {
        turn.say(new Output.JobChanged(
                definition.id(),
                turn.now(),
                change,
                definition,
                command.request().principal(),
                command.request().commandId(),
                turn.now()));
    }

    private Reply trigger(Turn turn, Command.TriggerJob command) {
        JobDefinition definition = turn.definition();
        if (definition == null) {
            return notFound(turn, command);
        }
        if (command.onlyIfEnabled() && !definition.enabled()) {
            return Reply.refused(
                    command,
                    Reply.Status.DISABLED,
                    "job " + definition.id() + " is disabled; enable it first",
                    definition.revision());
        }
        if (turn.running() >= definition.maxConcurrency()) {
            return Reply.refused(
                    command,
                    Reply.Status.AT_LIMIT,
                    "job " + definition.id() + " has as many live executions as it may have ("
                            + definition.maxConcurrency() + "); try again when one has ended",
                    definition.revision());
        }
        ExecutionId id = ExecutionId.manual(definition.id(), command.request().commandId());
        Execution execution = Execution.manual(
                id,
                definition.revision(),
                turn.now(),
                command.parameters(),
                command.target(),
                new ExecutionState.Pending(turn.now(), turn.now()));
        executions.trigger(turn, definition, execution, command.request().principal());
        return Reply.ok(command, definition.revision(), id);
    }

    private Reply stop(Turn turn, Command.StopExecution command) {
        JobDefinition definition = turn.definition();
        long revision = definition == null ? 0 : definition.revision();
        Optional<Execution> execution =
                turn.execution(command.executionId()).filter(live -> !(live.state() instanceof ExecutionState.Waiting));
        if (execution.isEmpty()) {
            return Reply.refused(
                    command,
                    Reply.Status.ENDED,
                    "execution " + command.executionId() + " is not live; nothing was stopped",
                    revision);
        }
        executions.stop(
                turn, execution.get(), StopReason.COMMAND, command.request().principal());
        return Reply.ok(command, revision, command.executionId());
    }

    private static Optional<Reply> conflict(Command command, @Nullable JobDefinition old, long expected) {
        if (old == null || expected == 0 || expected == old.revision()) {
            return Optional.empty();
        }
        return Optional.of(Reply.refused(
                command,
                Reply.Status.CONFLICT,
                "job " + command.jobId() + " has revision " + old.revision() + ", expected was " + expected
                        + "; read it again and repeat",
                old.revision()));
    }

    private static Reply notFound(Turn turn, Command command) {
        return Reply.refused(command, Reply.Status.NOT_FOUND, "there is no job " + turn.jobId(), 0);
    }
}
