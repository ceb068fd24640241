package dev.carillon.gateway.vendor.rest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of an operation, such as {@code /v1/regions/{regionId}/cronJob/{planId}:delete}. A segment is a fixed word, a
 * variable, or a variable with a fixed ending; a variable is never empty.
 */
final class PathTemplate {

    private static final Pattern SEGMENT = Pattern.compile("\\{([A-Za-z_]+)\\}(:[A-Za-z]+)?|([^{}]+)");

    private final String text;
    private final List<Segment> segments = new ArrayList<>();
    private final Set<String> variables = new TreeSet<>();

    private sealed interface Segment {
        /** The smaller, the more the segment says. */
        int looseness();

        record Fixed(String word) implements Segment {
            @Override
            public int looseness() {
                return 0;
            }
        }

        /** @param ending perhaps empty */
        record Variable(String name, String ending) implements Segment {
            @Override
            public int looseness() {
                return ending.isEmpty() ? 2 : 1;
            }
        }
    }

    PathTemplate(String text) {
        this.text = text;
        for (String part : split(text)) {
            Matcher segment = SEGMENT.matcher(part);
            if (!segment.matches()) {
                throw new IllegalArgumentException("not the template of a path: " + text);
            }
            String name = segment.group(1);
            if (name == null) {
                segments.add(new Segment.Fixed(part));
            } else {
                String ending = segment.group(2);
                segments.add(new Segment.Variable(name, ending == null ? "" : ending));
                variables.add(name);
            }
        }
    }

    Set<String> variables() {
        return variables;
    }

    /** The variables' values when the path is of this form. @param path the decoded segments of a request's path */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            if (!matches(segments.get(i), path.get(i), values)) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static boolean matches(Segment segment, String part, Map<String, String> values) {
        return switch (segment) {
            case Segment.Fixed(String word) -> part.equals(word);
            case Segment.Variable(String name, String ending) -> {
                boolean fits = part.length() > ending.length() && part.endsWith(ending);
                if (fits) {
                    values.put(name, part.substring(0, part.length() - ending.length()));
                }
                yield fits;
            }
        };
    }

    /** Orders templates that match the same path: the first fixed word that only one of them has wins. */
    static int byFixedWords(PathTemplate one, PathTemplate other) {
        for (int i = 0; i < one.segments.size() && i < other.segments.size(); i++) {
            int order = Integer.compare(
                    one.segments.get(i).looseness(), other.segments.get(i).looseness());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The segments of a path that begins with a slash. */
    static List<String> split(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    @Override
    public String toString() {
        return text;
    }
}
