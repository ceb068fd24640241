package dev.carillon.kafka.settings;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Collects settings from where they may stand. What is nearer to the person who starts the node wins:
 *
 * <pre>
 *  command line  >  environment (CARILLON_…)  >  file  >  default
 * </pre>
 *
 * <p>Within one place a key may stand once. An unknown key stops the start, since it is most likely a known one
 * mistyped; of the environment only the names of declared settings are read, for it belongs to others too. Keys that
 * begin with {@code kafka.} go to the Kafka clients.
 */
public final class SettingsParser {

    private static final String KAFKA = "kafka.";

    private final Map<String, Setting<?>> declared = new LinkedHashMap<>();
    private final Map<String, String> fromFile = new LinkedHashMap<>();
    private final Map<String, String> fromEnvironment = new LinkedHashMap<>();
    private final Map<String, String> fromCommandLine = new LinkedHashMap<>();

    /**
     * Knows these settings and no others.
     *
     * @param settings every setting that the node has
     */
    public SettingsParser(List<? extends Setting<?>> settings) {
        for (Setting<?> setting : settings) {
            if (declared.put(setting.name(), setting) != null) {
                throw new IllegalStateException("setting declared twice: " + setting.name());
            }
        }
    }

    /** Reads a {@code .properties} file in UTF-8. */
    public SettingsParser file(Path file) {
        try {
            return properties(Files.readString(file, StandardCharsets.UTF_8), file.toString());
        } catch (NoSuchFileException e) {
            throw new StartRefusedException("The settings file " + file + " does not exist.", e);
        } catch (IOException e) {
            throw new StartRefusedException("The settings file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads the text of a {@code .properties} file. */
    public SettingsParser properties(String text, String origin) {
        Map<String, String> found = new UniqueProperties(origin).load(new StringReader(text));
        found.forEach((key, value) -> put(fromFile, key, value, origin));
        return this;
    }

    /**
     * Reads the environment, as far as settings are declared.
     *
     * @param environment such as {@link System#getenv()}
     */
    public SettingsParser environment(Map<String, String> environment) {
        for (Setting<?> setting : declared.values()) {
            String value = environment.get(setting.environmentName());
            if (value != null) {
                put(fromEnvironment, setting.name(), value, setting.environmentName());
            }
        }
        return this;
    }

    /** One {@code key=value} of the command line. */
    public SettingsParser commandLine(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw new StartRefusedException("'" + assignment + "' is not a setting, expected key=value.");
        }
        return commandLine(assignment.substring(0, equals).strip(), assignment.substring(equals + 1));
    }

    public SettingsParser commandLine(String key, String value) {
        put(fromCommandLine, key, value, "command line");
        return this;
    }

    /**
     * Checks what was collected.
     *
     * @throws StartRefusedException naming the first setting that is wrong or missing
     */
    public Settings parse() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Setting<?> setting : declared.values()) {
            values.put(setting.name(), value(setting));
        }
        Map<String, String> kafka = new LinkedHashMap<>();
        for (Map<String, String> place : List.of(fromFile, fromCommandLine)) {
            place.forEach((key, value) -> {
                if (key.startsWith(KAFKA)) {
                    kafka.put(key.substring(KAFKA.length()), value);
                }
            });
        }
        return new Settings(declared, values, KafkaClientSettings.checked(kafka));
    }

    private Object value(Setting<?> setting) {
        String name = setting.name();
        if (fromCommandLine.containsKey(name)) {
            return setting.parse(fromCommandLine.get(name), "command line");
        }
        if (fromEnvironment.containsKey(name)) {
            return setting.parse(fromEnvironment.get(name), setting.environmentName());
        }
        if (fromFile.containsKey(name)) {
            return setting.parse(fromFile.get(name), "file");
        }
        String text = setting.defaultText()
                .orElseThrow(() -> new StartRefusedException("Setting " + name + " is missing: " + setting.text()
                        + " Give it in the settings file, as " + setting.environmentName()
                        + " or on the command line."));
        return setting.parse(text, "default");
    }

    private void put(Map<String, String> place, String key, String value, String origin) {
        if (!key.startsWith(KAFKA) && !declared.containsKey(key)) {
            throw new StartRefusedException(
                    "Unknown setting " + key + " (" + origin + "); see docs/config.md for those that exist.");
        }
        if (place.put(key, value) != null) {
            throw duplicate(key, origin);
        }
    }

    private static StartRefusedException duplicate(String key, String origin) {
        return new StartRefusedException("Setting " + key + " stands twice (" + origin + "); keep one of them.");
    }

    /** {@link Properties} would silently keep the last of two equal keys. */
    private static final class UniqueProperties extends Properties {

        private static final long serialVersionUID = 1L;

        private final String origin;
        private final transient Map<String, String> found = new LinkedHashMap<>();

        UniqueProperties(String origin) {
            this.origin = origin;
        }

        Map<String, String> load(StringReader text) {
            try {
                load((Reader) text);
            } catch (IOException e) {
                throw new UncheckedIOException("a text in memory cannot fail to be read", e);
            } catch (IllegalArgumentException e) {
                throw new StartRefusedException(origin + " is not a properties file: " + e.getMessage(), e);
            }
            return found;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            if (found.put((String) key, (String) value) != null) {
                throw duplicate((String) key, origin);
            }
            return super.put(key, value);
        }
    }
}
