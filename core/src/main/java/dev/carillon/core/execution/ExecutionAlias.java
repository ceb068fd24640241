package dev.carillon.core.execution;

import dev.carillon.core.job.JobId;

/** Numbers for ids that are text, derived by hash: nothing has to be stored to give them out. */
public final class ExecutionAlias {

    private ExecutionAlias() {}

    public static long of(ExecutionId id) {
        return of(id, 0);
    }

    /**
     * The number to try when earlier ones are taken by other executions.
     *
     * @param round 0 for the first number
     */
    public static long of(ExecutionId id, int round) {
        return hash(round == 0 ? id.toString() : id + "#" + round);
    }

    /** 1 … 2^53-1, evenly spread. */
    public static long hash(String text) {
        return JobId.derivedFrom(text).value();
    }
}
