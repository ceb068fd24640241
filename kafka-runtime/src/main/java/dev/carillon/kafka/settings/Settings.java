package dev.carillon.kafka.settings;

import java.util.Map;
import java.util.stream.Collectors;

/** Checked values of declared settings; made by {@link SettingsParser}. Immutable. */
public final class Settings {

    private final Map<String, Setting<?>> declared;
    private final Map<String, Object> values;
    private final Map<String, String> kafka;

    Settings(Map<String, Setting<?>> declared, Map<String, Object> values, Map<String, String> kafka) {
        this.declared = Map.copyOf(declared);
        this.values = Map.copyOf(values);
        this.kafka = Map.copyOf(kafka);
    }

    public <T> T get(Setting<T> setting) {
        if (!setting.equals(declared.get(setting.name()))) {
            throw new IllegalStateException("setting is not among those that were parsed: " + setting.name());
        }
        @SuppressWarnings("unchecked") // the value was made by this very setting's parser
        T value = (T) values.get(setting.name());
        if (value == null) {
            throw new IllegalStateException("setting has no value: " + setting.name());
        }
        return value;
    }

    /** What was given as {@code kafka.…}, without that prefix: for every Kafka client of the node. */
    public Map<String, String> kafka() {
        return kafka;
    }

    /** For the log at start; secrets are masked. */
    @Override
    public String toString() {
        String own = declared.values().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .map(setting -> setting.name() + "="
                        + (setting.secret() ? KafkaClientSettings.MASK : values.get(setting.name())))
                .collect(Collectors.joining(", "));
        return "{" + own + ", kafka=" + KafkaClientSettings.masked(kafka) + "}";
    }
}
