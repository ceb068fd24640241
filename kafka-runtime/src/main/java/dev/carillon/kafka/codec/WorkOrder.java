package dev.carillon.kafka.codec;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.JobDefinition;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a worker reads from {@code work.<group>}; it ignores orders to another incarnation. */
public sealed interface WorkOrder {

    ExecutionId executionId();

    int attempt();

    String incarnation();

    /**
     * Run it.
     *
     * @param due held until then
     * @param startBy declined when not begun by then
     * @param parameters in place of the definition's; null: the definition's
     * @param maxAttempts that the retry policy allows in all
     * @param failures failed attempts before this one
     * @param stepsDone steps of the definition's plan, by index, that are not run again
     */
    record Start(
            ExecutionId executionId,
            int attempt,
            String incarnation,
            JobDefinition definition,
            Cause cause,
            Instant nominal,
            Instant due,
            Instant startBy,
            @Nullable String parameters,
            int maxAttempts,
            int failures,
            Set<Integer> stepsDone)
            implements WorkOrder {}

    /** Do not start it. */
    record Withdraw(ExecutionId executionId, int attempt, String incarnation) implements WorkOrder {}

    record Kill(ExecutionId executionId, int attempt, String incarnation, StopReason reason) implements WorkOrder {}
}
