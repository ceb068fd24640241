package dev.carillon.gateway.vendor.huawei;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.vendor.rest.RestAnswer;
import dev.carillon.gateway.vendor.rest.RestFault;
import dev.carillon.gateway.vendor.rest.RestFaults;
import java.util.Set;

/** Errors of the identity call: {@code {"error":{"code":401,"message":…,"title":"Unauthorized"}}}. */
final class IamFaults implements RestFaults {

    @Override
    public RestFault of(ApiError error) {
        return fault(error.category().status(), RestFaults.sentence(error));
    }

    @Override
    public RestFault noSuchPath(String path) {
        return fault(404, "Could not find: of the identity service only POST /v3/auth/tokens is served, not " + path);
    }

    @Override
    public RestFault wrongMethod(String method, Set<String> allowed) {
        return fault(405, "The method must be " + String.join(" or ", allowed) + ", was " + method);
    }

    @Override
    public HttpAnswer answer(RestFault fault, String requestId) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("code", fault.status())
                .put("message", fault.message())
                .put("title", fault.code());
        return RestAnswer.json(fault.status(), body);
    }

    /** The code of this API is the status' name. */
    static RestFault fault(int status, String message) {
        return new RestFault(status, title(status), message);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Request Entity Too Large";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
