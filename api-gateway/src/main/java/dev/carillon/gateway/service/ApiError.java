package dev.carillon.gateway.service;

/**
 * Why a request is refused, in the native form; each API gives it its own shape.
 *
 * @param message names what is wrong and what was expected, and says what happens next
 * @param field the field of the request; empty when none is to blame
 */
public record ApiError(Category category, String message, String field) {

    /** Reaches HTTP status and metric tag. */
    public enum Category {
        MALFORMED(400),
        INVALID(400),
        UNSUPPORTED(400),
        UNAUTHENTICATED(401),
        FORBIDDEN(403),
        NOT_FOUND(404),
        CONFLICT(409),
        TOO_LARGE(413),
        TOO_MANY(429),
        INTERNAL(500),
        /** Not known whether the command applied; it may still. */
        UNAVAILABLE(503);

        private final int status;

        Category(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    public static ApiError of(Category category, String message) {
        return new ApiError(category, message, "");
    }

    public static ApiError invalid(String field, String message) {
        return new ApiError(Category.INVALID, message, field);
    }
}
