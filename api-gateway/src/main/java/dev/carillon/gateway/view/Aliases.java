package dev.carillon.gateway.view;

import dev.carillon.core.execution.ExecutionId;

/** Gives an execution the number that stands for it; rounds after the first are for numbers that are taken. */
@FunctionalInterface
interface Aliases {

    /** @param round 0 first, then 1, 2 … until the number is free */
    long of(ExecutionId id, int round);
}
