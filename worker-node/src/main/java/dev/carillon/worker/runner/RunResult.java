package dev.carillon.worker.runner;

/**
 * How an attempt ended by itself. Whether a kill turns it into "stopped" or "timed out" is the worker's business.
 *
 * @param message for people; cut to 1,000 characters by the worker
 * @param code exit code or HTTP status, else 0
 * @param survivors what outlived the kill; empty when nothing did
 */
public record RunResult(boolean success, String message, int code, String survivors) {

    /** The same with secrets replaced; a message may have been cut out of the output. */
    public RunResult masked(Secrets secrets) {
        return new RunResult(success, secrets.maskCut(message), code, secrets.maskCut(survivors));
    }

    public static RunResult succeeded(String message, int code) {
        return new RunResult(true, message, code, "");
    }

    public static RunResult failed(String message, int code) {
        return new RunResult(false, message, code, "");
    }
}
