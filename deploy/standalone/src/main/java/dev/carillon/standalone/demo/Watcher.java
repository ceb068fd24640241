package dev.carillon.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the examples. The instants and the output come from the native API, since some vendors tell times by the second
 * only; what the vendors' signed answers show is asked for apart, see {@link #confirm}.
 */
final class Watcher {

    private static final String SCHEDULED = "SCHEDULE";
    private static final String SUCCEEDED = "SUCCEEDED";
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
            for (JsonNode execution : api.get("/api/v1/executions?limit=" + PAGE + "&jobId=" + example.jobId())
                    .path("items")) {
                all.add(sighting(example, execution));
            }
        }
        return all;
    }

    /** @return how many successes the API of each example shows; only of those that seem to be done */
    Map<Example, Integer> confirm(List<Example> done) throws IOException, InterruptedException {
        Map<Example, Integer> confirmed = new HashMap<>();
        for (Example example : done) {
            confirmed.put(example, example.confirmation().successes());
        }
        return confirmed;
    }

    private Sighting sighting(Example example, JsonNode execution) throws IOException, InterruptedException {
        Optional<Instant> ended = instant(execution, "endedAt");
        String line = ended.isPresent() ? lastLine(execution) : "";
        return new Sighting(
                example,
                execution.path("alias").asLong(),
                execution.path("cause").asText().equals(SCHEDULED),
                execution.path("status").asText().equals(SUCCEEDED),
                execution.path("status").asText(),
                Instant.parse(execution.path("nominalAt").asText()),
                instant(execution, "startedAt"),
                ended,
                line.isEmpty() ? execution.path("result").asText() : line);
    }

    /** Asked until there is one: output travels apart from the report of the end. */
    private String lastLine(JsonNode execution) throws IOException, InterruptedException {
        long alias = execution.path("alias").asLong();
        String known = lastLines.getOrDefault(alias, "");
        if (!known.isEmpty()) {
            return known;
        }
        String line = api.get("/api/v1/executions/" + alias + "/log?limit=1&order=newest")
                .path("items")
                .path(0)
                .path("text")
                .asText("");
        lastLines.put(alias, line);
        return line;
    }

    private static Optional<Instant> instant(JsonNode object, String name) {
        return object.hasNonNull(name)
                ? Optional.of(Instant.parse(object.path(name).asText()))
                : Optional.empty();
    }
}
