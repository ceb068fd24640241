package dev.carillon.gateway.vendor.huawei;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.vendor.rest.RestAnswer;
import dev.carillon.gateway.vendor.rest.RestFault;
import dev.carillon.gateway.vendor.rest.RestFaults;

/**
 * The refusals of the vendor's API Gateway (APIG), which come before a product has its say; codes and texts of its page
 * "Error Codes" and its FAQ "Common Errors Related to IAM Authentication Information".
 */
public final class ApigErrors {

    private ApigErrors() {}

    public static RestFault unauthenticated(ApiError error) {
        return new RestFault(
                401, "APIG.0301", "Incorrect IAM authentication information: " + RestFaults.sentence(error));
    }

    public static RestFault forbidden(ApiError error) {
        return new RestFault(403, "APIG.0302", RestFaults.sentence(error));
    }

    public static RestFault noSuchApi(String path) {
        return new RestFault(404, "APIG.0101", "The API does not exist: no operation has the path " + path);
    }

    /** @param status the page says 404 for this too; a product whose own page says 405 may answer so */
    public static RestFault wrongMethod(int status, String method) {
        return new RestFault(status, "APIG.0101", "The API does not exist: the path has no method " + method);
    }

    public static RestFault tooLarge(ApiError error) {
        return new RestFault(413, "APIG.0201", RestFaults.sentence(error));
    }

    public static RestFault tooMany(ApiError error) {
        return new RestFault(429, "APIG.0308", RestFaults.sentence(error));
    }

    /** {@code {"error_code":…,"error_msg":…,"request_id":…}}, which the SDK reads for every product. */
    public static HttpAnswer flat(RestFault fault, String requestId) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("error_code", fault.code())
                .put("error_msg", fault.message())
                .put("request_id", requestId);
        return RestAnswer.json(fault.status(), body);
    }
}
