package dev.carillon.core.execution;

/** Why an execution exists. */
public enum Cause {
    SCHEDULE,
    MANUAL,
    /** A fire of the past that a backfill runs. */
    BACKFILL
}
