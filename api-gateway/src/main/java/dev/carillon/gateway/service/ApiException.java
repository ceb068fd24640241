package dev.carillon.gateway.service;

/** Carries an {@link ApiError} through futures and handlers; has no stack trace because it is an answer, not a fault. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    public ApiException(ApiError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public ApiError error() {
        return error;
    }
}
