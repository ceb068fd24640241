package dev.carillon.gateway.service;

import dev.carillon.core.job.Task;
import java.util.Map;
import java.util.Optional;

/**
 * What the scheduled tasks of Huawei Workspace run. The vendor starts, stops and reinstalls machines of its own; here the
 * settings say for each type of task which script or HTTP request does that.
 *
 * @param bound by type, such as {@code RESTART_SERVER}; a type that is not in it cannot be scheduled
 */
public record WorkspaceTemplates(Map<String, Task> bound) {

    public WorkspaceTemplates {
        bound = Map.copyOf(bound);
    }

    /** @param type in upper case */
    public Optional<Task> find(String type) {
        return Optional.ofNullable(bound.get(type));
    }

    /** The setting that binds a type, such as {@code workspace.task.RESTART_SERVER}. */
    public static String settingName(String type) {
        return "workspace.task." + type;
    }
}
