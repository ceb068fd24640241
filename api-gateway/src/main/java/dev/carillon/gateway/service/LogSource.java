package dev.carillon.gateway.service;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where the output of attempts comes from. */
@FunctionalInterface
public interface LogSource {

    /** Never blocks; fails with {@link ApiException}, or with {@link java.util.concurrent.RejectedExecutionException} when too many reads wait. */
    CompletableFuture<List<JobService.LogLine>> read(ExecutionView execution, JobService.LogQuery query);
}
