package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.gateway.http.HttpFront;
import dev.carillon.gateway.http.ListenSettings;
import dev.carillon.gateway.http.Listeners;
import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.Credentials;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.KeyedSealer;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.kafka.secrets.SecretKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The native API on a real server on loopback, over {@link InMemoryJobs}; and a client for it. */
final class ApiServer implements AutoCloseable {

    static final String ADMIN = basic("admin:secret");
    static final String READER = basic("reader:secret");
    /** For the namespaces {@code own} and {@code team-*}. */
    static final String LIMITED = basic("limited:secret");
    /** For another API. */
    static final String ELSEWHERE = basic("elsewhere:secret");

    static final int MAX_BODY = 16 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Listeners listeners;
    final InMemoryJobs jobs = new InMemoryJobs();
    final InMemoryCalendars calendars = new InMemoryCalendars(jobs);
    final NativeApi api;

    ApiServer() throws Exception {
        this(SecretKeys.none());
    }

    ApiServer(SecretKeys keysOfSecrets) throws Exception {
        Map<String, Credential> keys = Map.of(
                "admin",
                new Credential("admin", "secret", Permissions.ALL),
                "reader",
                new Credential("reader", "secret", Permissions.READ_ONLY),
                "limited",
                new Credential("limited", "secret", new Permissions(Set.of(), List.of("own", "team-*"), false)),
                "elsewhere",
                new Credential("elsewhere", "secret", new Permissions(Set.of(ApiName.JDCLOUD_JMR), List.of(), false)));
        Credentials credentials = accessKey -> Optional.ofNullable(keys.get(accessKey));
        // As a machine's clock, it is more exact than what may be shown.
        InstantSource clock = InstantSource.fixed(InMemoryJobs.NOW.plusNanos(987_654));
        api = new NativeApi(
                new NativeApi.Services(
                        jobs, jobs, calendars, new KeyedSealer(keysOfSecrets, new SecureRandom()), credentials),
                ZoneOffset.UTC,
                clock,
                new Random(1));
        HttpFront front = new HttpFront(
                List.of(),
                api,
                new HttpFront.Limits(MAX_BODY, Duration.ofSeconds(10), 100),
                new SimpleMeterRegistry(),
                clock,
                new Random(2));
        ListenSettings settings = new ListenSettings("127.0.0.1", 0, Duration.ofSeconds(30), Optional.empty());
        listeners = new Listeners(vertx, settings, front);
        Promise<Void> open = Promise.promise();
        vertx.runOnContext(unused -> listeners.open().onComplete(open));
        await(open.future());
    }

    /** An answer with its JSON; an empty object where there is no body. */
    record Answer(int status, JsonNode json, HttpResponse<String> http) {
        String code() {
            return json.path("error").path("code").asText();
        }

        String field() {
            return json.path("error").path("field").asText();
        }

        String message() {
            return json.path("error").path("message").asText();
        }
    }

    Answer get(String path) throws Exception {
        return send("GET", path, "", "Authorization", ADMIN);
    }

    Answer post(String path, String body) throws Exception {
        return send("POST", path, body, "Authorization", ADMIN);
    }

    Answer send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + listeners.port() + "/api/v1" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        JsonNode json = answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        return new Answer(answer.statusCode(), json, answer);
    }

    static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    int port() {
        return listeners.port();
    }

    private static void await(Future<?> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        client.close();
        await(vertx.close());
    }
}
