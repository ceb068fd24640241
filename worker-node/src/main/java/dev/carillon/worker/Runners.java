package dev.carillon.worker;

import dev.carillon.worker.runner.JobRunner;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Makes the runners of a worker, at most one for each kind. The worker closes them. */
@FunctionalInterface
public interface Runners {

    /** @param leaseLeft what is left of the worker's lease at the time; may be asked by any thread, never blocks */
    List<JobRunner> make(Supplier<Duration> leaseLeft);
}
