package dev.carillon.gateway.vendor.huawei.roma;

import static dev.carillon.gateway.vendor.Field.honoured;
import static dev.carillon.gateway.vendor.Field.stored;

import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.FieldType;
import java.util.List;

/** The parameters of the operations, and what becomes of each. */
final class RomaFields {

    private static final FieldType ID = new FieldType.Text(64);
    private static final FieldType TASK_TYPES = new FieldType.Word(List.of("timing", "realtime"), List.of());
    private static final FieldType EXECUTE_STATUSES =
            new FieldType.Word(List.of("unstarted", "waiting", "running", "success", "cancelled", "error"), List.of());
    private static final FieldType LIST_LIMIT = new FieldType.Whole(0, 1000);
    private static final FieldType MONITOR_LIMIT = new FieldType.Whole(0, 999_999);
    private static final FieldType POSITION = new FieldType.Whole(-999_999, 999_999);
    private static final FieldType MILLIS = new FieldType.Whole(0, 9_999_999_999_999L);

    static final Field PROJECT_ID =
            honoured("project_id", ID, "namespace of the jobs; any, if the access key may touch it");
    static final Field INSTANCE_ID = honoured("instance_id", ID, "group of the jobs, which chooses the workers; any");
    static final Field TASK_ID = honoured("task_id", ID, "the task; a task of another instance is not found");
    static final Field DISPATCH_ID = honoured("dispatch_id", ID, "the task's schedule");
    static final Field TRACKING_ID = honoured("tracking_id", ID, "the run, the id of an entry of the monitor logs");

    static final Field TASK = honoured("task", new FieldType.Group(), "what the task is called and belongs to")
            .mandatory();
    static final Field TASK_NAME = honoured(
                    "task.task_name",
                    new FieldType.Text(400),
                    "3 … 100 letters, digits, . _ -, a letter or digit first; need not be unique")
            .mandatory();
    static final Field TASK_TYPE = honoured(
            "task.task_type",
            TASK_TYPES,
            "in any case; a REALTIME task can be run but not have a schedule; default TIMING");
    static final Field SOURCE_DATASOURCE_ID =
            stored("task.source_datasource_id", ID, "given back, and a filter of the task list");
    static final Field TARGET_DATASOURCE_ID =
            stored("task.target_datasource_id", ID, "given back, and a filter of the task list");
    static final Field DESCRIPTION =
            honoured("task.description", new FieldType.Text(4 * Guesses.MAX_DESCRIPTION), "at most 1024 characters");
    static final Field TASK_TAG =
            stored("task.task_tag", ID, "letters, digits, _ -; given back, and a filter of the lists");
    static final Field TASK_DETAIL = honoured(
                    "task_detail",
                    new FieldType.Text(Guesses.MAX_TASK_DETAIL),
                    "a JSON object as text; its object job says what the task runs, all else is given back unchanged")
            .mandatory();

    static final Field START_DATETIME = honoured(
            "start_datetime",
            new FieldType.Free("epoch milliseconds, as a number or text, or an ISO-8601 instant"),
            "nothing fires before; an interval counts from here, default: now. An update without it keeps the old one");
    static final Field PERIOD = honoured(
            "period",
            new FieldType.Free("MIN, HOUR, DAY, WEEK or MON; empty with cron"),
            "unit of dispatch_interval; days, weeks and months are the calendar's in the gateway's vendor zone. Given back"
                    + " but not used with cron");
    static final Field DISPATCH_INTERVAL = honoured(
            "dispatch_interval",
            new FieldType.Loose(new FieldType.Whole(0, Guesses.MAX_INTERVAL)),
            "how many periods, from 1. Given back but not used with cron");
    static final Field REMARK =
            stored("remark", new FieldType.Text(144), "at most 36 characters; the least number is not enforced");
    static final Field USE_QUARTZ_CRON = honoured(
            "use_quartz_cron",
            new FieldType.Loose(new FieldType.Flag()),
            "cron instead of period and dispatch_interval");
    static final Field CRON = honoured(
            "cron",
            new FieldType.Text(255),
            "second (0), minute, hour, day, month, week; no year. Given back but not used without use_quartz_cron");
    static final Field CRON_TIMEZONE =
            honoured("cron_timezone", ID, "IANA name or offset; default: the gateway's vendor zone");

    static final Field ACTION_ID = honoured(
                    "action_id",
                    new FieldType.Word(List.of("start", "stop"), List.of()),
                    "start: the schedule fires again; stop: it does not, and runs that are live are stopped")
            .mandatory();
    static final Field LIST =
            honoured("list", new FieldType.Items(0, 10), "the tasks; each succeeds or fails for itself");
    static final Field LIST_TASK_ID = honoured("list[].task_id", ID, "the task");

    static final Field LIMIT = honoured("limit", LIST_LIMIT, "at most so many; default 10");
    static final Field OFFSET = honoured("offset", POSITION, "how many to leave out; less than 0 counts as 0");
    static final Field FILTER_TASK_ID = honoured("task_id", ID, "only this task");
    static final Field FILTER_NAME =
            honoured("name", new FieldType.Text(400), "only tasks whose name holds this, in this case");
    static final Field FILTER_TASK_NAME =
            honoured("task_name", new FieldType.Text(400), "only tasks whose name holds this, in this case");
    static final Field FILTER_STATUS =
            honoured("status", new FieldType.Whole(0, 1), "0 stopped or without schedule, 1 running");
    static final Field FILTER_TASK_TYPE = honoured("task_type", TASK_TYPES, "only tasks of this type");
    static final Field FILTER_SOURCE_DATASOURCE = honoured("source_datasource_id", ID, "only tasks with this source");
    static final Field FILTER_TARGET_DATASOURCE = honoured("target_datasource_id", ID, "only tasks with this target");
    static final Field FILTER_DATASOURCE = honoured("datasource_id", ID, "only tasks with this source or target");
    static final Field FILTER_EXECUTE_STATUS =
            honoured("execute_status", EXECUTE_STATUSES, "only tasks whose newest run stands so");
    static final Field FILTER_SOURCE_APP = honoured("source_app_id", ID, "tasks have no apps here: finds none");
    static final Field FILTER_TARGET_APP = honoured("target_app_id", ID, "tasks have no apps here: finds none");
    static final Field FILTER_TASK_TAG = honoured("task_tag", ID, "only tasks with this tag");
    static final Field FILTER_TASK_MODE = honoured(
            "task_mode",
            new FieldType.Word(List.of("normal", "cdc", "flow"), List.of()),
            "all tasks are NORMAL here: the others find none");
    static final Field SORT_FIELD = honoured(
            "sort_field", new FieldType.Word(List.of("created_date", "status"), List.of()), "default: CREATED_DATE");
    static final Field SORT_TYPE =
            honoured("sort_type", new FieldType.Word(List.of("asc", "desc"), List.of()), "default: DESC");

    static final Field MONITOR_OFFSET =
            honoured("offset", POSITION, "position of the first record, from 1; less counts as 1");
    static final Field MONITOR_PAGE_LIMIT =
            honoured("limit", MONITOR_LIMIT, "at most so many, and never more than 999; default 10");
    static final Field BEGIN_TIME = honoured("begin_time", MILLIS, "runs whose planned time is this or later");
    static final Field END_TIME = honoured("end_time", MILLIS, "runs whose planned time is before this");

    private RomaFields() {}
}
