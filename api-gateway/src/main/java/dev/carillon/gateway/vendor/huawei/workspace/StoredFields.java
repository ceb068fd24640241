package dev.carillon.gateway.vendor.huawei.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.rest.RestValues;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a job keeps for this API alone: the fields of its schedule as they were sent, and what is only given back. */
final class StoredFields {

    /** The day from which day_interval counts, {@code yyyy-MM-dd}; no field of the vendor's. */
    static final String COUNTED_FROM = "counted_from";

    /** As it is answered; no field that is sent. */
    static final String TASK_CRON = "task_cron";

    private static final List<Field> SCHEDULE = List.of(
            Fields.SCHEDULED_TYPE,
            Fields.DAY_INTERVAL,
            Fields.WEEK_LIST,
            Fields.MONTH_LIST,
            Fields.DATE_LIST,
            Fields.TIME_ZONE,
            Fields.SCHEDULED_DATE,
            Fields.SCHEDULED_TIME,
            Fields.EXPIRE_TIME);

    /** What a request leaves here when it has it. */
    static final List<Field> KEPT = Stream.concat(
                    SCHEDULE.stream(),
                    Stream.of(
                            Fields.TASK_TYPE,
                            Fields.ENFORCEMENT,
                            Fields.FORCE_EXECUTE,
                            Fields.PRIORITY,
                            Fields.IS_GRAY,
                            Fields.WAIT_TIME,
                            Fields.GRAY_COUNT,
                            Fields.GRAY_DESKTOPS,
                            Fields.GRAY_THRESHOLD))
            .toList();

    private static final String PREFIX = "workspace.";
    private static final List<Field> WORDS = List.of(Fields.SCHEDULED_TYPE, Fields.TASK_TYPE);

    private final Map<String, String> values;

    private StoredFields(Map<String, String> values) {
        this.values = values;
    }

    static StoredFields none() {
        return new StoredFields(new TreeMap<>());
    }

    static StoredFields of(JobDefinition job) {
        return new StoredFields(new TreeMap<>(job.vendorFields()));
    }

    /** A copy in which what was sent replaces what was here; an empty value removes it. */
    StoredFields with(RestValues body) {
        StoredFields merged = new StoredFields(new TreeMap<>(values));
        for (Field field : KEPT) {
            body.json(field).ifPresent(value -> merged.put(field.name(), kept(field, value)));
        }
        return merged;
    }

    private static String kept(Field field, JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining("\n"));
        }
        return WORDS.contains(field) ? Words.upper(value.asText()) : value.asText();
    }

    /** An empty value removes it. */
    void put(String name, String value) {
        if (value.isBlank()) {
            values.remove(PREFIX + name);
        } else {
            values.put(PREFIX + name, value);
        }
    }

    /** Empty when there is none. */
    String text(Field field) {
        return text(field.name());
    }

    /** Empty when there is none. */
    String text(String name) {
        return values.getOrDefault(PREFIX + name, "");
    }

    /** Whether both say the same of when a task is due. */
    boolean hasScheduleOf(StoredFields other) {
        return SCHEDULE.stream().allMatch(field -> text(field).equals(other.text(field)));
    }

    boolean flag(Field field) {
        return Boolean.parseBoolean(text(field));
    }

    Map<String, String> toMap() {
        return Map.copyOf(values);
    }
}
