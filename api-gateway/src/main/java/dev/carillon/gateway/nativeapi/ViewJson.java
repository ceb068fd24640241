package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobArchive.JobChangeView;
import dev.carillon.gateway.service.JobArchive.SkippedFireView;
import dev.carillon.gateway.service.JobService.LogLine;
import dev.carillon.gateway.service.StepView;
import dev.carillon.gateway.service.WorkerView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the view knows, as JSON; a value that does not exist yet is left out. */
final class ViewJson {

    private ViewJson() {}

    static ObjectNode execution(ExecutionView execution) {
        ObjectNode json = StrictJson.object();
        json.put("id", execution.id().toString()).put("alias", execution.alias());
        json.put("jobId", execution.id().jobId().value()).put("revision", execution.revision());
        json.put("cause", execution.cause().name())
                .put("status", execution.status().name());
        json.put("nominalAt", execution.nominal().toString())
                .put("dueAt", execution.due().toString());
        json.put("dataAt", execution.data().toString());
        json.put("triggeredAt", execution.triggeredAt().toString());
        instant(json, "startedAt", execution.startedAt());
        instant(json, "endedAt", execution.endedAt());
        json.put("attempts", execution.attempts()).put("worker", execution.worker());
        json.put("parameters", execution.parameters()).put("result", execution.result());
        json.put("code", execution.code()).put("triggeredBy", execution.triggeredBy());
        return json.put("stoppedBy", execution.stoppedBy());
    }

    static ObjectNode execution(ExecutionView execution, List<StepView> steps) {
        ObjectNode json = execution(execution);
        ArrayNode array = json.putArray("steps");
        steps.forEach(step -> array.add(step(step)));
        return json;
    }

    private static ObjectNode step(StepView step) {
        ObjectNode json = StrictJson.object();
        json.put("index", step.index()).put("key", step.key()).put("name", step.name());
        json.put("status", step.status().name());
        json.put("attempt", step.attempt()).put("tries", step.tries());
        json.put("startedAt", step.startedAt().toString());
        instant(json, "endedAt", step.endedAt());
        return json.put("result", step.result()).put("code", step.code());
    }

    static ObjectNode worker(WorkerView worker) {
        ObjectNode json = StrictJson.object();
        json.put("id", worker.id()).put("incarnation", worker.incarnation());
        texts(json.putArray("groups"), worker.groups());
        texts(json.putArray("labels"), worker.labels());
        ObjectNode slots = json.putObject("slots");
        worker.slots()
                .forEach((kind, places) ->
                        slots.putObject(kind).put("total", places.total()).put("busy", places.busy()));
        json.put("active", worker.active()).put("held", worker.held());
        json.put("host", worker.host()).put("pid", worker.pid()).put("version", worker.version());
        json.put("startedAt", worker.startedAt().toString())
                .put("beatAt", worker.beatAt().toString());
        return json.put("clockOffsetMs", worker.clockOffsetMs()).put("draining", worker.draining());
    }

    static ObjectNode skipped(SkippedFireView fire) {
        return StrictJson.object()
                .put("firstAt", fire.first().toString())
                .put("lastAt", fire.last().toString())
                .put("count", fire.count())
                .put("reason", fire.reason().name())
                .put("detail", fire.detail())
                .put("revision", fire.revision())
                .put("decidedAt", fire.at().toString());
    }

    static ObjectNode change(JobChangeView change, boolean withDefinition) {
        ObjectNode json = StrictJson.object()
                .put("kind", change.kind().name())
                .put("revision", change.revision())
                .put("at", change.at().toString())
                .put("by", change.by())
                .put("commandId", change.commandId())
                .put("effectiveAt", change.effective().toString());
        if (withDefinition) {
            json.set("definition", JobJson.write(change.definition()));
        }
        return json;
    }

    static ObjectNode line(LogLine line) {
        return StrictJson.object()
                .put("attempt", line.attempt())
                .put("at", line.at().toString())
                .put("text", line.text());
    }

    static <T> ObjectNode items(List<T> items, Function<T, ObjectNode> writer) {
        ObjectNode json = StrictJson.object();
        ArrayNode array = json.putArray("items");
        items.forEach(item -> array.add(writer.apply(item)));
        return json;
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static void instant(ObjectNode json, String name, Optional<Instant> instant) {
        instant.ifPresent(value -> json.put(name, value.toString()));
    }
}
