package dev.carillon.standalone;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settings that somebody has given, apart from the environment.
 *
 * @param file a {@code .properties} file
 * @param assignments by name; they win over the file
 */
public record Overrides(Optional<Path> file, Map<String, String> assignments) {

    public static final Overrides NONE = new Overrides(Optional.empty(), Map.of());

    public Overrides {
        assignments = Map.copyOf(assignments);
    }

    /** The same, where what is given here wins over {@code base}. */
    public Overrides over(Map<String, String> base) {
        Map<String, String> all = new TreeMap<>(base);
        all.putAll(assignments);
        return new Overrides(file, all);
    }
}
