package dev.carillon.gateway.vendor.jdcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.vendor.rest.RestAnswer;
import dev.carillon.gateway.vendor.rest.RestFault;
import dev.carillon.gateway.vendor.rest.RestFaults;
import java.util.Set;

/**
 * The shape of JD Cloud's answers: {@code {"requestId":…,"result":{…}}} and {@code
 * {"requestId":…,"error":{"code":400,"status":"INVALID_ARGUMENT","message":…,"details":[]}}}. The request id stands in the
 * header {@code x-jdcloud-request-id} as well: core 2.2.2 reads it only there, core 1.2.9 only in the body.
 */
public final class JdAnswers implements RestFaults {

    private static final String REQUEST_ID = "x-jdcloud-request-id";

    public static HttpAnswer success(JsonNode result, String requestId) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("requestId", requestId);
        return answer(200, body.set("result", result), requestId);
    }

    @Override
    public RestFault of(ApiError error) {
        return new RestFault(error.category().status(), statusOf(error.category()), RestFaults.sentence(error));
    }

    @Override
    public RestFault noSuchPath(String path) {
        return new RestFault(404, "NOT_FOUND", "no operation has the path " + path);
    }

    @Override
    public RestFault wrongMethod(String method, Set<String> allowed) {
        return new RestFault(
                405, "UNIMPLEMENTED", "the method must be " + String.join(" or ", allowed) + ", was " + method);
    }

    @Override
    public HttpAnswer answer(RestFault fault, String requestId) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("requestId", requestId);
        body.putObject("error")
                .put("code", fault.status())
                .put("status", fault.code())
                .put("message", fault.message())
                .putArray("details");
        return answer(fault.status(), body, requestId);
    }

    private static HttpAnswer answer(int status, JsonNode body, String requestId) {
        return RestAnswer.with(RestAnswer.json(status, body), REQUEST_ID, requestId);
    }

    /** The names are those of gRPC, as INVALID_ARGUMENT is. */
    private static String statusOf(ApiError.Category category) {
        return switch (category) {
            case MALFORMED, INVALID -> "INVALID_ARGUMENT";
            case UNSUPPORTED -> "UNIMPLEMENTED";
            case UNAUTHENTICATED -> "UNAUTHENTICATED";
            case FORBIDDEN -> "PERMISSION_DENIED";
            case NOT_FOUND -> "NOT_FOUND";
            case CONFLICT -> "ABORTED";
            case TOO_LARGE -> "OUT_OF_RANGE";
            case TOO_MANY -> "RESOURCE_EXHAUSTED";
            case INTERNAL -> "INTERNAL";
            case UNAVAILABLE -> "UNAVAILABLE";
        };
    }
}
