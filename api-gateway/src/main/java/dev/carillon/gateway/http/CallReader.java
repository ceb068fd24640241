package dev.carillon.gateway.http;

import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiError.Category;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a request of Vert.x into an {@link HttpCall}; on its event loop. */
final class CallReader {

    private CallReader() {}

    /** The request breaks a limit. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient ApiError error;

        Refused(ApiError error) {
            super(error.message(), null, false, false);
            this.error = error;
        }

        ApiError error() {
            return error;
        }
    }

    /** Everything but the body. The request id stands under {@code x-request-id}, whatever was sent there. */
    static HttpCall head(HttpServerRequest request, String requestId) {
        Map<String, List<String>> headers = new HashMap<>();
        request.headers()
                .forEach((name, value) -> headers.computeIfAbsent(
                                name.toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
                        .add(value));
        headers.put("x-request-id", List.of(requestId));
        String path = request.path();
        String query = request.query();
        return new HttpCall(
                request.method().name(),
                path == null || path.isEmpty() ? "/" : path,
                query == null ? "" : query,
                headers,
                new byte[0],
                request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress());
    }

    /** Fails with {@link Refused} when the body is too large or too slow, with what went wrong when the client leaves. */
    static Future<HttpCall> body(HttpServerRequest request, HttpCall head, HttpFront.Limits limits) {
        Promise<HttpCall> promise = Promise.promise();
        if (announced(head) > limits.maxBodyBytes()) {
            return Future.failedFuture(tooLarge(limits));
        }
        Buffer body = Buffer.buffer();
        Vertx vertx = vertx();
        long timer = vertx.setTimer(limits.bodyTimeout().toMillis(), id -> promise.tryFail(tooSlow(limits)));
        request.handler(chunk -> {
            if (body.length() + chunk.length() > limits.maxBodyBytes()) {
                promise.tryFail(tooLarge(limits));
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.exceptionHandler(promise::tryFail);
        request.endHandler(end -> promise.tryComplete(with(head, body)));
        return promise.future().onComplete(result -> vertx.cancelTimer(timer));
    }

    private static HttpCall with(HttpCall head, Buffer body) {
        return new HttpCall(
                head.method(), head.path(), head.query(), head.headers(), body.getBytes(), head.remoteAddress());
    }

    private static long announced(HttpCall head) {
        // Vert.x has refused what is not a number.
        return head.header("content-length").map(Long::parseLong).orElse(0L);
    }

    static Vertx vertx() {
        Context context = Vertx.currentContext();
        if (context == null) {
            throw new IllegalStateException("requests are read on an event loop");
        }
        return context.owner();
    }

    private static Refused tooLarge(HttpFront.Limits limits) {
        return new Refused(ApiError.of(
                Category.TOO_LARGE, "the body is larger than " + limits.maxBodyBytes() + " bytes; nothing was done"));
    }

    private static Refused tooSlow(HttpFront.Limits limits) {
        return new Refused(ApiError.of(
                Category.MALFORMED,
                "the body did not arrive within " + limits.bodyTimeout().toSeconds() + " s; nothing was done"));
    }
}
