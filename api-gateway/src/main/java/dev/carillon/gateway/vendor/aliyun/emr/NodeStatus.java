package dev.carillon.gateway.vendor.aliyun.emr;

import dev.carillon.gateway.service.ExecutionView.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The status of an instance, in the words of the vendor's page for ListFlowNodeInstance. */
enum NodeStatus {
    SUBMITTED,
    RUNNING,
    SUCCESS,
    FAILED,
    /** Nothing shows it: what cannot be stopped goes on as running. */
    KILL_FAILED,
    KILL_SUCCESS;

    /** [guess] for all but RUNNING, SUCCEEDED and FAILED: between two attempts and while it is being stopped it runs. */
    static NodeStatus of(Status status) {
        return switch (status) {
            case TRIGGERED -> SUBMITTED;
            case RUNNING, RETRYING, STOPPING -> RUNNING;
            case SUCCEEDED -> SUCCESS;
            case FAILED, TIMED_OUT -> FAILED;
            case STOPPED, WITHDRAWN -> KILL_SUCCESS;
        };
    }

    /** What shows as one of the words, in any case. */
    static List<Status> showingAs(List<String> words) {
        return Arrays.stream(Status.values())
                .filter(status -> words.stream().anyMatch(of(status).name()::equalsIgnoreCase))
                .toList();
    }

    static List<String> words() {
        return Arrays.stream(values())
                .map(status -> status.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
