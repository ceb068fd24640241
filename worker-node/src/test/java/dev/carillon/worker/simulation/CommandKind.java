package dev.carillon.worker.simulation;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Project;
import dev.carillon.core.scheduling.CatchUp;
import dev.carillon.core.scheduling.Command;
import dev.carillon.testkit.simulation.Simulation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** The commands that race the fires, made by chance. A new kind of command is one line here. */
@FunctionalInterface
interface CommandKind {

    List<CommandKind> ALL = List.of(
            (request, job, world) -> new Command.CreateJob(request, Jobs.any(job, world.simulation())),
            (request, job, world) -> new Command.ReplaceJob(request, Jobs.any(job, world.simulation()), 0),
            (request, job, world) -> new Command.ReplaceJob(request, Jobs.any(job, world.simulation()), 0),
            (request, job, world) -> new Command.DeleteJob(request, job, 0),
            (request, job, world) -> new Command.EnableJob(request, job, 0),
            (request, job, world) -> new Command.EnableJob(request, job, 0),
            (request, job, world) -> new Command.DisableJob(request, job, 0),
            (request, job, world) -> new Command.PauseJob(request, job, 0),
            (request, job, world) -> new Command.ResumeJob(request, job, 0, CatchUp.NONE),
            (request, job, world) -> new Command.ResumeJob(request, job, 0, CatchUp.LAST),
            (request, job, world) -> new Command.ResumeJob(request, job, 0, CatchUp.ALL),
            (request, job, world) -> new Command.BackfillJob(request, job, world.ago(15), world.ago(2), 2, null),
            (request, job, world) -> new Command.TriggerJob(request, job, null, false, Execution.Target.ANY),
            (request, job, world) -> new Command.TriggerJob(request, job, null, false, Execution.Target.ANY),
            (request, job, world) -> new Command.StopExecution(request, world.someExecution(job)),
            (request, job, world) -> new Command.StopExecution(request, world.someExecution(job)),
            (request, job, world) -> new Command.CreateCalendar(request, world.someCalendar()),
            (request, job, world) -> new Command.ReplaceCalendar(request, world.someCalendar(), 0),
            (request, job, world) -> new Command.ReplaceCalendar(request, world.someCalendar(), world.someRevision()),
            (request, job, world) ->
                    new Command.DeleteCalendar(request, world.someCalendar().id(), 0),
            (request, job, world) -> new Command.CreateProject(request, world.someProject(request)),
            (request, job, world) ->
                    new Command.ReplaceProject(request, world.someProject(request), world.someRevision()),
            (request, job, world) -> new Command.DeleteProject(
                    request, world.someProject(request).id(), 0));

    Command make(Command.Request request, JobId job, World world);

    /** What a command may refer to. */
    interface World {

        Simulation simulation();

        /** A whole instant so many seconds ago. */
        default Instant ago(int seconds) {
            return simulation().now().minusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
        }

        /** What a calendar is to be: one of a few names, so that commands meet. */
        default Calendar someCalendar() {
            int name = simulation().random().nextInt(AnyCalendar.NAMES.size());
            return AnyCalendar.named(AnyCalendar.NAMES.get(name), simulation());
        }

        /** What a project is to be: one of two, named after the command. */
        default Project someProject(Command.Request request) {
            String namespace = simulation().chance(0.5) ? "one" : "two";
            return new Project(
                    JobId.derivedFrom("project:" + namespace),
                    namespace,
                    0,
                    request.commandId(),
                    "",
                    Map.of(),
                    Audit.NONE);
        }

        /** Mostly whichever there is. */
        default long someRevision() {
            return simulation().chance(0.6) ? 0 : simulation().random().nextInt(1, 4);
        }

        /** One of the latest executions of a job; one that never was where there is none. */
        ExecutionId someExecution(JobId job);
    }
}
