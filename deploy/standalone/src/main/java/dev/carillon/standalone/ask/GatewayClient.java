package dev.carillon.standalone.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.kafka.settings.StartRefusedException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads from the native API of one gateway. Failures are {@link StartRefusedException}s that say what to do next. */
public final class GatewayClient implements AutoCloseable {

    private static final String BASE = "/api/v1";
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI gateway;
    private final String authorization;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /** @param gateway scheme, host and port */
    public GatewayClient(URI gateway, Credential credential) {
        this.gateway = gateway;
        String pair = credential.accessKey() + ":" + credential.secret();
        authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * One answer.
     *
     * @param path behind the API's own, such as {@code /jobs/5/fires}
     * @throws StartRefusedException when nobody answers, or what answers says no or is no gateway
     */
    public ObjectNode get(String path, Map<String, String> query) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve(BASE + path + encoded(query)))
                .header("Authorization", authorization)
                .timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<String> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() == OK && read(answer.body()) instanceof ObjectNode json) {
                return json;
            }
            throw new StartRefusedException(refusal(answer));
        } catch (IOException e) {
            throw new StartRefusedException(
                    "No gateway answers at " + gateway + " (" + e.getClass().getSimpleName()
                            + "); start one with `carillon up`, or name it with --gateway.",
                    e);
        }
    }

    private static String encoded(Map<String, String> query) {
        return query.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    }

    private String refusal(HttpResponse<String> answer) {
        JsonNode error = read(answer.body()).path("error");
        if (!error.has("message")) {
            return "What answers at " + gateway + " is no gateway of Carillon (it answered " + answer.statusCode()
                    + "); name one with --gateway.";
        }
        String field = error.has("field") ? error.path("field").asText() + ": " : "";
        String remedy = answer.statusCode() == UNAUTHORIZED
                ? "; give the pair by CARILLON_ACCESS_KEY and CARILLON_SECRET_KEY, or the data directory by --data"
                : "";
        return "The gateway at " + gateway + " says: " + field
                + error.path("message").asText() + remedy;
    }

    /** Whatever listens there may answer anything. */
    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
