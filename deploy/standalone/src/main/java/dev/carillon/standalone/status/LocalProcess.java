package dev.carillon.standalone.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.carillon.standalone.Loopback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the process on one management port of this machine says of its readiness.
 *
 * @param status of the HTTP answer; 0: nothing answered
 * @param detail the answer's body, or why there is none
 */
public record LocalProcess(URI address, int status, String detail) {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int LINES_MAX = 100;
    private static final int READY = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    public static LocalProcess ask(int managementPort) throws InterruptedException {
        URI readiness = URI.create("http://" + Loopback.HOST + ":" + managementPort + "/readyz");
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(readiness).timeout(TIMEOUT).build();
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new LocalProcess(readiness, answer.statusCode(), answer.body());
        } catch (IOException e) {
            return new LocalProcess(readiness, 0, e.getClass().getSimpleName());
        }
    }

    public boolean answered() {
        return status != 0;
    }

    public boolean ready() {
        return status == READY;
    }

    public List<String> lines() {
        if (!answered()) {
            return List.of("No Carillon answers at " + address + " (" + detail
                    + "); start one with `carillon up`, or name its cluster with --kafka or --data.");
        }
        List<String> lines = new ArrayList<>();
        lines.add((ready() ? "ready" : "not ready") + " (" + address + " answers " + status + ")");
        detail.lines().limit(LINES_MAX).forEach(lines::add);
        return lines;
    }

    public ObjectNode json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("address", address.toString());
        json.put("ready", ready());
        json.put("httpStatus", status);
        json.set("detail", detailJson());
        return json;
    }

    /** Whatever listens on that port need not be a Carillon. */
    private JsonNode detailJson() {
        try {
            JsonNode read = JSON.readTree(detail);
            return read.isMissingNode() ? TextNode.valueOf(detail) : read;
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(detail);
        }
    }
}
