package dev.carillon.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the examples through the API. What counts, a success and that a schedule fired it, is taken from the vendor's signed
 * answers; these tell times by the second, so the instants come from the native API.
 */
final class Watcher {

    private static final int SCHEDULED = 1;
    private static final int SUCCESS = 4;
    private static final String PAGE = "30";

    private final ApiClient api;
    private final List<Example> examples;
    private final Map<Long, String> lastLines = new HashMap<>();

    Watcher(ApiClient api, List<Example> examples) {
        this.api = api;
        this.examples = List.copyOf(examples);
    }

    /** @return the latest executions of all examples */
    List<Sighting> look() throws IOException, InterruptedException {
        List<Sighting> all = new ArrayList<>();
        for (Example example : examples) {
            JsonNode instances = api.schedulerX(
                            "GetJobInstanceList",
                            within(Map.of("JobId", Long.toString(example.jobId()), "PageSize", PAGE)))
                    .path("JobInstanceDetails");
            // Asked second: what the signed answer has shown as ended has its end here too.
            Map<Long, JsonNode> details = new HashMap<>();
            api.get("/api/v1/executions?limit=" + PAGE + "&jobId=" + example.jobId())
                    .path("items")
                    .forEach(detail -> details.put(detail.path("alias").asLong(), detail));
            for (JsonNode instance : instances) {
                // Missing where newer ones have pushed an old one from the page meanwhile.
                @Nullable
                JsonNode detail = details.get(instance.path("InstanceId").asLong());
                if (detail != null) {
                    all.add(sighting(example, instance, detail));
                }
            }
        }
        return all;
    }

    private Sighting sighting(Example example, JsonNode instance, JsonNode detail)
            throws IOException, InterruptedException {
        long id = instance.path("InstanceId").asLong();
        Optional<Instant> ended = instant(detail, "endedAt");
        String line = ended.isPresent() ? lastLine(example, id) : "";
        return new Sighting(
                example,
                id,
                instance.path("TriggerType").asInt() == SCHEDULED,
                instance.path("Status").asInt() == SUCCESS,
                detail.path("status").asText(),
                Instant.parse(detail.path("nominalAt").asText()),
                instant(detail, "startedAt"),
                ended,
                line.isEmpty() ? instance.path("Result").asText() : line);
    }

    /** Asked until there is one: output travels apart from the report of the end. */
    private String lastLine(Example example, long instance) throws IOException, InterruptedException {
        String known = lastLines.getOrDefault(instance, "");
        if (!known.isEmpty()) {
            return known;
        }
        String line = api.schedulerX(
                        "GetLog",
                        within(Map.of(
                                "JobId", Long.toString(example.jobId()),
                                "JobInstanceId", Long.toString(instance),
                                "Line", "1")))
                .path("Logs")
                .path(0)
                .asText("");
        lastLines.put(instance, line);
        return line;
    }

    private static Map<String, String> within(Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("Namespace", Examples.NAMESPACE);
        all.put("GroupId", Examples.GROUP);
        return all;
    }

    private static Optional<Instant> instant(JsonNode object, String name) {
        return object.hasNonNull(name)
                ? Optional.of(Instant.parse(object.path(name).asText()))
                : Optional.empty();
    }
}
