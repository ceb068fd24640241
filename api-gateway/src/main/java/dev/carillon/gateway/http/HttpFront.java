package dev.carillon.gateway.http;

import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.vendor.VendorAdapter;
import dev.carillon.kafka.health.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a request from Vert.x, finds the API that claims it and writes the answer. One instance serves all event loops.
 *
 * <pre>
 * head ─▶ request id ─▶ room? ─▶ body, bounded in size and time ─▶ which API? ─▶ answer
 *                       429      413, 400                        (in the shape of that API)
 * </pre>
 *
 * <p>Requests in flight are bounded over all event loops, so memory is bounded by their number times the body limit.
 */
public final class HttpFront implements Handler<HttpServerRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final String REQUEST_ID = "X-Request-Id";
    private static final int REQUEST_ID_BYTES = 16;
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");

    private final List<VendorAdapter> apis;
    private final VendorAdapter fallback;
    private final Limits limits;
    private final MeterRegistry metrics;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final AtomicInteger inFlight = new AtomicInteger();

    /**
     * What a request may take.
     *
     * @param bodyTimeout from the head of a request to the end of its body
     * @param maxInFlight requests that are read or served at once
     */
    public record Limits(int maxBodyBytes, Duration bodyTimeout, int maxInFlight) {}

    /**
     * @param apis asked in this order whether a request is theirs
     * @param fallback answers what none of them claims
     * @param random for request ids; safe for several threads
     */
    public HttpFront(
            List<VendorAdapter> apis,
            VendorAdapter fallback,
            Limits limits,
            MeterRegistry metrics,
            InstantSource clock,
            RandomGenerator random) {
        this.apis = List.copyOf(apis);
        this.fallback = fallback;
        this.limits = limits;
        this.metrics = metrics;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Instant begun = clock.instant();
        HttpCall head = CallReader.head(request, requestId(request));
        if (inFlight.incrementAndGet() > limits.maxInFlight()) {
            inFlight.decrementAndGet();
            refuse(
                    request,
                    apiOf(head),
                    head,
                    ApiError.of(
                            Category.TOO_MANY,
                            "the gateway serves as many requests as it may; nothing was done, try again later"));
            return;
        }
        CallReader.body(request, head, limits).compose(this::serve).onComplete(answered -> {
            inFlight.decrementAndGet();
            if (answered.succeeded()) {
                Served served = answered.result();
                write(request, head, served.answer());
                count(served.api(), request, served.answer().status(), begun);
            } else if (answered.cause() instanceof CallReader.Refused refused) {
                refuse(request, apiOf(head), head, refused.error());
            } else {
                LOG.atDebug()
                        .addKeyValue("error", String.valueOf(answered.cause()))
                        .log("a client left before its request was complete");
            }
        });
    }

    /** A whole request is asked about again: some clients say in a form what others say in the query. */
    private VendorAdapter apiOf(HttpCall call) {
        return apis.stream().filter(one -> one.claims(call)).findFirst().orElse(fallback);
    }

    private Future<Served> serve(HttpCall call) {
        VendorAdapter api = apiOf(call);
        return answer(api, call).map(answer -> new Served(api, answer));
    }

    private record Served(VendorAdapter api, HttpAnswer answer) {}

    /** An adapter promises never to fail; if one does, the caller still gets an answer. */
    private static Future<HttpAnswer> answer(VendorAdapter api, HttpCall call) {
        Future<HttpAnswer> answer;
        try {
            answer = api.answer(call);
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        return answer.otherwise(problem -> {
            LOG.atError().addKeyValue("api", api.name()).setCause(problem).log("an API failed to answer");
            return api.refuse(call, ApiError.of(Category.INTERNAL, "the gateway failed; its log tells more"));
        });
    }

    /** The connection ends with the answer, since what remains of the request is not wanted. */
    private void refuse(HttpServerRequest request, VendorAdapter api, HttpCall head, ApiError error) {
        Metric.REQUESTS_REFUSED.counter(metrics, error.category().name()).increment();
        HttpAnswer answer = api.refuse(head, error);
        if (!request.response().ended() && !request.response().closed()) {
            request.response().putHeader("Connection", "close");
            write(request, head, answer).onComplete(sent -> closeSoon(request));
        }
    }

    /** What is still on the way is taken and dropped for a moment: closing at once would reset the connection before the answer is read. */
    private static void closeSoon(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        if (request.isEnded()) {
            connection.close();
            return;
        }
        request.handler(dropped -> {});
        request.endHandler(end -> connection.close());
        request.resume();
        CallReader.vertx().setTimer(LINGER.toMillis(), timer -> connection.close());
    }

    private static Future<Void> write(HttpServerRequest request, HttpCall head, HttpAnswer answer) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.putHeader(REQUEST_ID, head.header(REQUEST_ID).orElse(""));
        boolean noBody = answer.status() == 204 || answer.status() == 304;
        if (!noBody) {
            response.putHeader("Content-Type", answer.contentType());
        }
        Future<Void> sent = noBody ? response.end() : response.end(Buffer.buffer(answer.body()));
        return sent.onFailure(
                e -> LOG.atDebug().addKeyValue("error", e.toString()).log("an answer could not be delivered"));
    }

    private void count(VendorAdapter api, HttpServerRequest request, int status, Instant begun) {
        String method = request.method().name();
        String known = METHODS.contains(method) ? method : "other";
        Metric.REQUESTS
                .timer(metrics, api.name(), known, Integer.toString(status))
                .record(Duration.between(begun, clock.instant()));
    }

    /** The caller's own when it is harmless, so that both logs tell of the same request. */
    private String requestId(HttpServerRequest request) {
        String sent = request.getHeader(REQUEST_ID);
        if (sent != null && sent.matches("[A-Za-z0-9._-]{1,64}")) {
            return sent;
        }
        byte[] id = new byte[REQUEST_ID_BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
