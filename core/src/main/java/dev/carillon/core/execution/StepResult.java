package dev.carillon.core.execution;

import java.time.Instant;

/**
 * How one step of a plan ended.
 *
 * @param index of the step in its plan, from 0
 * @param key of the step in its plan
 * @param tries how often it was run, at least 1
 * @param startedAt of its first try
 * @param result for people; at most 1,000 characters
 * @param code exit code or HTTP status, else 0
 */
public record StepResult(
        int index,
        String key,
        String name,
        Report.Outcome outcome,
        int tries,
        Instant startedAt,
        Instant endedAt,
        String result,
        int code) {}
