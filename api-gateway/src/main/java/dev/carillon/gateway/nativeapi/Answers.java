package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/** Answers of the native API. */
final class Answers {

    static final String JSON = "application/json";

    private Answers() {}

    static HttpAnswer json(int status, ObjectNode body) {
        return new HttpAnswer(status, JSON, StrictJson.write(body), Map.of());
    }

    /** With the ETag that {@code If-Match} takes. */
    static HttpAnswer job(int status, JobDefinition job) {
        return json(status, JobJson.write(job)).withHeaders(Map.of("ETag", "\"" + job.revision() + "\""));
    }

    static HttpAnswer empty() {
        return new HttpAnswer(204, JSON, new byte[0], Map.of());
    }

    static HttpAnswer error(int status, String code, ApiError error, String requestId) {
        ObjectNode body = StrictJson.object();
        ObjectNode content = body.putObject("error").put("code", code).put("message", error.message());
        if (!error.field().isEmpty()) {
            content.put("field", error.field());
        }
        body.put("requestId", requestId);
        return json(status, body);
    }

    static ApiException notFound(String what) {
        return new ApiException(ApiError.of(ApiError.Category.NOT_FOUND, what + " does not exist"));
    }

    static <T> Future<T> orNotFound(Optional<T> found, String what) {
        return found.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(notFound(what)));
    }
}
