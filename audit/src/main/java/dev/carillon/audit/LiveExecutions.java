package dev.carillon.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The executions that the topic {@code executions} had at one moment. */
public final class LiveExecutions {

    private final Map<Long, Set<Long>> keys = new HashMap<>();

    public void add(long jobId, String executionId) {
        keys.computeIfAbsent(jobId, id -> new HashSet<>()).add(ExecutionKey.of(executionId));
    }

    boolean contains(long jobId, long key) {
        return keys.getOrDefault(jobId, Set.of()).contains(key);
    }
}
