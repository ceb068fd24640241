package dev.carillon.core.scheduling;

import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Project;
import java.util.Map;
import java.util.Optional;

/** What commands do to a project: like jobs they have revisions, and replies that are kept for repetitions. */
final class Projects {

    private Projects() {}

    static Reply create(Turn turn, Command.CreateProject command) {
        Project existing = turn.project();
        if (existing != null || turn.definition() != null || turn.calendar() != null) {
            return Reply.refused(
                    command,
                    Reply.Status.ALREADY_EXISTS,
                    "project " + command.project().namespace() + " exists already; nothing was changed",
                    existing == null ? 0 : existing.revision());
        }
        return put(
                turn,
                command,
                command.project(),
                Audit.created(turn.now(), command.request().principal()));
    }

    static Reply replace(Turn turn, Command.ReplaceProject command) {
        Project old = turn.project();
        if (old == null) {
            return notFound(turn, command);
        }
        if (isOther(old, command.expectedRevision())) {
            return conflict(command, old);
        }
        if (!old.namespace().equals(command.project().namespace())) {
            return Reply.invalid(command, "namespace", "namespace: must stay " + old.namespace(), old.revision());
        }
        return put(
                turn,
                command,
                command.project(),
                old.audit().updated(turn.now(), command.request().principal()));
    }

    static Reply delete(Turn turn, Command.DeleteProject command) {
        Project old = turn.project();
        if (old == null) {
            return notFound(turn, command);
        }
        if (isOther(old, command.expectedRevision())) {
            return conflict(command, old);
        }
        long revision = turn.state().revision() + 1;
        turn.project(null);
        turn.state(turn.state().withRevision(revision, turn.now()));
        return Reply.ok(command, revision, null);
    }

    /** A job cannot be where a project or a calendar is. */
    static Optional<Reply> taken(Turn turn, Command command) {
        String what = turn.project() != null ? "project" : turn.calendar() != null ? "calendar" : "";
        return what.isEmpty()
                ? Optional.empty()
                : Optional.of(Reply.refused(
                        command,
                        Reply.Status.ALREADY_EXISTS,
                        "there is a " + what + " with the id " + turn.jobId(),
                        0));
    }

    private static Reply put(Turn turn, Command command, Project wanted, Audit audit) {
        long revision = turn.state().revision() + 1;
        turn.project(new Project(
                wanted.id(),
                wanted.namespace(),
                revision,
                wanted.name(),
                wanted.description(),
                Map.copyOf(wanted.vendorFields()),
                audit));
        turn.state(turn.state().withRevision(revision, null));
        return Reply.ok(command, revision, null);
    }

    private static boolean isOther(Project project, long expectedRevision) {
        return expectedRevision != 0 && expectedRevision != project.revision();
    }

    private static Reply conflict(Command command, Project project) {
        return Reply.refused(
                command,
                Reply.Status.CONFLICT,
                "project " + project.namespace() + " has revision " + project.revision() + "; nothing was changed",
                project.revision());
    }

    private static Reply notFound(Turn turn, Command command) {
        return Reply.refused(command, Reply.Status.NOT_FOUND, "there is no project with the id " + turn.jobId(), 0);
    }
}
