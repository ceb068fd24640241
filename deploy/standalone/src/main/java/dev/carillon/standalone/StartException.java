package dev.carillon.standalone;

/**
 * Something outside this program keeps it from starting: a taken port, a locked directory, a file that cannot be read. The message is one
 * sentence for the person at the terminal that says what is wrong and what to do, so it is printed without a stack trace.
 */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
