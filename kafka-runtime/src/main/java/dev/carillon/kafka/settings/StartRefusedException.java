package dev.carillon.kafka.settings;

/**
 * A node cannot start as things are: a wrong setting, a taken port, a broker that is too old. The message is written
 * for the person who typed the command and says what to do; a {@code main} prints it without a stack trace and ends
 * with a status that is not 0.
 */
public final class StartRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartRefusedException(String message) {
        super(message);
    }

    public StartRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
