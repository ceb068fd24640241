package dev.carillon.gateway.vendor.aliyun;

import dev.carillon.gateway.service.ApiError;

/**
 * A refusal by Aliyun's API gateway, before the product itself has a say: an HTTP status above 299 and a code that is
 * text. Has no stack trace because it is an answer, not a fault of this program.
 */
public final class AliyunFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public AliyunFault(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    /** Such as {@code SignatureDoesNotMatch}; the SDKs branch on it. */
    public String code() {
        return code;
    }

    /** What was decided outside of this API, in its shape. */
    public static AliyunFault of(ApiError error) {
        ApiError.Category category = error.category();
        String message = error.field().isEmpty() ? error.message() : error.field() + ": " + error.message();
        return new AliyunFault(category.status(), codeOf(category), message);
    }

    public static AliyunFault missingParameter(String name) {
        return new AliyunFault(
                400,
                "MissingParameter",
                "The input parameter \"" + name + "\" that is mandatory for processing this request is not supplied.");
    }

    public static AliyunFault invalidParameter(String message) {
        return new AliyunFault(400, codeOf(ApiError.Category.INVALID), message);
    }

    public static AliyunFault unknownAction(String message) {
        return new AliyunFault(404, "InvalidAction.NotFound", message);
    }

    public static AliyunFault notServed(String message) {
        return new AliyunFault(400, codeOf(ApiError.Category.UNSUPPORTED), message);
    }

    /** A part of the signature is absent; the codes are {@code Missing} and its name. */
    static AliyunFault missingSignaturePart(String name) {
        return new AliyunFault(400, "Missing" + name, name + " is mandatory for this action.");
    }

    private static String codeOf(ApiError.Category category) {
        return switch (category) {
            case MALFORMED, INVALID -> "InvalidParameter";
            case UNSUPPORTED -> "UnsupportedOperation";
            case UNAUTHENTICATED -> "IncompleteSignature";
            case FORBIDDEN -> "NoPermission";
            case NOT_FOUND -> "InvalidAction.NotFound";
            case CONFLICT -> "OperationConflict";
            case TOO_LARGE -> "RequestEntityTooLarge";
            case TOO_MANY -> "Throttling.User";
            case INTERNAL -> "InternalError";
            case UNAVAILABLE -> "ServiceUnavailable";
        };
    }
}
