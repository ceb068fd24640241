package dev.carillon.core.execution;

/** How an execution ended; it ends once. */
public enum FinalState {
    SUCCEEDED,
    FAILED,
    STOPPED,
    TIMED_OUT,
    WITHDRAWN
}
