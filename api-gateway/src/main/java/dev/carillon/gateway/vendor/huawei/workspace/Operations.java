package dev.carillon.gateway.vendor.huawei.workspace;

import static dev.carillon.gateway.vendor.huawei.workspace.Fields.*;

import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.rest.RestOperation;
import java.util.List;
import java.util.stream.Stream;

/** The operations by the names of the vendor's SDKs: first those of application servers, then those of desktops. */
final class Operations {

    private Operations() {}

    private static final String SERVERS = "/v1/{project_id}/schedule-task";
    private static final String DESKTOPS = "/v2/{project_id}/scheduled-tasks";

    private static final List<Field> TIMES = List.of(
            DAY_INTERVAL, WEEK_LIST, MONTH_LIST, DATE_LIST, TIME_ZONE, SCHEDULED_DATE, SCHEDULED_TIME, EXPIRE_TIME);
    private static final List<Field> DESKTOP_TIMES = Stream.concat(
                    TIMES.stream(), Stream.of(LIFE_CYCLE_TYPE, GRAY_COUNT, GRAY_DESKTOPS, GRAY_THRESHOLD))
            .toList();
    private static final List<Field> TARGET = List.of(TARGET_TYPE, TARGET_ID, TARGET_NAME);
    private static final List<Field> OBJECT = List.of(OBJECT_TYPE, OBJECT_ID, OBJECT_NAME);

    static final RestOperation CREATE = RestOperation.writing("createScheduleTask", "POST", SERVERS)
            .path(PROJECT_ID)
            .body(all(
                    List.of(SCHEDULED_TYPE.mandatory()),
                    TIMES,
                    List.of(TASK_NAME.mandatory(), TASK_TYPE.mandatory(), ENFORCEMENT, DESCRIPTION),
                    List.of(TARGET_INFOS.mandatory()),
                    TARGET));
    static final RestOperation UPDATE = RestOperation.writing("updateScheduleTask", "PATCH", SERVERS + "/{task_id}")
            .path(PROJECT_ID, TASK_ID)
            .body(all(
                    List.of(SCHEDULED_TYPE),
                    TIMES,
                    List.of(TASK_NAME, TASK_TYPE, ENFORCEMENT, DESCRIPTION, IS_ENABLE, TARGET_INFOS),
                    TARGET));
    static final RestOperation SHOW = RestOperation.reading("showScheduleTask", "GET", SERVERS + "/{task_id}")
            .path(PROJECT_ID, TASK_ID);
    static final RestOperation LIST = RestOperation.reading("listScheduleTasks", "GET", SERVERS)
            .path(PROJECT_ID)
            .query(OFFSET, LIMIT, BY_NAME, BY_TASK_TYPE);
    static final RestOperation DELETE = RestOperation.writing("deleteScheduleTask", "DELETE", SERVERS + "/{task_id}")
            .path(PROJECT_ID, TASK_ID);
    static final RestOperation BATCH_DELETE = RestOperation.writing(
                    "batchDeleteScheduleTask", "POST", SERVERS + "/actions/batch-delete")
            .path(PROJECT_ID)
            .body(ITEMS, ITEM);
    static final RestOperation HISTORY = RestOperation.reading(
                    "listTaskExecuteHistory", "GET", SERVERS + "/{task_id}/execute-history")
            .path(PROJECT_ID, TASK_ID)
            .query(OFFSET, LIMIT);
    static final RestOperation DETAIL = RestOperation.reading(
                    "listTaskExecuteDetail", "GET", SERVERS + "/{execute_history_id}/execute-detail")
            .path(PROJECT_ID, HISTORY_ID)
            .query(OFFSET, LIMIT);
    static final RestOperation FUTURE = RestOperation.reading(
                    "listFutureExecutions", "POST", SERVERS + "/future-executions")
            .path(PROJECT_ID)
            .body(all(List.of(SCHEDULED_TYPE.mandatory()), TIMES));

