package dev.carillon.kafka.codec;

import dev.carillon.core.job.HttpCheck;
import dev.carillon.core.job.Task;
import dev.carillon.proto.v1.HttpTask;
import dev.carillon.proto.v1.JavaTask;
import dev.carillon.proto.v1.JsonFieldCheck;
import dev.carillon.proto.v1.PlanTask;
import dev.carillon.proto.v1.ShellTask;
import dev.carillon.proto.v1.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a definition asks a worker to do. */
final class TaskCodec {

    private static final long DEFAULT_CONNECT_MS = 3_000;
    private static final long DEFAULT_READ_MS = 10_000;

    private static final Interner<Map<String, String>> MAPS = new Interner<>();
    private static final Interner<Task.Java> JAVA = new Interner<>();
    private static final Interner<HttpCheck> CHECKS = new Interner<>();
    private static final Interner<Duration> DURATIONS = new Interner<>();
    private static final Interner<String> WORDS = new Interner<>();

    private TaskCodec() {}

    static dev.carillon.proto.v1.Task toProto(Task task) {
        var wire = dev.carillon.proto.v1.Task.newBuilder();
        switch (task) {
            case Task.Shell shell ->
                wire.setShell(ShellTask.newBuilder()
                        .setScript(shell.script())
                        .addAllArguments(shell.arguments())
                        .putAllEnvironment(shell.environment()));
            case Task.Http http ->
                wire.setHttp(HttpTask.newBuilder()
                        .setUrl(http.url())
                        .setMethod(http.method())
                        .putAllHeaders(http.headers())
                        .setBody(http.body())
                        .setConnectTimeoutMs(http.connectTimeout().toMillis())
                        .setReadTimeoutMs(http.readTimeout().toMillis())
                        .setCheck(toProto(http.check())));
            case Task.Java java ->
                wire.setJava(
                        JavaTask.newBuilder().setClassName(java.className()).setJar(java.jar()));
            case Task.Plan plan -> wire.setPlan(plan(plan));
        }
        return wire.build();
    }

    static Task fromProto(dev.carillon.proto.v1.Task wire) {
        return switch (wire.getKindCase()) {
            case SHELL -> shell(wire.getShell());
            case HTTP -> http(wire.getHttp());
            case JAVA -> java(wire.getJava());
            case PLAN -> plan(wire.getPlan());
            case KIND_NOT_SET -> throw Fields.unset("task", "shell, http, java or plan");
        };
    }

    private static PlanTask plan(Task.Plan plan) {
        PlanTask.Builder wire =
                PlanTask.newBuilder().setStopOnFailure(plan.stopOnFailure()).setParallelism(plan.parallelism());
        plan.tasks().forEach(task -> wire.addTasks(toProto(task)));
        for (Task.Step step : plan.steps()) {
            wire.addSteps(Step.newBuilder()
                    .setKey(step.key())
                    .setName(step.name())
                    .setTask(step.task())
                    .putAllValues(step.values())
                    .setParameters(step.parameters())
                    .setRetries(step.retries()));
        }
        return wire.build();
    }

    private static Task plan(PlanTask wire) {
        if (wire.getTasksList().stream().anyMatch(dev.carillon.proto.v1.Task::hasPlan)) {
            // Before they are read: plans within plans within plans would be read without end.
            throw new UnreadableRecordException("task.plan.tasks", "must not be plans themselves");
        }
        List<Task> tasks =
                wire.getTasksList().stream().map(TaskCodec::fromProto).toList();
        return Fields.checked(() -> new Task.Plan(
                tasks,
                wire.getStepsList().stream().map(TaskCodec::step).toList(),
                wire.getStopOnFailure(),
                wire.getParallelism() == 0 ? 1 : wire.getParallelism()));
    }

    private static Task.Step step(Step wire) {
        return new Task.Step(
                wire.getKey(),
                wire.getName(),
                wire.getTask(),
                wire.getValuesMap(),
                wire.getParameters(),
                wire.getRetries());
    }

    /** One object for all jobs of a class, whose name is checked once. */
    private static Task java(JavaTask wire) {
        return JAVA.find(
                31 * wire.getClassName().hashCode() + wire.getJar().hashCode(),
                task -> task.className().equals(wire.getClassName())
                        && task.jar().equals(wire.getJar()),
                () -> Fields.checked(() -> new Task.Java(wire.getClassName(), wire.getJar())));
    }

    private static Task shell(ShellTask wire) {
        return Fields.checked(() -> new Task.Shell(
                WORDS.intern(wire.getScript()),
                wire.getArgumentsList(),
                MAPS.intern(Map.copyOf(wire.getEnvironmentMap()))));
    }

    private static Task http(HttpTask wire) {
        HttpCheck check = CHECKS.intern(check(wire.getCheck()));
        return Fields.checked(() -> new Task.Http(
                wire.getUrl(),
                wire.getMethod().isEmpty() ? "GET" : WORDS.intern(wire.getMethod()),
                MAPS.intern(Map.copyOf(wire.getHeadersMap())),
                WORDS.intern(wire.getBody()),
                millisOr(wire.getConnectTimeoutMs(), DEFAULT_CONNECT_MS),
                millisOr(wire.getReadTimeoutMs(), DEFAULT_READ_MS),
                check));
    }

    private static HttpCheck check(dev.carillon.proto.v1.HttpCheck wire) {
        return switch (wire.getKindCase()) {
            case STATUS_IS -> Fields.checked(() -> new HttpCheck.StatusIs(wire.getStatusIs()));
            case JSON_FIELD ->
                Fields.checked(() -> new HttpCheck.JsonField(
                        wire.getJsonField().getField(), wire.getJsonField().getValue()));
            case BODY_IS -> new HttpCheck.BodyIs(wire.getBodyIs());
            case KIND_NOT_SET -> new HttpCheck.Successful();
        };
    }

    private static dev.carillon.proto.v1.HttpCheck toProto(HttpCheck check) {
        var wire = dev.carillon.proto.v1.HttpCheck.newBuilder();
        switch (check) {
            case HttpCheck.Successful() -> wire.clearKind();
            case HttpCheck.StatusIs(int status) -> wire.setStatusIs(status);
            case HttpCheck.JsonField(String field, String value) ->
                wire.setJsonField(JsonFieldCheck.newBuilder().setField(field).setValue(value));
            case HttpCheck.BodyIs(String body) -> wire.setBodyIs(body);
        }
        return wire.build();
    }

    private static Duration millisOr(long ms, long defaultMs) {
        return DURATIONS.intern(Duration.ofMillis(ms == 0 ? defaultMs : ms));
    }
}
