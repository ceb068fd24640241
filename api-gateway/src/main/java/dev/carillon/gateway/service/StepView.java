package dev.carillon.gateway.service;

import java.time.Instant;
import java.util.Optional;

/**
 * A step of a plan as the history tells it.
 *
 * @param index of the step in its plan, from 0
 * @param key of the step in its plan
 * @param status RUNNING, SUCCEEDED, FAILED, STOPPED, TIMED_OUT or WITHDRAWN
 * @param tries how often it was run; 0 while it runs for the first time
 * @param startedAt of its first try in its last attempt
 */
public record StepView(
        int index,
        String key,
        String name,
        ExecutionView.Status status,
        int attempt,
        int tries,
        Instant startedAt,
        Optional<Instant> endedAt,
        String result,
        int code) {}
