package dev.carillon.worker.simulation;

import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.SchedulerShard;
import dev.carillon.core.scheduling.ShardSettings;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.testkit.simulation.Simulation;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.kafka.common.TopicPartition;

/** The invariants that watch one cluster's log, and what can be asked of them. */
final class Watch {

    private final Revisions revisions = new Revisions();
    private final FiresAccountedOnce fires = new FiresAccountedOnce(revisions);
    private final ExecutionsEndOnce executions = new ExecutionsEndOnce();
    private final CommandsAppliedOnce commands = new CommandsAppliedOnce();
    private final StepsEndOnce steps = new StepsEndOnce();
    private final NeverRunsTwiceAtOnce runs = new NeverRunsTwiceAtOnce();
    private final InputsConsumedOnce inputs;
    private final CalendarCopies calendars;
    private final ExcludedFiresSkipped excluded;
    private final LiveEqualsRebuilt rebuilt;
    private final List<Invariant> all;

    /** @param shards those that the process of a lane, by its transactional id, has of a partition */
    Watch(
            Topics topics,
            int partitions,
            ShardSettings settings,
            Simulation simulation,
            BiFunction<String, Integer, List<SchedulerShard>> shards) {
        inputs = new InputsConsumedOnce(topics);
        calendars = new CalendarCopies(topics, partitions);
        excluded = new ExcludedFiresSkipped(revisions, calendars, partitions);
        rebuilt = new LiveEqualsRebuilt(topics, settings, simulation, shards);
        // In this order: some ask others about what they have just heard.
        all = List.of(
                revisions,
                fires,
                new NothingFiresWhileOff(),
                new NominalTimesGoForward(revisions),
                executions,
                new AttemptsAcceptedOnce(),
                commands,
                inputs,
                calendars,
                excluded,
                steps,
                new ProjectsChangeOnce(topics),
                new ReportedEndsHeard(),
                new NothingFromTheFuture(simulation),
                rebuilt);
    }

    List<Invariant> all() {
        return all;
    }

    /** For the workers. */
    NeverRunsTwiceAtOnce runs() {
        return runs;
    }

    /** How far an input is consumed for good. */
    long consumed(TopicPartition input) {
        return inputs.consumed().getOrDefault(input, 0L);
    }

    /** Whether a job may still have fires. */
    boolean owes(JobId job) {
        List<Revisions.Revision> changes = revisions.of(job);
        return !changes.isEmpty() && changes.getLast().duty() != Revisions.Duty.NONE;
    }

    /** Whether everything that was asked for, announced or triggered is over. */
    boolean isQuiet() {
        return commands.allAnswered() && calendars.isQuiet() && executions.allEnded();
    }

    /** How many fires were accounted for. */
    long fires() {
        return fires.count();
    }

    /** How many records there are of fires that a calendar excluded. */
    int excluded() {
        return excluded.excluded();
    }

    /** How many steps of plans have succeeded. */
    int steps() {
        return steps.steps();
    }

    /** For a message. */
    String describe() {
        return "%s fires, %s attempts, %s answers (all: %s), calendars quiet: %s, live: %s, %s rebuilt"
                .formatted(
                        fires.count(),
                        runs.runs(),
                        commands.answers(),
                        commands.allAnswered(),
                        calendars.isQuiet(),
                        executions.unended(),
                        rebuilt.compared());
    }
}
