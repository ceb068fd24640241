package dev.carillon.worker.simulation;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.testkit.simulation.Simulation;
import java.util.List;

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
            (request, job, world) -> new Command.TriggerJob(request, job, null, false, Execution.Target.ANY),
            (request, job, world) -> new Command.TriggerJob(request, job, null, false, Execution.Target.ANY),
            (request, job, world) -> new Command.StopExecution(request, world.someExecution(job)),
            (request, job, world) -> new Command.StopExecution(request, world.someExecution(job)));

    Command make(Command.Request request, JobId job, World world);

    /** What a command may refer to. */
    interface World {

        Simulation simulation();

        /** One of the latest executions of a job; one that never was where there is none. */
        ExecutionId someExecution(JobId job);
    }
}
