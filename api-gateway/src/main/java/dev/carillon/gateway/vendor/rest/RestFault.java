package dev.carillon.gateway.vendor.rest;

import java.util.Map;

/**
 * A refusal in the vendor's own terms; {@link RestFaults} gives it the shape of a body. Has no stack trace because it is an
 * answer, not a fault of this program.
 */
public final class RestFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, String> headers;

    /**
     * @param status of HTTP
     * @param code the vendor's, such as {@code FDI.3180}
     */
    public RestFault(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    private RestFault(int status, String code, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.headers = headers;
    }

    /** The same with a header of the answer. */
    RestFault with(String name, String value) {
        return new RestFault(status, code, message(), Map.of(name, value));
    }

    Map<String, String> headers() {
        return headers;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
