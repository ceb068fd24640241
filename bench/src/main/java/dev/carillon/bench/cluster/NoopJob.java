package dev.carillon.bench.cluster;

import dev.carillon.job.JobContext;
import dev.carillon.job.JobProcessor;
import dev.carillon.job.ProcessResult;

/** The work of every load: none. Packed into a jar by itself, so that the worker loads it as it loads a user's. */
public final class NoopJob implements JobProcessor {

    @Override
    public ProcessResult process(JobContext context) {
        return ProcessResult.succeeded("");
    }
}
