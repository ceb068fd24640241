package dev.carillon.gateway.vendor.aliyun.emr;

import dev.carillon.gateway.vendor.Field;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a job or a project keeps for this API alone, as it was written. */
final class StoredFields {

    /** Keeps the keys of the products apart. */
    static final String PREFIX = "emr.";

    private final Map<String, String> values;

    StoredFields(Map<String, String> vendorFields) {
        this.values = new LinkedHashMap<>(vendorFields);
    }

    String text(Field field) {
        return text(field.name());
    }

    String text(String name) {
        return values.getOrDefault(PREFIX + name, "");
    }

    boolean flag(Field field) {
        return Boolean.parseBoolean(text(field));
    }

    long whole(Field field) {
        String text = text(field);
        return field.type().problem(text).isEmpty() ? Long.parseLong(text) : 0;
    }

    /** An empty text removes the value. */
    void put(Field field, String value) {
        put(field.name(), value);
    }

    void put(String name, String value) {
        if (value.isEmpty()) {
            values.remove(PREFIX + name);
        } else {
            values.put(PREFIX + name, value);
        }
    }

    Map<String, String> toMap() {
        return Map.copyOf(values);
    }
}
