package dev.carillon.worker.alert;

/** An alert did not arrive. The message says why, without secrets: a robot's URL holds one. */
public final class DeliveryException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    private DeliveryException(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    private DeliveryException(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
    }

    /** It may arrive when it is sent again. */
    public static DeliveryException passing(String message) {
        return new DeliveryException(message, true);
    }

    public static DeliveryException passing(String message, Throwable cause) {
        return new DeliveryException(message, true, cause);
    }

    /** It will not arrive however often it is sent. */
    public static DeliveryException lasting(String message) {
        return new DeliveryException(message, false);
    }

    public boolean isRetryable() {
        return retryable;
    }
}
