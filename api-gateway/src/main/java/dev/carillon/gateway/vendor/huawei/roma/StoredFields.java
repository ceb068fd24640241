package dev.carillon.gateway.vendor.huawei.roma;

import dev.carillon.core.job.JobDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a job keeps for this API alone. Read leniently: somebody may have changed the job through the native API. */
final class StoredFields {

    static final String TASK_TYPE = "task_type";
    static final String SOURCE_DATASOURCE_ID = "source_datasource_id";
    static final String TARGET_DATASOURCE_ID = "target_datasource_id";
    static final String TASK_TAG = "task_tag";
    static final String TASK_DETAIL = "task_detail";

    private static final String PREFIX = "roma.";

    private final Map<String, String> values;

    /** @param vendorFields all of a job's; copied */
    StoredFields(Map<String, String> vendorFields) {
        this.values = new LinkedHashMap<>(vendorFields);
    }

    static StoredFields of(JobDefinition job) {
        return new StoredFields(job.vendorFields());
    }

    /** Empty when it is not there. */
    String text(String name) {
        return values.getOrDefault(PREFIX + name, "");
    }

    Optional<Long> number(String name) {
        String text = text(name);
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /** An empty text removes the value. */
    StoredFields put(String name, String value) {
        if (value.isEmpty()) {
            values.remove(PREFIX + name);
        } else {
            values.put(PREFIX + name, value);
        }
        return this;
    }

    Map<String, String> toMap() {
        return Map.copyOf(values);
    }
}
