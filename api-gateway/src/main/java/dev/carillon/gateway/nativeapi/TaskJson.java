package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.HttpCheck;
import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.ApiException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Tasks: an object with one field, which names the kind. */
public final class TaskJson {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    private TaskJson() {}

    /**
     * A task by itself, such as a setting holds.
     *
     * @throws ApiException naming the field that is wrong, or INVALID when it is not JSON
     * @throws InvalidDefinitionException naming the field whose value a task must not have
     */
    public static Task parse(String json) {
        return read(new FieldReader(StrictJson.readObject(json.getBytes(StandardCharsets.UTF_8)), "task"));
    }

    static Task read(FieldReader json) {
        Task task = take(json);
        json.done();
        return task;
    }

    /** From an object that may have further fields. */
    static Task take(FieldReader json) {
        String kind = json.exactlyOne("shell", "http", "java", "plan");
        FieldReader fields = json.object(kind).orElseThrow();
        Task task = switch (kind) {
            case "shell" ->
                new Task.Shell(fields.text("script"), fields.texts("arguments"), fields.textMap("environment"));
            case "http" -> http(fields);
            case "java" -> new Task.Java(fields.text("className"), fields.text("jar", ""));
            case "plan" -> PlanJson.read(fields);
            default -> throw new IllegalStateException("not a kind of task: " + kind);
        };
        fields.done();
        return task;
    }

    private static Task http(FieldReader fields) {
        return new Task.Http(
                fields.text("url"),
                fields.text("method", "GET"),
                fields.textMap("headers"),
                fields.text("body", ""),
                fields.millis("connectTimeoutMs", CONNECT_TIMEOUT),
                fields.millis("readTimeoutMs", READ_TIMEOUT),
                fields.object("check").map(TaskJson::check).orElseGet(HttpCheck.Successful::new));
    }

    private static HttpCheck check(FieldReader json) {
        String kind = json.exactlyOne("statusIs", "jsonField", "bodyIs");
        json.done();
        return switch (kind) {
            case "statusIs" -> new HttpCheck.StatusIs(json.integer("statusIs", 0));
            case "jsonField" -> {
                FieldReader fields = json.object("jsonField").orElseThrow();
                HttpCheck check = new HttpCheck.JsonField(fields.text("field"), fields.text("value"));
                fields.done();
                yield check;
            }
            case "bodyIs" -> new HttpCheck.BodyIs(json.text("bodyIs"));
            default -> throw new IllegalStateException("not a kind of check: " + kind);
        };
    }

    static void write(ObjectNode task, Task value) {
        switch (value) {
            case Task.Shell shell -> {
                ObjectNode json = task.putObject("shell").put("script", shell.script());
                ArrayNode arguments = json.putArray("arguments");
                shell.arguments().forEach(arguments::add);
                map(json.putObject("environment"), shell.environment());
            }
            case Task.Http http -> write(task.putObject("http"), http);
            case Task.Java java ->
                task.putObject("java").put("className", java.className()).put("jar", java.jar());
            case Task.Plan plan -> PlanJson.write(task.putObject("plan"), plan);
        }
    }

    private static void write(ObjectNode json, Task.Http http) {
        json.put("url", http.url()).put("method", http.method());
        map(json.putObject("headers"), http.headers());
        json.put("body", http.body());
        json.put("connectTimeoutMs", http.connectTimeout().toMillis());
        json.put("readTimeoutMs", http.readTimeout().toMillis());
        switch (http.check()) {
            case HttpCheck.Successful any -> {}
            case HttpCheck.StatusIs status -> json.putObject("check").put("statusIs", status.status());
            case HttpCheck.JsonField field ->
                json.putObject("check")
                        .putObject("jsonField")
                        .put("field", field.field())
                        .put("value", field.value());
            case HttpCheck.BodyIs body -> json.putObject("check").put("bodyIs", body.body());
        }
    }

    /** In the order of the names, so that two readings of one job are equal. */
    static void map(ObjectNode json, Map<String, String> map) {
        new TreeMap<>(map).forEach(json::put);
    }
}
