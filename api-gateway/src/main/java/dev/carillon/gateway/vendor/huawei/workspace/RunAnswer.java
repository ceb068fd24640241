package dev.carillon.gateway.vendor.huawei.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.service.StepView;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Runs and the targets in them as the operations of each family give them. What there is no value for is left out. */
final class RunAnswer {

    private static final String NOT_BEGUN = "the run ended before this target's turn";

    private final Times times;

    RunAnswer(Times times) {
        this.times = times;
    }

    ObjectNode server(Run run, Run.Counts counts) {
        ExecutionView view = run.execution();
        StoredFields stored = StoredFields.of(run.task());
        ObjectNode json = StrictJson.object();
        json.put("id", WorkspaceId.record(view.alias()));
        json.put("task_id", WorkspaceId.task(run.task().id()));
        json.put("task_type", stored.text(Fields.TASK_TYPE));
        json.put("status", RunStatus.ofServers(view.status()));
        json.put("scheduled_type", stored.text(Fields.SCHEDULED_TYPE));
        json.put("total_count", counts.total());
        json.put("success_count", counts.succeeded());
        json.put("failed_count", counts.failed());
        // The vendor's spelling.
        json.put("excuting_count", counts.running());
        json.put("time_zone", times.zoneText(stored));
        instant(json, "begin_time", view.startedAt());
        instant(json, "end_time", view.endedAt());
        json.put("create_time", Times.instant(view.triggeredAt()));
        return json;
    }

    ObjectNode serverPart(Run run, Run.Part part) {
        StoredFields stored = StoredFields.of(run.task());
        long alias = run.execution().alias();
        ObjectNode json = StrictJson.object();
        json.put("id", WorkspaceId.target(alias, part.index()));
        json.put("execute_id", WorkspaceId.record(alias));
        json.put("server_id", part.key());
        json.put("server_name", part.name());
        json.put("status", serverStatus(run, part));
        json.put("task_type", stored.text(Fields.TASK_TYPE));
        json.put("time_zone", times.zoneText(stored));
        instant(json, "begin_time", part.step().map(StepView::startedAt));
        instant(json, "end_time", part.step().flatMap(StepView::endedAt));
        result(run, part, json, "result_message");
        return json;
    }

    ObjectNode desktop(Run run, Run.Counts counts) {
        ExecutionView view = run.execution();
        StoredFields stored = StoredFields.of(run.task());
        List<Target> targets = Target.of(run.task());
        ObjectNode json = StrictJson.object();
        json.put("id", WorkspaceId.record(view.alias()));
        json.put("start_time", Times.local(view.startedAt().orElse(view.triggeredAt()), times.zone(stored)));
        json.put("task_type", stored.text(Fields.TASK_TYPE));
        json.put("scheduled_type", stored.text(Fields.SCHEDULED_TYPE));
        json.put("status", RunStatus.ofDesktops(view.status()));
        json.put("success_num", counts.succeeded());
        json.put("failed_num", counts.failed());
        json.put("skip_num", view.status().isFinal() ? counts.untouched() : 0);
        json.put("time_zone", times.zoneText(stored));
        json.put("execute_task_id", WorkspaceId.task(run.task().id()));
        json.put(
                "execute_object_type",
                targets.isEmpty() ? "" : targets.getFirst().type());
        return json;
    }

    ObjectNode desktopPart(Run run, Run.Part part) {
        StoredFields stored = StoredFields.of(run.task());
        ZoneId zone = times.zone(stored);
        long alias = run.execution().alias();
        ObjectNode json = StrictJson.object();
        json.put("id", WorkspaceId.target(alias, part.index()));
        json.put("record_id", WorkspaceId.record(alias));
        json.put("desktop_id", part.key());
        json.put("desktop_name", part.name());
        json.put("exec_status", desktopStatus(run, part));
        part.step().map(StepView::startedAt).ifPresent(at -> json.put("start_time", Times.local(at, zone)));
        part.step().flatMap(StepView::endedAt).ifPresent(at -> json.put("end_time", Times.local(at, zone)));
        json.put("time_zone", times.zoneText(stored));
        result(run, part, json, "fail_reason");
        return json;
    }

    private static String serverStatus(Run run, Run.Part part) {
        Status notBegun = run.execution().status().isFinal() ? Status.WITHDRAWN : Status.TRIGGERED;
        return RunStatus.ofServers(part.step().map(StepView::status).orElse(notBegun));
    }

    private static String desktopStatus(Run run, Run.Part part) {
        return part.step()
                .map(step -> RunStatus.ofDesktops(step.status()))
                .orElse(run.execution().status().isFinal() ? RunStatus.SKIP : Guesses.DESKTOP_RUNNING);
    }

    /** The code is the script's exit code or the status of the HTTP answer. */
    private static void result(Run run, Run.Part part, ObjectNode json, String message) {
        Optional<StepView> ended = part.step().filter(step -> step.status().isFinal());
        if (ended.isPresent()) {
            json.put("result_code", Integer.toString(ended.get().code()));
            json.put(message, ended.get().result());
        } else if (part.step().isEmpty() && run.execution().status().isFinal()) {
            json.put(message, NOT_BEGUN);
        }
    }

    private static void instant(ObjectNode json, String name, Optional<Instant> at) {
        at.ifPresent(value -> json.put(name, Times.instant(value)));
    }
}
