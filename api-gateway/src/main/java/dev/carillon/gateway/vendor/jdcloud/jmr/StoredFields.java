package dev.carillon.gateway.vendor.jdcloud.jmr;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.rest.RestValues;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a job keeps for this API alone. Read leniently: another API may have changed the job. */
final class StoredFields {

    /** Keeps the keys of the products apart. */
    private static final String PREFIX = "jmr.";

    /** Ids of the jobs of a plan that want an alert when they fail. */
    private static final String ALERTING = PREFIX + "alertingJobs";

    private final Map<String, String> values;

    private StoredFields(Map<String, String> values) {
        this.values = values;
    }

    static StoredFields none() {
        return new StoredFields(new HashMap<>());
    }

    static StoredFields of(JobDefinition job) {
        return new StoredFields(new HashMap<>(job.vendorFields()));
    }

    String text(Field field) {
        return values.getOrDefault(key(field), "");
    }

    /** 0 when it is none. */
    int number(Field field) {
        String text = text(field);
        return !text.isEmpty() && field.type().problem(text).isEmpty() ? Integer.parseInt(text) : 0;
    }

    /** Takes what was sent; an empty value removes the one there is. */
    void take(List<Field> fields, RestValues sent) {
        for (Field field : fields) {
            sent.text(field).ifPresent(value -> put(key(field), value));
        }
    }

    /** The same for fields that mean nothing when they are empty. */
    void takeGiven(List<Field> fields, RestValues sent) {
        for (Field field : fields) {
            sent.given(field).ifPresent(value -> put(key(field), value));
        }
    }

    TreeSet<String> alertingJobs() {
        String text = values.getOrDefault(ALERTING, "");
        return text.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(text.split(",", -1)));
    }

    void alertingJobs(Collection<String> ids) {
        put(ALERTING, String.join(",", new TreeSet<>(ids)));
    }

    Map<String, String> toMap() {
        return Map.copyOf(values);
    }

    private void put(String key, String value) {
        if (value.isEmpty()) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
    }

    private static String key(Field field) {
        return PREFIX + field.name().substring(field.name().indexOf('.') + 1);
    }
}
