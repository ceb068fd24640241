package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes the fields of one JSON object, each with its type. Every refusal names the field by its path, such as {@code
 * task.http.check.statusIs}. {@link #done} refuses what nobody has asked for, so that a mistyped name never passes in silence.
 */
final class FieldReader {

    private final ObjectNode object;
    private final String path;
    private final Set<String> known = new HashSet<>();

    FieldReader(ObjectNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /** The path of a field of this object. */
    String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    String path() {
        return path;
    }

    boolean has(String name) {
        known.add(name);
        return object.has(name);
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    String text(String name, String absent) {
        return optionalText(name).orElse(absent);
    }

    Optional<String> optionalText(String name) {
        return field(name).map(node -> textOf(pathOf(name), node));
    }

    boolean flag(String name, boolean absent) {
        return field(name)
                .map(node -> {
                    if (!node.isBoolean()) {
                        throw wrongType(pathOf(name), "true or false", node);
                    }
                    return node.booleanValue();
                })
                .orElse(absent);
    }

    long number(String name) {
        return optionalNumber(name).orElseThrow(() -> missing(name));
    }

    long number(String name, long absent) {
        return optionalNumber(name).orElse(absent);
    }

    int integer(String name, int absent) {
        long value = number(name, absent);
        if (value != (int) value) {
            throw invalid(pathOf(name), "must fit into 32 bits, was " + value);
        }
        return (int) value;
    }

    Optional<Long> optionalNumber(String name) {
        return field(name).map(node -> {
            if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                throw wrongType(pathOf(name), "a whole number", node);
            }
            return node.longValue();
        });
    }

    Duration millis(String name) {
        return Duration.ofMillis(number(name));
    }

    Duration millis(String name, Duration absent) {
        return Duration.ofMillis(number(name, absent.toMillis()));
    }

    Optional<Instant> instant(String name) {
        return field(name).map(node -> instantOf(pathOf(name), textOf(pathOf(name), node)));
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array(name)) {
            texts.add(textOf(pathOf(name) + "[" + texts.size() + "]", item));
        }
        return texts;
    }

    Map<String, String> textMap(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        objectNode(name)
                .ifPresent(node -> node.properties()
                        .forEach(entry -> map.put(
                                entry.getKey(), textOf(pathOf(name) + "." + entry.getKey(), entry.getValue()))));
        return map;
    }

    /** Like {@link #textMap}, but what is sent in place of a text is not repeated by the refusal. */
    Map<String, String> secretTexts(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        Optional<JsonNode> sent = field(name);
        if (sent.isPresent() && !sent.get().isObject()) {
            throw invalid(pathOf(name), "must be an object");
        }
        sent.ifPresent(node -> node.properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                throw invalid(pathOf(name) + "." + entry.getKey(), "must be a string");
            }
            map.put(entry.getKey(), entry.getValue().textValue());
        }));
        return map;
    }

    Optional<FieldReader> object(String name) {
        return objectNode(name).map(node -> new FieldReader(node, pathOf(name)));
    }

    List<FieldReader> objects(String name) {
        List<FieldReader> objects = new ArrayList<>();
        for (JsonNode item : array(name)) {
            String itemPath = pathOf(name) + "[" + objects.size() + "]";
            if (!(item instanceof ObjectNode node)) {
                throw wrongType(itemPath, "an object", item);
            }
            objects.add(new FieldReader(node, itemPath));
        }
        return objects;
    }

    /** The only one of these fields that is there. */
    String exactlyOne(String... names) {
        List<String> found = new ArrayList<>();
        for (String name : names) {
            if (has(name)) {
                found.add(name);
            }
        }
        if (found.size() != 1) {
            throw invalid(path, "must have exactly one of " + String.join(", ", names));
        }
        return found.getFirst();
    }

    /** Refuses fields that nobody has asked for. */
    void done() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw invalid(
                        pathOf(name),
                        "is not a field here; known are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        });
    }

    /** Makes a value whose own checks do not know the name that its field has here. */
    <T> T checked(String name, Supplier<T> value) {
        try {
            return value.get();
        } catch (ApiException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw invalid(pathOf(name), String.valueOf(e.getMessage()));
        }
    }

    static Instant instantOf(String path, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw invalid(path, "must be an instant such as 2026-01-31T12:00:00Z, was " + shortened(text));
        }
    }

    static ApiException invalid(String path, String problem) {
        return new ApiException(ApiError.invalid(path, (path.isEmpty() ? "the body" : path) + ": " + problem));
    }

    private Iterable<JsonNode> array(String name) {
        Optional<JsonNode> node = field(name);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!node.get().isArray()) {
            throw wrongType(pathOf(name), "an array", node.get());
        }
        return node.get();
    }

    private Optional<ObjectNode> objectNode(String name) {
        return field(name).map(node -> {
            if (!(node instanceof ObjectNode child)) {
                throw wrongType(pathOf(name), "an object", node);
            }
            return child;
        });
    }

    private Optional<JsonNode> field(String name) {
        known.add(name);
        return Optional.ofNullable(object.get(name));
    }

    private static String textOf(String path, JsonNode node) {
        if (!node.isTextual()) {
            throw wrongType(path, "a string", node);
        }
        return node.textValue();
    }

    private ApiException missing(String name) {
        return invalid(pathOf(name), "is missing");
    }

    private static ApiException wrongType(String path, String expected, JsonNode node) {
        return invalid(path, "must be " + expected + ", was " + shortened(node.toString()));
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
