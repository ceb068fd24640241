package dev.carillon.worker.runner;

/** An attempt has failed before it began; the message says why. */
public final class RefusedRunException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient RunResult result;

    RefusedRunException(String message) {
        super(message);
        this.result = RunResult.failed(message, 0);
    }

    public RunResult result() {
        return result;
    }
}
