package dev.carillon.core.execution;

/** Why an execution exists. */
public enum Cause {
    SCHEDULE,
    MANUAL
}
