package dev.carillon.gateway.vendor.huawei.roma;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.vendor.huawei.ApigErrors;
import dev.carillon.gateway.vendor.rest.RestAnswer;
import dev.carillon.gateway.vendor.rest.RestFault;
import dev.carillon.gateway.vendor.rest.RestFaults;
import dev.carillon.gateway.vendor.rest.RestOperation;
import java.util.Map;
import java.util.Set;

/**
 * The API's errors: {@code {"code":400,"reason":{"error_code":"FDI.3149","error_msg":"…"}}}. Codes are those of the vendor's
 * page "Error Codes of Data Integration APIs" as far as it could be read; the others stand in {@link Guesses}. What the
 * vendor's gateway refuses before this API is asked has that gateway's codes, in this API's shape.
 */
final class RomaFaults implements RestFaults {

    static final String NO_TASK_ID = "FDI.3149";
    static final String EMPTY_LIST = "FDI.3150";
    static final String NO_SUCH_TASK = "FDI.3180";
    static final String CANNOT_RUN = "FDI.3026";

    /** Where the state of the task is in the way. */
    private static final Map<RestOperation, String> CONFLICTS = Map.of(
            RomaOperations.RUN_TASK, CANNOT_RUN,
            RomaOperations.STOP_TASK, "FDI.3027",
            RomaOperations.DELETE_TASK, "FDI.3028");

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;

    static RestFault noSuchTask() {
        return new RestFault(NOT_FOUND, NO_SUCH_TASK, "This task is not in the project.");
    }

    static RestFault noTaskId() {
        return new RestFault(BAD_REQUEST, NO_TASK_ID, "The task ID is empty.");
    }

    static RestFault emptyList() {
        return new RestFault(BAD_REQUEST, EMPTY_LIST, "The task list is empty.");
    }

    /** A schedule or run that the task does not have. */
    static RestFault noSuchPart(String message) {
        return new RestFault(NOT_FOUND, Guesses.NO_SUCH_PART, message);
    }

    static RestFault notAllowed(String code, String message) {
        return new RestFault(BAD_REQUEST, code, message);
    }

    @Override
    public RestFault of(ApiError error) {
        String sentence = RestFaults.sentence(error);
        return switch (error.category()) {
            case MALFORMED -> notAllowed(Guesses.INVALID_PARAMETERS, "Invalid parameters. " + sentence);
            case INVALID, UNSUPPORTED -> invalid(error);
            case CONFLICT -> notAllowed(Guesses.INVALID_PARAMETERS, sentence);
            case NOT_FOUND -> noSuchTask();
            case UNAUTHENTICATED -> ApigErrors.unauthenticated(error);
            case FORBIDDEN -> ApigErrors.forbidden(error);
            case TOO_LARGE -> ApigErrors.tooLarge(error);
            case TOO_MANY -> ApigErrors.tooMany(error);
            case INTERNAL, UNAVAILABLE -> new RestFault(error.category().status(), Guesses.INTERNAL, sentence);
        };
    }

    /** As the vendor's text has it, and then what is wrong. */
    private static RestFault invalid(ApiError error) {
        if (error.field().isEmpty()) {
            return notAllowed(Guesses.INVALID_PARAMETERS, "Invalid parameters. " + error.message());
        }
        String prefix = error.field() + ": ";
        String problem =
                error.message().startsWith(prefix) ? error.message().substring(prefix.length()) : error.message();
        return notAllowed(Guesses.INVALID_PARAMETER, "Invalid parameter [" + error.field() + "]: " + problem);
    }

    @Override
    public RestFault of(RestOperation operation, ApiError error) {
        if (error.category() != ApiError.Category.CONFLICT) {
            return of(error);
        }
        return notAllowed(CONFLICTS.getOrDefault(operation, Guesses.INVALID_PARAMETERS), RestFaults.sentence(error));
    }

    @Override
    public RestFault noSuchPath(String path) {
        if (path.contains("/tasks//")) {
            return noTaskId();
        }
        if (path.contains("/multi-tasks")) {
            return notServed("multi-tasks: composite (CDC) tasks are not served");
        }
        if (path.contains("/datasources")) {
            return notServed("datasources: data sources are not served, a task says itself what it reads and writes");
        }
        return ApigErrors.noSuchApi(path);
    }

    private static RestFault notServed(String what) {
        return new RestFault(NOT_FOUND, ApigErrors.noSuchApi("").code(), what);
    }

    @Override
    public RestFault wrongMethod(String method, Set<String> allowed) {
        return ApigErrors.wrongMethod(METHOD_NOT_ALLOWED, method);
    }

    @Override
    public HttpAnswer answer(RestFault fault, String requestId) {
        ObjectNode body = StrictJson.object().put("code", fault.status());
        body.putObject("reason").put("error_code", fault.code()).put("error_msg", fault.message());
        return RestAnswer.json(fault.status(), body);
    }
}
