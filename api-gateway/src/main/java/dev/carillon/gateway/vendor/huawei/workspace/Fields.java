package dev.carillon.gateway.vendor.huawei.workspace;

import static dev.carillon.gateway.vendor.Field.honoured;
import static dev.carillon.gateway.vendor.Field.refused;
import static dev.carillon.gateway.vendor.Field.stored;

import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.FieldType;
import java.util.List;

/**
 * What the operations take: the vendor's page of updateScheduleTask, and the models of its SDKs workspaceapp and workspace
 * 3.1.143. Names that both families have are one field here where they mean the same.
 */
final class Fields {

    private Fields() {}

    private static final FieldType ID = new FieldType.Text(64);
    private static final FieldType FLAG = new FieldType.Flag();
    private static final List<String> TYPES = List.of("fixed_time", "day", "week", "month");
    private static final String NO_EVENTS =
            "tasks that follow a desktop's life cycle are not served: there are no events of desktops here;"
                    + " schedule by FIXED_TIME, DAY, WEEK or MONTH";

    // Paths and queries
    static final Field PROJECT_ID = honoured("project_id", new FieldType.Text(255), "the namespace of the task");
    static final Field TASK_ID = honoured("task_id", ID, "the task");
    static final Field HISTORY_ID = honoured("execute_history_id", ID, "an id from listTaskExecuteHistory");
    static final Field RECORD_ID = honoured("record_id", ID, "an id from listScheduledTasksRecords");
    static final Field OFFSET = honoured("offset", new FieldType.Whole(0, 1_000_000), "how many to pass over; 0");
    static final Field LIMIT = honoured("limit", new FieldType.Whole(1, 100), "the most to give; 10");
    static final Field DESKTOP_LIMIT =
            honoured("limit", new FieldType.Whole(0, 50), "the most to give; 10, also for 0");
    static final Field BY_NAME = honoured("task_name", new FieldType.Text(256), "only names that hold this");
    static final Field BY_TASK_TYPE = honoured("task_type", ID, "only this type");
    static final Field BY_SCHEDULED_TYPE = honoured("scheduled_type", ID, "only this kind of schedule");
    static final Field BY_LIFE_CYCLE = honoured("life_cycle_type", ID, "no task has one, so none is given");
    static final Field BY_LAST_STATUS = honoured("last_status", ID, "only tasks whose last run ended so");

    // Schedules
    static final Field SCHEDULED_TYPE =
            honoured("scheduled_type", new FieldType.Word(TYPES, List.of()), "the kind of schedule");
    static final Field DESKTOP_SCHEDULED_TYPE = honoured(
            "scheduled_type",
            new FieldType.Word(TYPES, List.of("life_cycle")),
            "the kind of schedule; there are no events of desktops here for LIFE_CYCLE");
    static final Field DAY_INTERVAL = honoured(
            "day_interval",
            new FieldType.Whole(1, 31),
            "for DAY: every so many days, counted from the day of the task's creation; 1");
    static final Field WEEK_LIST =
            honoured("week_list", new FieldType.Text(64), "for WEEK: 1 (Sunday) … 7 (Saturday), separated by commas");
    static final Field MONTH_LIST =
            honoured("month_list", new FieldType.Text(64), "for MONTH: 1 … 12, separated by commas; every month");
    static final Field DATE_LIST = honoured(
            "date_list", new FieldType.Text(128), "for MONTH: 1 … 31 and L, the last day, separated by commas");
    static final Field TIME_ZONE =
            honoured("time_zone", ID, "of the schedule and of times in answers; gateway.vendor.zone");
    static final Field SCHEDULED_DATE = honoured("scheduled_date", ID, "for FIXED_TIME: yyyy-MM-dd");
    static final Field SCHEDULED_TIME = honoured("scheduled_time", ID, "HH:mm:ss, needed by every kind");
    static final Field EXPIRE_TIME = honoured(
            "expire_time",
            ID,
            "nothing is due from then on; 2026-03-07T10:40:43.858Z, or yyyy-MM-dd HH:mm:ss in time_zone");
    static final Field LIFE_CYCLE_TYPE = refused("life_cycle_type", NO_EVENTS);

