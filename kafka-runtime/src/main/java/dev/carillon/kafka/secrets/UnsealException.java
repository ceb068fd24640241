package dev.carillon.kafka.secrets;

/** A secret cannot be opened here; the message says why and never holds the secret. */
public final class UnsealException extends Exception {

    private static final long serialVersionUID = 1L;

    UnsealException(String message) {
        super(message);
    }

    UnsealException(String message, Throwable cause) {
        super(message, cause);
    }
}
