package dev.carillon.gateway.nativeapi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes the parameters of a query, each with its type; refuses by name what is wrong, repeated or not asked for. */
final class QueryReader {

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();

    /** @param query raw, still percent-encoded */
    QueryReader(String query) {
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode("the query", equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(name, pair.substring(equals + 1));
                values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
            }
        }
    }

    static String decode(String name, String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw FieldReader.invalid(name, "is not percent-encoded as it should be");
        }
    }

    Optional<String> text(String name) {
        known.add(name);
        List<String> found = values.getOrDefault(name, List.of());
        if (found.size() > 1) {
            throw FieldReader.invalid(name, "must not be repeated");
        }
        return found.stream().findFirst();
    }

    String text(String name, String absent) {
        return text(name).orElse(absent);
    }

    /** Repeated or separated by commas. */
    List<String> texts(String name) {
        known.add(name);
        return values.getOrDefault(name, List.of()).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    Optional<Boolean> flag(String name) {
        return text(name).map(value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw FieldReader.invalid(name, "must be true or false, was " + value);
        });
    }

    Optional<Instant> instant(String name) {
        return text(name).map(value -> FieldReader.instantOf(name, value));
    }

    Optional<Long> number(String name, long min, long max) {
        return text(name).map(value -> {
            if (!value.matches("\\d{1,18}") || Long.parseLong(value) < min || Long.parseLong(value) > max) {
                throw FieldReader.invalid(name, "must be " + min + " … " + max + ", was " + value);
            }
            return Long.parseLong(value);
        });
    }

    int integer(String name, int min, int max, int absent) {
        return number(name, min, max).map(Math::toIntExact).orElse(absent);
    }

    /** Refuses parameters that nobody has asked for. */
    void done() {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw FieldReader.invalid(
                        name,
                        "is not a parameter here; known are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }
}
