package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.Task;

/** Plans: what the steps run, and the steps. */
final class PlanJson {

    private PlanJson() {}

    static Task read(FieldReader fields) {
        return new Task.Plan(
                fields.objects("tasks").stream().map(TaskJson::read).toList(),
                fields.objects("steps").stream().map(PlanJson::step).toList(),
                fields.flag("stopOnFailure", true),
                fields.integer("parallelism", 1));
    }

    private static Task.Step step(FieldReader fields) {
        Task.Step step = new Task.Step(
                fields.text("key"),
                fields.text("name", ""),
                fields.integer("task", 0),
                fields.textMap("values"),
                fields.text("parameters", ""),
                fields.integer("retries", 0));
        fields.done();
        return step;
    }

    static void write(ObjectNode json, Task.Plan plan) {
        ArrayNode tasks = json.putArray("tasks");
        plan.tasks().forEach(task -> TaskJson.write(tasks.addObject(), task));
        ArrayNode steps = json.putArray("steps");
        for (Task.Step step : plan.steps()) {
            ObjectNode one = steps.addObject().put("key", step.key()).put("name", step.name());
            one.put("task", step.task());
            TaskJson.map(one.putObject("values"), step.values());
            one.put("parameters", step.parameters()).put("retries", step.retries());
        }
        json.put("stopOnFailure", plan.stopOnFailure()).put("parallelism", plan.parallelism());
    }
}