    static final RestOperation CREATE_DESKTOP = RestOperation.writing("createScheduledTasks", "POST", DESKTOPS)
            .path(PROJECT_ID)
            .body(all(
                    List.of(DESKTOP_SCHEDULED_TYPE.mandatory()),
                    DESKTOP_TIMES,
                    List.of(TASK_NAME.mandatory(), DESKTOP_TASK_TYPE.mandatory(), FORCE_EXECUTE, DESCRIPTION, ENABLE),
                    List.of(EXTRA_PARAMS, PRIORITY, IS_GRAY, WAIT_TIME, APPLY_OBJECTS.mandatory()),
                    OBJECT));
    static final RestOperation UPDATE_DESKTOP = RestOperation.writing(
                    "updateScheduledTasks", "PUT", DESKTOPS + "/{task_id}")
            .path(PROJECT_ID, TASK_ID)
            .body(all(
                    List.of(DESKTOP_SCHEDULED_TYPE),
                    DESKTOP_TIMES,
                    List.of(TASK_NAME, DESKTOP_TASK_TYPE, FORCE_EXECUTE, DESCRIPTION, ENABLE),
                    List.of(EXTRA_PARAMS, PRIORITY, IS_GRAY, WAIT_TIME, APPLY_OBJECTS),
                    OBJECT));
    static final RestOperation SHOW_DESKTOP = RestOperation.reading(
                    "showScheduledTasks", "GET", DESKTOPS + "/{task_id}")
            .path(PROJECT_ID, TASK_ID);
    static final RestOperation LIST_DESKTOP = RestOperation.reading("listScheduledTasks", "GET", DESKTOPS)
            .path(PROJECT_ID)
            .query(OFFSET, DESKTOP_LIMIT, BY_NAME, BY_TASK_TYPE, BY_SCHEDULED_TYPE, BY_LIFE_CYCLE, BY_LAST_STATUS);
    static final RestOperation DELETE_DESKTOP = RestOperation.writing(
                    "deleteScheduledTasks", "DELETE", DESKTOPS + "/{task_id}")
            .path(PROJECT_ID, TASK_ID);
    static final RestOperation BATCH_DELETE_DESKTOP = RestOperation.writing(
                    "batchDeleteScheduledTasks", "POST", DESKTOPS + "/batch-delete")
            .path(PROJECT_ID)
            .body(TASK_IDS, TASK_IDS_ITEM);
    static final RestOperation RECORDS = RestOperation.reading(
                    "listScheduledTasksRecords", "GET", DESKTOPS + "/{task_id}/records")
            .path(PROJECT_ID, TASK_ID)
            .query(OFFSET, LIMIT);
    static final RestOperation RECORD_DETAILS = RestOperation.reading(
                    "listScheduledTasksRecordsDetails", "GET", DESKTOPS + "/{task_id}/records/{record_id}")
            .path(PROJECT_ID, TASK_ID, RECORD_ID)
            .query(OFFSET, LIMIT);
    static final RestOperation FUTURE_DESKTOP = RestOperation.reading(
                    "listFutureExecutions (desktops)", "POST", DESKTOPS + "/future-executions")
            .path(PROJECT_ID)
            .body(all(List.of(DESKTOP_SCHEDULED_TYPE.mandatory()), DESKTOP_TIMES));

    static final List<RestOperation> ALL = List.of(
            CREATE,
            UPDATE,
            SHOW,
            LIST,
            DELETE,
            BATCH_DELETE,
            HISTORY,
            DETAIL,
            FUTURE,
            CREATE_DESKTOP,
            UPDATE_DESKTOP,
            SHOW_DESKTOP,
            LIST_DESKTOP,
            DELETE_DESKTOP,
            BATCH_DELETE_DESKTOP,
            RECORDS,
            RECORD_DETAILS,
            FUTURE_DESKTOP);

    @SafeVarargs
    private static List<Field> all(List<Field>... parts) {
        return Stream.of(parts).flatMap(List::stream).toList();
    }
}
