package dev.carillon.gateway.vendor.aliyun.schedulerx;

import dev.carillon.gateway.service.ExecutionView.Status;
import java.util.Arrays;
import java.util.List;

/** The status of an instance, by the numbers of the vendor's worker. Its clients take 4, 5, 12 and 99 for finished. */
enum InstanceStatus {
    UNKNOWN(0),
    WAITING(1),
    READY(2),
    RUNNING(3),
    SUCCESS(4),
    FAILED(5),
    PAUSED(7),
    SUBMITTED(8),
    REJECTED(9),
    ACCEPTED(10),
    PARTIAL_FAILED(11),
    SKIPPED(12),
    REMOVED(99);

    private final int number;

    InstanceStatus(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** [guess] for all but RUNNING, SUCCEEDED and FAILED. */
    static InstanceStatus of(Status status) {
        return switch (status) {
            case TRIGGERED, RETRYING -> WAITING;
            case RUNNING, STOPPING -> RUNNING;
            case SUCCEEDED -> SUCCESS;
            case FAILED, STOPPED, TIMED_OUT -> FAILED;
            case WITHDRAWN -> REMOVED;
        };
    }

    /** What shows as the number; empty when nothing does, or there is no such number. */
    static List<Status> showingAs(long number) {
        return Arrays.stream(Status.values())
                .filter(status -> of(status).number == number)
                .toList();
    }

    static boolean exists(long number) {
        return Arrays.stream(values()).anyMatch(status -> status.number == number);
    }
}