    // Tasks
    static final Field TASK_NAME = honoured("task_name", new FieldType.Text(256), "1 … 64 characters");
    static final Field TASK_TYPE = honoured(
            "task_type",
            new FieldType.Word(List.of("start_server", "stop_server", "restart_server", "reinstall_os"), List.of()),
            "what is done to each target: what the setting workspace.task.TYPE binds");
    static final Field DESKTOP_TASK_TYPE = honoured(
            "task_type",
            new FieldType.Word(
                    List.of("start", "stop", "reboot", "hibernate", "rebuild", "execute_script", "create_snapshot"),
                    List.of()),
            "what is done to each target: what the setting workspace.task.TYPE binds");
    static final Field DESCRIPTION =
            honoured("description", new FieldType.Text(4 * Guesses.MAX_DESCRIPTION), "at most 255 characters");

    // Application servers
    static final Field ENFORCEMENT = honoured(
            "schedule_task_policy.enforcement_enable", FLAG, "reaches the bound task as the step value force; false");
    static final Field IS_ENABLE = honoured("is_enable", FLAG, "whether it is scheduled; true at creation");
    static final Field TARGET_INFOS = honoured(
            "target_infos", new FieldType.Items(1, Guesses.MAX_TARGETS), "what it is done to: one step for each");
    static final Field TARGET_TYPE = honoured(
                    "target_infos[].target_type",
                    new FieldType.Word(List.of("server", "server_group"), List.of()),
                    "reaches the bound task as the step value target_type")
            .mandatory();
    static final Field TARGET_ID = honoured(
                    "target_infos[].target_id",
                    new FieldType.Free("text, or an array of texts for several targets"),
                    "reaches the bound task as the step value target_id")
            .mandatory();
    static final Field TARGET_NAME = honoured(
            "target_infos[].target_name",
            new FieldType.Text(255),
            "reaches the bound task as the step value target_name");

    // Desktops
    static final Field FORCE_EXECUTE =
            honoured("force_execute", FLAG, "reaches the bound task as the step value force; false");
    static final Field ENABLE = honoured("enable", FLAG, "whether it is scheduled; true at creation");
    static final Field EXTRA_PARAMS = honoured(
            "extra_params",
            new FieldType.Text(Guesses.MAX_EXTRA_PARAMS),
            "the parameters of the run: CARILLON_PARAMETERS, #{parameters}");
    static final Field PRIORITY = stored("priority", new FieldType.Whole(1, 50), "given back");
    static final Field IS_GRAY = stored("is_gray", FLAG, "kept: all targets are worked on, never a part of them first");
    static final Field WAIT_TIME = honoured(
            "wait_time",
            new FieldType.Whole(0, 43_200),
            "reaches the bound task as the step value wait_time; nothing here waits so long");
    static final Field GRAY_COUNT = stored("gray_count", new FieldType.Whole(0, 1_000_000), "as is_gray");
    static final Field GRAY_DESKTOPS = stored("gray_desktop_ids[]", ID, "as is_gray");
    static final Field GRAY_THRESHOLD = stored("gray_fail_threshold", new FieldType.Whole(0, 1_000_000), "as is_gray");
    static final Field APPLY_OBJECTS = honoured(
            "apply_objects", new FieldType.Items(1, Guesses.MAX_TARGETS), "what it is done to: one step for each");
    static final Field OBJECT_TYPE = honoured(
                    "apply_objects[].object_type",
                    new FieldType.Word(List.of("desktop", "desktop_pool", "all_desktops", "desktop_tag"), List.of()),
                    "reaches the bound task as the step value target_type; what belongs to it is for that task to find")
            .mandatory();
    static final Field OBJECT_ID = honoured(
            "apply_objects[].object_id",
            new FieldType.Text(255),
            "reaches the bound task as the step value target_id; needed but for ALL_DESKTOPS");
    static final Field OBJECT_NAME = honoured(
            "apply_objects[].object_name",
            new FieldType.Text(255),
            "reaches the bound task as the step value target_name");

    // Batches
    static final Field ITEMS = honoured("items", new FieldType.Items(1, 20), "the tasks, all or none")
            .mandatory();
    static final Field ITEM = honoured("items[]", ID, "the id of a task").mandatory();
    static final Field TASK_IDS = honoured("task_ids", new FieldType.Items(1, 5000), "the tasks, all or none")
            .mandatory();
    static final Field TASK_IDS_ITEM =
            honoured("task_ids[]", ID, "the id of a task").mandatory();
}
