package dev.carillon.gateway.vendor.huawei.roma;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.json.StrictJson;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Tasks as the API answers them: whole, in the task list, in the monitoring list. */
final class TaskAnswer {

    private final ZoneId vendorZone;

    /** @param vendorZone in which the date of a task's creation is written */
    TaskAnswer(ZoneId vendorZone) {
        this.vendorZone = vendorZone;
    }

    /** The whole task, type and status as words in lower case. */
    static ObjectNode whole(JobDefinition job) {
        StoredFields stored = StoredFields.of(job);
        ObjectNode json = StrictJson.object();
        ObjectNode task = json.putObject("task");
        task.put("task_id", RomaId.TASK.of(job.id())).put("task_name", job.name());
        task.put("task_type", type(stored));
        task.put("status", TaskState.isRunning(job) ? "running" : "stop");
        task.put("project_id", job.namespace());
        put(task, "source_datasource_id", stored.text(StoredFields.SOURCE_DATASOURCE_ID));
        put(task, "target_datasource_id", stored.text(StoredFields.TARGET_DATASOURCE_ID));
        task.put("created_date", job.audit().createdAt().toEpochMilli());
        task.put("last_modified_date", job.audit().updatedAt().toEpochMilli());
        put(task, "description", job.description());
        put(task, "task_tag", stored.text(StoredFields.TASK_TAG));
        put(json, "task_detail", stored.text(StoredFields.TASK_DETAIL));
        return json;
    }

    /** An entry of the task list: type in upper case, status as a number, the day of creation. */
    ObjectNode brief(TaskState state) {
        JobDefinition job = state.job();
        ObjectNode json = common(state);
        json.put(
                "created_date",
                DateTimeFormatter.ISO_LOCAL_DATE.format(job.audit().createdAt().atZone(vendorZone)));
        json.put("version", Long.toString(job.revision()));
        json.put("last_modified_time", job.audit().updatedAt().toEpochMilli());
        return json;
    }

    /** An entry of the monitoring list. */
    static ObjectNode monitored(TaskState state) {
        ObjectNode json = common(state);
        state.newest().ifPresent(run -> {
            json.put("last_execute_time", run.startedAt().orElse(run.nominal()).toEpochMilli());
            json.put("position", RunStatus.POSITION);
        });
        Dispatch.of(state.job()).ifPresent(dispatch -> {
            json.put("use_quartz_cron", dispatch.usesCron());
            if (dispatch.usesCron()) {
                json.put("cron", dispatch.cron());
            } else {
                json.put("period", dispatch.period());
                dispatch.interval().ifPresent(interval -> json.put("dispatch_interval", interval));
            }
        });
        return json;
    }

    private static ObjectNode common(TaskState state) {
        JobDefinition job = state.job();
        StoredFields stored = StoredFields.of(job);
        ObjectNode json = StrictJson.object();
        json.put("task_id", RomaId.TASK.of(job.id())).put("task_name", job.name());
        json.put("task_type", type(stored).toUpperCase(Locale.ROOT));
        json.put("status", TaskState.isRunning(job) ? 1 : 0);
        json.put("execute_status", state.execute().name());
        put(json, "task_tag", stored.text(StoredFields.TASK_TAG));
        return json;
    }

    private static String type(StoredFields stored) {
        String type = stored.text(StoredFields.TASK_TYPE);
        return type.isEmpty() ? Guesses.TASK_TYPE : type;
    }

    private static void put(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }
}
