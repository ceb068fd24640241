package dev.carillon.gateway.vendor.aliyun.schedulerx;

import dev.carillon.core.job.Task;
import dev.carillon.core.job.TaskKind;
import dev.carillon.gateway.vendor.Field;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** JobType, ClassName, Content and XAttrs against {@link Task}. */
final class TaskMapping {

    private static final String VENDOR_NOMINAL = "#{schedule.timestamp}";
    private static final String VENDOR_DATA = "#{data.timestamp}";
    private static final String NOMINAL = "#{nominalMs}";
    private static final String DATA = "#{dataMs}";

    /** Attributes that would make a script run in another way or place than it does here. */
    private static final Set<String> SCRIPT_ATTRIBUTES_WITH_EFFECT = Set.of(
            "command", "image", "imagePullPolicy", "arch", "cpu", "memory", "autoCreateEip", "fileFormat", "resource");

    private TaskMapping() {}

    static TaskKind kind(String jobType) {
        return TaskKind.valueOf(jobType.toUpperCase(Locale.ROOT));
    }

    static String jobType(Task task) {
        return task.kind().name().toLowerCase(Locale.ROOT);
    }

    /** @throws BusinessException naming the parameter that is missing or wrong */
    static Task parse(TaskKind kind, String className, String content) {
        return switch (kind) {
            case JAVA -> new Task.Java(needed(Fields.CLASS_NAME, className, "java"), "");
            case SHELL -> new Task.Shell(script(needed(Fields.CONTENT, content, "shell")), List.of(), Map.of());
            case HTTP -> HttpAttribute.parse(needed(Fields.CONTENT, content, "http"));
        };
    }

    /** The task with what was sent in place of what it had; what only the native form can say stays. */
    static Task change(Task task, Optional<String> className, Optional<String> content) {
        return switch (task) {
            case Task.Java java
            when className.isPresent() -> new Task.Java(needed(Fields.CLASS_NAME, className.get(), "java"), java.jar());
            case Task.Shell shell
            when content.isPresent() ->
                new Task.Shell(
                        script(needed(Fields.CONTENT, content.get(), "shell")), shell.arguments(), shell.environment());
            case Task.Http http when content.isPresent() -> parse(TaskKind.HTTP, "", content.get());
            case Task.Java java -> java;
            case Task.Shell shell -> shell;
            case Task.Http http -> http;
            case Task.Plan plan -> plan;
        };
    }

    static String className(Task task, StoredFields stored) {
        return task instanceof Task.Java java ? java.className() : stored.text(Fields.CLASS_NAME);
    }

    /** The text that was given, as long as it still says what the job does: another API may have changed the job. */
    static String content(Task task, StoredFields stored) {
        String given = stored.text(Fields.CONTENT);
        return switch (task) {
            case Task.Java java -> given;
            case Task.Shell shell -> says(given, shell) ? given : vendorScript(shell.script());
            case Task.Http http -> says(given, http) ? given : HttpAttribute.describe(http);
            // Made by another API; this one has no words for it.
            case Task.Plan plan -> given;
        };
    }

    /** @throws BusinessException naming XAttrs */
    static void checkAttributes(TaskKind kind, String xAttrs) {
        if (xAttrs.isBlank()) {
            return;
        }
        HttpAttribute.object(Fields.X_ATTRS.name(), xAttrs).properties().forEach(attribute -> {
            String name = attribute.getKey();
            boolean elsewhere =
                    name.equals("executor") && !attribute.getValue().asText().equalsIgnoreCase("agent");
            if (kind == TaskKind.SHELL && (elsewhere || SCRIPT_ATTRIBUTES_WITH_EFFECT.contains(name))) {
                throw BusinessException.parameter(
                        Fields.X_ATTRS.name(), "'" + name + "' of a shell job is not served yet");
            }
        });
    }

    private static boolean says(String content, Task task) {
        try {
            return !content.isBlank() && parse(task.kind(), "", content).equals(task);
        } catch (BusinessException | IllegalArgumentException e) {
            // Not written by this API: the job itself says what it does.
            return false;
        }
    }

    private static String script(String content) {
        return content.replace(VENDOR_NOMINAL, NOMINAL).replace(VENDOR_DATA, DATA);
    }

    private static String vendorScript(String script) {
        return script.replace(NOMINAL, VENDOR_NOMINAL).replace(DATA, VENDOR_DATA);
    }

    private static String needed(Field field, String value, String jobType) {
        if (value.isBlank()) {
            throw BusinessException.parameter(field.name(), "is mandatory when JobType is " + jobType);
        }
        return value;
    }
}
