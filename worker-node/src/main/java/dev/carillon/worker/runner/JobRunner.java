package dev.carillon.worker.runner;

import dev.carillon.core.job.TaskKind;

/** Runs the attempts of one kind of task. Called on a thread of its own for each attempt, so it may block. */
public interface JobRunner extends AutoCloseable {

    TaskKind kind();

    /**
     * Runs one attempt to its end. Output goes to {@code log} while it runs. When {@code kill} is thrown the attempt
     * must end soon, with everything it started, and the result says what could not be ended. Where the thread itself
     * cannot be ended, that result goes to {@link KillSwitch#abandon}.
     *
     * @throws InterruptedException when the worker gives the attempt up; nothing of it may be left running
     */
    RunResult run(Run run, RunLog log, KillSwitch kill) throws InterruptedException;

    @Override
    default void close() {}
}
