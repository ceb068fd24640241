package dev.carillon.worker.simulation;

import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Project;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.ProjectCodec;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.testkit.simulation.Commit;
import dev.carillon.testkit.simulation.LogRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Each accepted command about a project made one revision of it, and the last of them is what stands in the log. */
final class ProjectsChangeOnce implements Invariant {

    private final Topics topics;
    private final Map<String, Command> asked = new HashMap<>();
    private final Map<JobId, TreeMap<Long, Command>> accepted = new TreeMap<>();
    private final Map<JobId, Project> standing = new HashMap<>();

    ProjectsChangeOnce(Topics topics) {
        this.topics = topics;
    }

    @Override
    public void asked(Command command) {
        switch (command) {
            case Command.CreateProject _, Command.ReplaceProject _, Command.DeleteProject _ ->
                asked.put(command.request().commandId(), command);
            default -> {
                // Not about a project.
            }
        }
    }

    @Override
    public void replied(Reply reply) {
        Command command = asked.get(reply.commandId());
        if (command != null && reply.status() == Reply.Status.OK) {
            Command before = accepted.computeIfAbsent(reply.jobId(), any -> new TreeMap<>())
                    .put(reply.revision(), command);
            Holds.holds(
                    before == null
                            || before.request()
                                    .commandId()
                                    .equals(command.request().commandId()),
                    "%s and %s both made revision %s",
                    before,
                    command,
                    reply.revision());
        }
    }

    @Override
    public void committed(Commit commit) {
        for (LogRecord record : commit.records()) {
            if (record.partition().topic().equals(topics.projects())) {
                JobId id = new JobId(Long.parseLong(Keys.text(record.key())));
                if (record.value() == null) {
                    standing.remove(id);
                } else {
                    Project next = ProjectCodec.decode(record.value());
                    Project before = standing.put(id, next);
                    Holds.holds(
                            before == null || before.revision() < next.revision(), "%s came after %s", next, before);
                }
            }
        }
    }

    @Override
    public void atRest() {
        accepted.forEach((id, changes) -> {
            Project project = standing.get(id);
            boolean stands = switch (changes.lastEntry().getValue()) {
                case Command.CreateProject create -> isOf(project, create.project(), changes.lastKey());
                case Command.ReplaceProject replace -> isOf(project, replace.project(), changes.lastKey());
                default -> project == null;
            };
            Holds.holds(stands, "after %s stands %s", changes.lastEntry(), project);
        });
    }

    private static boolean isOf(@Nullable Project project, Project wanted, long revision) {
        return project != null
                && project.revision() == revision
                && project.name().equals(wanted.name());
    }
}
