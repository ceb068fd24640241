package dev.carillon.core.scheduling;

import static dev.carillon.core.scheduling.ShardTimeline.JOB;
import static dev.carillon.core.scheduling.ShardTimeline.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Project;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Projects have revisions and kept replies as jobs have, and share their ids. */
final class ProjectsTest {

    private final ShardTimeline line = new ShardTimeline();

    private static Project project(String name) {
        return new Project(JOB, "FP-1", 0, name, "", Map.of("a", "b"), Audit.NONE);
    }

    private Reply create(String name) {
        return line.send(new Command.CreateProject(line.request(), project(name)));
    }

    private Project stored() {
        List<Project> puts = line.events().stream()
                .filter(Event.ProjectPut.class::isInstance)
                .map(event -> ((Event.ProjectPut) event).project())
                .toList();
        return puts.getLast();
    }

    @Test
    void aProjectIsKeptWithWhoMadeItAndItsRevision() {
        Reply reply = create("one");

        assertThat(reply.status()).isEqualTo(Reply.Status.OK);
        assertThat(reply.revision()).isEqualTo(1);
        assertThat(stored().name()).isEqualTo("one");
        assertThat(stored().revision()).isEqualTo(1);
        assertThat(stored().audit().createdBy()).isEqualTo("somebody");
        assertThat(stored().audit().createdAt()).isEqualTo(line.now());
    }

    @Test
    void aTakenIdIsRefusedForProjectsAndForJobs() {
        create("one");

        assertThat(create("two").status()).isEqualTo(Reply.Status.ALREADY_EXISTS);
        assertThat(line.create(job().build()).status()).isEqualTo(Reply.Status.ALREADY_EXISTS);
        assertThat(line.replace(job().build()).status()).isEqualTo(Reply.Status.ALREADY_EXISTS);
        assertThat(stored().name()).isEqualTo("one");
    }

    @Test
    void aProjectCannotBeMadeWhereAJobIs() {
        line.create(job().build());

        assertThat(create("one").status()).isEqualTo(Reply.Status.ALREADY_EXISTS);
    }

    @Test
    void aRepeatedCommandGetsItsReplyAndChangesNothing() {
        Command.CreateProject command = new Command.CreateProject(line.request(), project("one"));
        Reply first = line.send(command);
        int before = line.events().size();

        Reply second = line.send(command);

        assertThat(second).isEqualTo(first);
        assertThat(line.events()).hasSize(before);
    }

    @Test
    void aReplacementNeedsTheRevisionItNamesAndKeepsTheNamespace() {
        create("one");

        Reply conflict = line.send(new Command.ReplaceProject(line.request(), project("two"), 7));
        Reply moved = line.send(new Command.ReplaceProject(
                line.request(), new Project(JOB, "FP-2", 0, "two", "", Map.of(), Audit.NONE), 1));
        Reply replaced = line.send(new Command.ReplaceProject(line.request(), project("two"), 1));

        assertThat(conflict.status()).isEqualTo(Reply.Status.CONFLICT);
        assertThat(conflict.revision()).isEqualTo(1);
        assertThat(moved.status()).isEqualTo(Reply.Status.INVALID);
        assertThat(moved.field()).isEqualTo("namespace");
        assertThat(replaced.revision()).isEqualTo(2);
        assertThat(stored().name()).isEqualTo("two");
    }

    @Test
    void whatDoesNotExistCannotBeReplacedOrDeleted() {
        assertThat(line.send(new Command.ReplaceProject(line.request(), project("one"), 0))
                        .status())
                .isEqualTo(Reply.Status.NOT_FOUND);
        assertThat(line.send(new Command.DeleteProject(line.request(), JOB, 0)).status())
                .isEqualTo(Reply.Status.NOT_FOUND);
        assertThat(line.trigger().status()).isEqualTo(Reply.Status.NOT_FOUND);
    }

    @Test
    void aDeletedProjectIsGoneAndItsRepliesGoLater() {
        create("one");
        Command.DeleteProject delete = new Command.DeleteProject(line.request(), JOB, 1);
        Reply deleted = line.send(delete);

        assertThat(deleted.status()).isEqualTo(Reply.Status.OK);
        assertThat(line.send(delete)).isEqualTo(deleted);

        line.after(Duration.ofDays(2));

        assertThat(line.events()).contains(new Event.ProjectRemoved(JOB), new Event.JobStateRemoved(JOB));
    }

    @Test
    void aProjectThatIsMadeAnewGoesOnCounting() {
        create("one");
        line.send(new Command.DeleteProject(line.request(), JOB, 0));

        assertThat(create("two").revision()).isEqualTo(3);
    }
}
