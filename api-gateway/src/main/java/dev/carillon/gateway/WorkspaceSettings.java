package dev.carillon.gateway;

import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.nativeapi.TaskJson;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.WorkspaceTemplates;
import dev.carillon.kafka.settings.Setting;
import dev.carillon.kafka.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings that bind the task types of Huawei Workspace to tasks, one for each type. */
final class WorkspaceSettings {

    private WorkspaceSettings() {}

    /** Of application servers, then of desktops: the words of the vendor's SDK 3.1.143. */
    static final List<String> TYPES = List.of(
            "START_SERVER",
            "STOP_SERVER",
            "RESTART_SERVER",
            "REINSTALL_OS",
            "START",
            "STOP",
            "REBOOT",
            "HIBERNATE",
            "REBUILD",
            "EXECUTE_SCRIPT",
            "CREATE_SNAPSHOT");

    static final List<Setting<Optional<Task>>> ALL =
            TYPES.stream().map(WorkspaceSettings::setting).toList();

    /** @param settings parsed from {@link #ALL} among others */
    static WorkspaceTemplates of(Settings settings) {
        Map<String, Task> bound = new HashMap<>();
        for (int i = 0; i < TYPES.size(); i++) {
            String type = TYPES.get(i);
            settings.get(ALL.get(i)).ifPresent(task -> bound.put(type, task));
        }
        return new WorkspaceTemplates(bound);
    }

    /** Not shown anywhere: the headers of an HTTP task may hold a token. */
    private static Setting<Optional<Task>> setting(String type) {
        return new Setting<>(
                WorkspaceTemplates.settingName(type),
                "task of the native API as JSON",
                Optional.of(""),
                WorkspaceSettings::parse,
                "What a Huawei Workspace task of type " + type + " runs for each target: a shell or http task, such as "
                        + "`{\"shell\":{\"script\":\"…$STEP_TARGET_ID…\"}}`. Empty: tasks of this type are refused.",
                true);
    }

    private static Optional<Task> parse(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Task task;
        try {
            task = TaskJson.parse(text);
        } catch (ApiException e) {
            throw wrong(e.error().message(), e);
        } catch (InvalidDefinitionException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
        return switch (task) {
            case Task.Shell shell -> Optional.of(shell);
            case Task.Http http -> Optional.of(http);
            case Task.Java java -> throw new IllegalArgumentException("must be a shell or http task, not java");
            case Task.Plan plan -> throw new IllegalArgumentException("must be a shell or http task, not a plan");
        };
    }

    private static IllegalArgumentException wrong(String problem, RuntimeException cause) {
        return new IllegalArgumentException("must be a task of the native API as JSON: " + problem, cause);
    }
}
