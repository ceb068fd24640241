package dev.carillon.gateway.vendor.huawei.workspace;

import dev.carillon.gateway.service.ExecutionView.Status;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The words of the families for how a run, or a target in it, stands. */
final class RunStatus {

    /** What a run can end as. */
    static final List<Status> ENDED =
            Stream.of(Status.values()).filter(Status::isFinal).toList();

    static final String SKIP = "SKIP";
    private static final String SUCCESS = "SUCCESS";
    private static final String WAITING = "WAITING";

    private RunStatus() {}

    /** WAITING, RUNNING, SUCCESS, FAILED. */
    static String ofServers(Status status) {
        return switch (status) {
            case TRIGGERED -> WAITING;
            case RUNNING, RETRYING, STOPPING -> "RUNNING";
            case SUCCEEDED -> SUCCESS;
            case FAILED, STOPPED, TIMED_OUT, WITHDRAWN -> "FAILED";
        };
    }

    /** Of a task: WAITING when it has never run. */
    static String ofServers(Optional<Status> newest) {
        return newest.map(RunStatus::ofServers).orElse(WAITING);
    }

    /** SUCCESS, FAIL; of what has not ended a word that nobody says. */
    static String ofDesktops(Status status) {
        return switch (status) {
            case TRIGGERED, RUNNING, RETRYING, STOPPING -> Guesses.DESKTOP_RUNNING;
            case SUCCEEDED -> SUCCESS;
            case FAILED, STOPPED, TIMED_OUT, WITHDRAWN -> "FAIL";
        };
    }
}
