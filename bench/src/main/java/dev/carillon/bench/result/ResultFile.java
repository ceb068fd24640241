package dev.carillon.bench.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every figure that was ever measured: one line of JSON each, added at the end. */
public record ResultFile(Path path) {

    private static final JsonMapper JSON = new JsonMapper();

    /** A figure with the run that it belongs to. */
    public record Entry(RunRecord run, Figure figure) {}

    public void append(RunRecord run, Figure figure) {
        try {
            Files.writeString(path, line(run, figure) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the figure was measured but cannot be kept in " + path, e);
        }
    }

    /** All of them, oldest first; none when there is no file yet. */
    public List<Entry> read() {
        List<Entry> entries = new ArrayList<>();
        try {
            if (Files.exists(path)) {
                for (String line : Files.readAllLines(path)) {
                    entries.add(entry(JSON.readTree(line)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
        return entries;
    }

    private static String line(RunRecord run, Figure figure) {
        ObjectNode line = JSON.createObjectNode();
        line.put("bench", run.bench());
        line.put("figure", figure.name());
        line.put("value", figure.value());
        line.put("unit", figure.unit());
        figure.goal()
                .ifPresent(goal -> line.putObject("goal")
                        .put("bound", goal.bound().name())
                        .put("value", goal.value())
                        .put("met", goal.isMetBy(figure.value())));
        line.put("at", run.at().toString());
        line.put("commit", run.commit());
        line.set("machine", JSON.valueToTree(run.machine()));
        line.set("conditions", JSON.valueToTree(run.conditions()));
        return line.toString();
    }

    private static Entry entry(JsonNode line) throws IOException {
        Optional<Goal> goal = line.has("goal")
                ? Optional.of(new Goal(
                        Goal.Bound.valueOf(line.path("goal").path("bound").asText()),
                        line.path("goal").path("value").asDouble()))
                : Optional.empty();
        Map<String, String> conditions = new LinkedHashMap<>();
        line.path("conditions")
                .properties()
                .forEach(condition ->
                        conditions.put(condition.getKey(), condition.getValue().asText()));
        return new Entry(
                new RunRecord(
                        line.path("bench").asText(),
                        Instant.parse(line.path("at").asText()),
                        line.path("commit").asText(),
                        JSON.treeToValue(line.path("machine"), Machine.class),
                        conditions),
                new Figure(
                        line.path("figure").asText(),
                        line.path("value").asDouble(),
                        line.path("unit").asText(),
                        goal));
    }
}
