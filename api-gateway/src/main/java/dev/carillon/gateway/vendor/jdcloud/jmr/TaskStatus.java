package dev.carillon.gateway.vendor.jdcloud.jmr;

import dev.carillon.gateway.service.ExecutionView.Status;

/** The status of a task, which is a run of a job; the vendor publishes no values, so all are guesses. */
enum TaskStatus {
    WAITING,
    RUNNING,
    SUCCESS,
    FAILED,
    KILLED;

    static TaskStatus of(Status status) {
        return switch (status) {
            case TRIGGERED, RETRYING -> WAITING;
            case RUNNING, STOPPING -> RUNNING;
            case SUCCEEDED -> SUCCESS;
            case FAILED, TIMED_OUT -> FAILED;
            case STOPPED, WITHDRAWN -> KILLED;
        };
    }
}
