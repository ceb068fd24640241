package dev.carillon.gateway.vendor.huawei.roma;

import dev.carillon.gateway.service.ExecutionView;

/**
 * Where a run stands, in the words of the API. Codes are those of the page "Querying Scheduling Log Details". The vendor's
 * runs have a reader and a writer with positions of their own; those here have neither and are always in ADAPTER.
 *
 * @param code such as 901, run ended
 */
record RunStatus(ExecuteStatus execute, String positionStatus, int code) {

    static final String POSITION = "ADAPTER";

    /** What lists filter by. */
    enum ExecuteStatus {
        /** Never run, and nothing is going to run it. */
        UNSTARTED,
        /** The next or first run is to come. */
        WAITING,
        RUNNING,
        SUCCESS,
        CANCELLED,
        ERROR
    }

    static final RunStatus RECEIVED = new RunStatus(ExecuteStatus.WAITING, "NORMAL", 900);
    static final RunStatus STARTED = new RunStatus(ExecuteStatus.RUNNING, "NORMAL", 99);

    private static final RunStatus SUCCEEDED = new RunStatus(ExecuteStatus.SUCCESS, "TASK_END", 901);
    private static final RunStatus FAILED = new RunStatus(ExecuteStatus.ERROR, "RUNTIME_ERR", 901);
    private static final RunStatus CANCELLED = new RunStatus(ExecuteStatus.CANCELLED, "RUNTIME_CANCEL", 16);

    static RunStatus of(ExecutionView.Status status) {
        return switch (status) {
            case TRIGGERED -> RECEIVED;
            case RUNNING, RETRYING, STOPPING -> STARTED;
            case SUCCEEDED -> SUCCEEDED;
            case FAILED, TIMED_OUT -> FAILED;
            case STOPPED, WITHDRAWN -> CANCELLED;
        };
    }
}
