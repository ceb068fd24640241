package dev.carillon.cluster.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.carillon.gateway.service.Credentials.Credential;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plain HTTP, as {@code curl} sends it. */
final class Http implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final List<String> headers;

    /** @param headers names and values by turns, sent with every request */
    private Http(String url, List<String> headers) {
        this.url = url;
        this.headers = headers;
    }

    /** What came back. */
    record Answer(int status, Map<String, List<String>> headers, String body) {

        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }

        Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }
    }

    static Http withoutKey(String url) {
        return new Http(url, List.of());
    }

    static Http withKey(String url, Credential key) {
        String pair = key.accessKey() + ":" + key.secret();
        String token = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return new Http(url, List.of("Authorization", "Basic " + token));
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    /** @param more headers, names and values by turns */
    Answer send(String method, String path, String body, String... more) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        if (more.length > 0) {
            request.headers(more);
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.headers().map(), response.body());
    }

    @Override
    public void close() {
        client.close();
    }
}
