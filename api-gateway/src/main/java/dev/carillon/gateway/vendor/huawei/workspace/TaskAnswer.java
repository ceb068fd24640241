package dev.carillon.gateway.vendor.huawei.workspace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.vendor.Field;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Tasks as the operations of each family give them: the models of the vendor's SDKs. What there is no value for is left out. */
final class TaskAnswer {

    private final Times times;

    TaskAnswer(Times times) {
        this.times = times;
    }

    /** @param newest how its newest run stands */
    ObjectNode server(JobDefinition task, Optional<Status> newest, Instant now) {
        StoredFields stored = StoredFields.of(task);
        ObjectNode json = named(task, stored);
        json.put("last_status", RunStatus.ofServers(newest));
        put(json, "task_cron", stored.text(StoredFields.TASK_CRON));
        next(json, task, stored, now);
        policy(json, stored);
        schedule(json, stored);
        expiry(task).ifPresent(at -> json.put("expire_time", Times.instant(at)));
        json.put("description", task.description());
        json.put("is_enable", task.enabled());
        json.put("create_time", Times.instant(task.audit().createdAt()));
        json.put("update_time", Times.instant(task.audit().updatedAt()));
        return json;
    }

    /** The definition alone. */
    ObjectNode serverDefinition(JobDefinition task) {
        StoredFields stored = StoredFields.of(task);
        ObjectNode json = named(task, stored);
        policy(json, stored);
        schedule(json, stored);
        expiry(task).ifPresent(at -> json.put("expire_time", Times.instant(at)));
        json.put("description", task.description());
        ArrayNode targets = json.putArray("target_infos");
        for (Target target : Target.of(task)) {
            ObjectNode one =
                    targets.addObject().put("target_type", target.type()).put("target_id", target.id());
            put(one, "target_name", target.name());
        }
        return json;
    }

    /** @param ended how its newest run that has ended did */
    ObjectNode desktop(JobDefinition task, Optional<Status> ended, Instant now) {
        StoredFields stored = StoredFields.of(task);
        ObjectNode json = named(task, stored);
        put(json, "scheduled_type", stored.text(Fields.SCHEDULED_TYPE));
        ended.ifPresent(status -> json.put("last_status", RunStatus.ofDesktops(status)));
        next(json, task, stored, now);
        json.put("enable", task.enabled());
        json.put("description", task.description());
        number(json, stored, Fields.PRIORITY);
        json.put("time_zone", times.zoneText(stored));
        number(json, stored, Fields.WAIT_TIME);
        return json;
    }

    /** The definition alone. */
    ObjectNode desktopDefinition(JobDefinition task) {
        StoredFields stored = StoredFields.of(task);
        ObjectNode json = named(task, stored);
        json.put("force_execute", stored.flag(Fields.FORCE_EXECUTE));
        schedule(json, stored);
        expiry(task).ifPresent(at -> json.put("expire_time", Times.local(at, times.zone(stored))));
        json.put("description", task.description());
        put(json, "extra_params", task.parameters());
        ArrayNode objects = json.putArray("apply_objects");
        for (Target target : Target.of(task)) {
            ObjectNode one = objects.addObject().put("object_type", target.type());
            put(one, "object_id", target.id());
            put(one, "object_name", target.name());
        }
        gray(json, stored);
        number(json, stored, Fields.WAIT_TIME);
        return json;
    }

    /** Of these two the vendor's model of the definition has none, its request has both: a client that knows them reads them. */
    private static void gray(ObjectNode json, StoredFields stored) {
        number(json, stored, Fields.PRIORITY);
        if (!stored.text(Fields.IS_GRAY).isEmpty()) {
            json.put("is_gray", stored.flag(Fields.IS_GRAY));
        }
        number(json, stored, Fields.GRAY_COUNT);
        String desktops = stored.text(Fields.GRAY_DESKTOPS);
        if (!desktops.isEmpty()) {
            ArrayNode ids = json.putArray("gray_desktop_ids");
            List.of(desktops.split("\n", -1)).forEach(ids::add);
        }
        number(json, stored, Fields.GRAY_THRESHOLD);
    }

    private static ObjectNode named(JobDefinition task, StoredFields stored) {
        ObjectNode json = StrictJson.object();
        json.put("id", WorkspaceId.task(task.id()));
        json.put("task_name", task.name());
        put(json, "task_type", stored.text(Fields.TASK_TYPE));
        return json;
    }

    private void next(ObjectNode json, JobDefinition task, StoredFields stored, Instant now) {
        if (task.enabled()) {
            ZoneId zone = times.zone(stored);
            task.nextFire(now).ifPresent(at -> json.put("next_execution_time", Times.local(at, zone)));
        }
    }

    private static void policy(ObjectNode json, StoredFields stored) {
        json.putObject("schedule_task_policy").put("enforcement_enable", stored.flag(Fields.ENFORCEMENT));
    }

    private void schedule(ObjectNode json, StoredFields stored) {
        put(json, "scheduled_type", stored.text(Fields.SCHEDULED_TYPE));
        number(json, stored, Fields.DAY_INTERVAL);
        put(json, "week_list", stored.text(Fields.WEEK_LIST));
        put(json, "month_list", stored.text(Fields.MONTH_LIST));
        put(json, "date_list", stored.text(Fields.DATE_LIST));
        json.put("time_zone", times.zoneText(stored));
        put(json, "scheduled_date", stored.text(Fields.SCHEDULED_DATE));
        put(json, "scheduled_time", stored.text(Fields.SCHEDULED_TIME));
    }

    /** From the bounds, which count, and not from the text that they were made from. */
    private static Optional<Instant> expiry(JobDefinition task) {
        return Optional.ofNullable(task.bounds().until());
    }

    private static void put(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    private static void number(ObjectNode json, StoredFields stored, Field field) {
        String text = stored.text(field);
        if (!text.isEmpty()) {
            json.put(field.name(), Integer.parseInt(text));
        }
    }
}
