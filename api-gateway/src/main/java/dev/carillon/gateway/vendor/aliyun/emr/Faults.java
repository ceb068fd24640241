package dev.carillon.gateway.vendor.aliyun.emr;

import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.aliyun.AliyunFault;
import java.util.Map;

/** Refusals in this product's words: HTTP 4xx, a code that is text, and a message that names the parameter. */
final class Faults {

    /** What the fields of the native form are called here. */
    private static final Map<String, String> VENDOR_NAMES = Map.of(
            "namespace", "ProjectId",
            "group", "ClusterId",
            "name", "Name",
            "description", "Description",
            "parameters", "Conf",
            "task.shell.script", "Params",
            "task.shell.environment", "EnvConf",
            "secrets", "CustomVariables",
            "dates.named", "ParamConf");

    private Faults() {}

    static AliyunFault wrong(Field field, String problem) {
        return wrong(field.name(), problem);
    }

    static AliyunFault wrong(String name, String problem) {
        return AliyunFault.invalidParameter(name + ": " + problem);
    }

    static AliyunFault of(InvalidDefinitionException e) {
        return AliyunFault.of(renamed(ApiError.invalid(e.field(), String.valueOf(e.getMessage()))));
    }

    static AliyunFault of(Action action, ApiError error) {
        return switch (error.category()) {
            case NOT_FOUND -> new AliyunFault(404, notFoundCode(action), error.message());
            case FORBIDDEN -> new AliyunFault(403, Guesses.FORBIDDEN, error.message());
            case MALFORMED,
                    INVALID,
                    UNSUPPORTED,
                    UNAUTHENTICATED,
                    CONFLICT,
                    TOO_LARGE,
                    TOO_MANY,
                    INTERNAL,
                    UNAVAILABLE -> AliyunFault.of(renamed(error));
        };
    }

    static AliyunFault noJob(Field field, String id) {
        return new AliyunFault(
                404, Guesses.JOB_NOT_FOUND, field.name() + ": there is no job " + id + " in this project.");
    }

    static AliyunFault noInstance(Field field, String id) {
        return new AliyunFault(
                404, Guesses.INSTANCE_NOT_FOUND, field.name() + ": there is no instance " + id + " in this project.");
    }

    static AliyunFault noProject(String id) {
        return new AliyunFault(404, Guesses.PROJECT_NOT_FOUND, "ProjectId: there is no project " + id + ".");
    }

    /** The project is there, and not as the request needs it. */
    static AliyunFault wrongProject(String problem) {
        return AliyunFault.of(new ApiError(Category.CONFLICT, problem, Fields.THE_PROJECT.name()));
    }

    private static String notFoundCode(Action action) {
        return switch (action) {
            case CREATE_FLOW_PROJECT,
                    MODIFY_FLOW_PROJECT,
                    DESCRIBE_FLOW_PROJECT,
                    LIST_FLOW_PROJECT,
                    DELETE_FLOW_PROJECT -> Guesses.PROJECT_NOT_FOUND;
            case KILL_FLOW_JOB, DESCRIBE_FLOW_NODE_INSTANCE, DESCRIBE_FLOW_NODE_INSTANCE_LAUNCHER_LOG ->
                Guesses.INSTANCE_NOT_FOUND;
            case CREATE_FLOW_JOB,
                    MODIFY_FLOW_JOB,
                    DESCRIBE_FLOW_JOB,
                    LIST_FLOW_JOB,
                    CLONE_FLOW_JOB,
                    DELETE_FLOW_JOB,
                    SUBMIT_FLOW_JOB,
                    LIST_FLOW_JOB_HISTORY -> Guesses.JOB_NOT_FOUND;
        };
    }

    private static ApiError renamed(ApiError error) {
        String field = error.field();
        String prefix = field + ": ";
        String problem =
                error.message().startsWith(prefix) ? error.message().substring(prefix.length()) : error.message();
        return new ApiError(error.category(), problem, vendorName(field));
    }

    /** The longest native name that the field begins with: {@code dates.named.x} is a part of ParamConf. */
    private static String vendorName(String field) {
        for (String name = field; !name.isEmpty(); name = name.substring(0, Math.max(0, name.lastIndexOf('.')))) {
            String known = VENDOR_NAMES.get(name);
            if (known != null) {
                return known;
            }
        }
        return field;
    }

    /** What a change throws must be of the service's own kind. */
    static ApiError invalid(AliyunFault fault) {
        return ApiError.of(Category.INVALID, String.valueOf(fault.getMessage()));
    }
}
