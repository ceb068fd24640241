package dev.carillon.core.execution;

/** Why a live execution is told to end. */
public enum StopReason {
    /** A stop command. */
    COMMAND,
    /** The attempt passed its limit. */
    TIMEOUT,
    /** The fire is no longer in the schedule. */
    WITHDRAWN,
    /** A newer fire takes its place. */
    REPLACED
}
