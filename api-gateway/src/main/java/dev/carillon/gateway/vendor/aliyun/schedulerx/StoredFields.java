package dev.carillon.gateway.vendor.aliyun.schedulerx;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.vendor.Field;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a job keeps for this API alone. Read leniently: another API may have made the job. */
final class StoredFields {

    /** Keeps the keys of the products apart. */
    static final String PREFIX = "schedulerx.";

    private final Map<String, String> values;

    private StoredFields(Map<String, String> values) {
        this.values = values;
    }

    static StoredFields of(JobDefinition job) {
        return new StoredFields(new LinkedHashMap<>(job.vendorFields()));
    }

    String text(Field field) {
        return values.getOrDefault(key(field), "");
    }

    /** The number if it is one, else the default. */
    int number(Field field, int otherwise) {
        String text = text(field);
        return !text.isEmpty() && field.type().problem(text).isEmpty() ? Integer.parseInt(text) : otherwise;
    }

    /** An empty text removes the value. */
    void put(Field field, String value) {
        if (value.isEmpty()) {
            values.remove(key(field));
        } else {
            values.put(key(field), value);
        }
    }

    private static String key(Field field) {
        return PREFIX + field.name();
    }

    Map<String, String> toMap() {
        return Map.copyOf(values);
    }
}
