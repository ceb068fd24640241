package dev.carillon.gateway.vendor.huawei.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.rest.RestValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a task is done to; one step of the job's plan.
 *
 * @param type in the vendor's words, such as SERVER_GROUP or ALL_DESKTOPS
 * @param id empty only for ALL_DESKTOPS
 * @param name perhaps empty
 */
record Target(String type, String id, String name) {

    private static final String ALL_DESKTOPS = "ALL_DESKTOPS";
    private static final String TYPE = "target_type";
    private static final String ID = "target_id";
    private static final String NAME = "target_name";
    private static final int MAX_ID = 255;

    /**
     * Those of a request. The vendor's page shows target_id as an array, its SDK sends a text; both are read.
     *
     * @throws ApiException naming the field
     */
    static List<Target> read(RestValues body, Family family) {
        List<Target> targets = new ArrayList<>();
        for (RestValues item : body.items(family.targets())) {
            String type = Words.upper(item.need(family.targetType()));
            String name = item.text(family.targetName()).orElse("");
            for (String id : ids(item, family, type)) {
                targets.add(new Target(type, id, name));
            }
        }
        check(targets, family);
        return targets;
    }

    private static List<String> ids(RestValues item, Family family, String type) {
        List<String> ids = new ArrayList<>();
        item.json(family.targetId()).ifPresent(value -> {
            for (JsonNode one : value.isArray() ? value : List.of(value)) {
                if (!one.isTextual() || one.textValue().length() > MAX_ID) {
                    throw item.invalid(family.targetId(), "must be texts of at most " + MAX_ID + " characters");
                }
                ids.add(one.textValue().strip());
            }
        });
        if (ids.isEmpty() && type.equals(ALL_DESKTOPS)) {
            return List.of("");
        }
        if (ids.isEmpty() || !type.equals(ALL_DESKTOPS) && ids.contains("")) {
            throw item.invalid(family.targetId(), "is missing");
        }
        return ids;
    }

    private static void check(List<Target> targets, Family family) {
        if (targets.size() > Guesses.MAX_TARGETS) {
            throw wrong(family, "must name at most " + Guesses.MAX_TARGETS + " targets, names " + targets.size());
        }
        Set<String> keys = new HashSet<>();
        for (Target target : targets) {
            if (!keys.add(target.key())) {
                throw wrong(family, "names " + target.key() + " twice");
            }
        }
    }

    private static ApiException wrong(Family family, String problem) {
        return new ApiException(ApiError.invalid(family.targets().name(), problem));
    }

    /** Of the job's plan; none when the job is no plan. */
    static List<Target> of(JobDefinition job) {
        return job.task() instanceof Task.Plan plan
                ? plan.steps().stream().map(Target::of).toList()
                : List.of();
    }

    private static Target of(Task.Step step) {
        Map<String, String> values = step.values();
        return new Target(values.getOrDefault(TYPE, ""), values.getOrDefault(ID, ""), values.getOrDefault(NAME, ""));
    }

    /** @param common values of every step */
    Task.Step step(Map<String, String> common) {
        Map<String, String> values = new TreeMap<>(common);
        values.put(TYPE, type);
        values.put(ID, id);
        values.put(NAME, name);
        return new Task.Step(key(), name, 0, values, "", 0);
    }

    /** Names it within its task. */
    String key() {
        return id.isEmpty() ? type : id;
    }
}
