package dev.carillon.bench;

/** A bench that cannot be trusted: something did not come in time, or fires were lost or doubled. */
public final class BenchFailedException extends RuntimeException {

    public BenchFailedException(String message) {
        super(message);
    }

    public BenchFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
