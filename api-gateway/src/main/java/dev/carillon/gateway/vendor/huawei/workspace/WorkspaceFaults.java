package dev.carillon.gateway.vendor.huawei.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.vendor.rest.RestAnswer;
import dev.carillon.gateway.vendor.rest.RestFault;
import dev.carillon.gateway.vendor.rest.RestFaults;
import java.util.Set;

/**
 * The API's errors, flat: {@code {"error_code":"WKS.00211102","error_msg":"…"}}. Codes and the sentences before the colon are
 * those of the vendor's OpenAPI definition (WorkspaceApp, 0.1.20260612); the others stand in {@link Guesses}. All have at most
 * the 12 characters that the desktop's SDK allows.
 */
final class WorkspaceFaults implements RestFaults {

    private static final String INVALID = "WKS.00211102";
    private static final String FORBIDDEN = "WKS.00081102";
    private static final String WRONG_METHOD = "WKS.00000405";
    private static final String CONFLICT = "WKS.00211103";
    private static final String INTERNAL = "WKS.00211401";

    private static final int NOT_FOUND_STATUS = 404;
    private static final int WRONG_METHOD_STATUS = 405;

    /** @param what names it, such as {@code scheduled task 62f48b59-…} */
    static RestFault missing(String what) {
        return new RestFault(NOT_FOUND_STATUS, Guesses.NOT_FOUND, "The resource does not exist: " + what);
    }

    @Override
    public RestFault of(ApiError error) {
        String sentence = RestFaults.sentence(error);
        return switch (error.category()) {
            case MALFORMED, INVALID, UNSUPPORTED -> fault(error, INVALID, "The parameter is invalid. " + sentence);
            case UNAUTHENTICATED -> fault(error, Guesses.UNAUTHENTICATED, "Authentication failed. " + sentence);
            case FORBIDDEN ->
                fault(error, FORBIDDEN, "User does not have permission to access this resource. " + sentence);
            case NOT_FOUND -> fault(error, Guesses.NOT_FOUND, "The resource does not exist: " + sentence);
            case CONFLICT -> fault(error, CONFLICT, "There is a conflict of the resource: " + sentence);
            case TOO_LARGE -> fault(error, Guesses.TOO_LARGE, sentence);
            case TOO_MANY -> fault(error, Guesses.TOO_MANY, sentence);
            case INTERNAL ->
                fault(error, INTERNAL, "The requested operation failed. Please try again later. " + sentence);
            case UNAVAILABLE -> fault(error, Guesses.UNAVAILABLE, sentence);
        };
    }

    private static RestFault fault(ApiError error, String code, String message) {
        return new RestFault(error.category().status(), code, message);
    }

    @Override
    public RestFault noSuchPath(String path) {
        return missing("no operation has the path " + path);
    }

    @Override
    public RestFault wrongMethod(String method, Set<String> allowed) {
        return new RestFault(
                WRONG_METHOD_STATUS,
                WRONG_METHOD,
                "The request method is not allowed: " + method + ", expected " + String.join(" or ", allowed));
    }

    @Override
    public HttpAnswer answer(RestFault fault, String requestId) {
        ObjectNode body = StrictJson.object().put("error_code", fault.code()).put("error_msg", fault.message());
        return RestAnswer.json(fault.status(), body);
    }
}
