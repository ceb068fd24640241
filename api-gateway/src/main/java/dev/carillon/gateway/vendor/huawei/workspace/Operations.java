package dev.carillon.gateway.vendor.huawei.workspace;

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
            Fields.DAY_INTERVAL,
            Fields.WEEK_LIST,
            Fields.MONTH_LIST,
            Fields.DATE_LIST,
            Fields.TIME_ZONE,
            Fields.SCHEDULED_DATE,
            Fields.SCHEDULED_TIME,
            Fields.EXPIRE_TIME);
    private static final List<Field> DESKTOP_TIMES = Stream.concat(
                    TIMES.stream(),
                    Stream.of(Fields.LIFE_CYCLE_TYPE, Fields.GRAY_COUNT, Fields.GRAY_DESKTOPS, Fields.GRAY_THRESHOLD))
            .toList();
    private static final List<Field> TARGET = List.of(Fields.TARGET_TYPE, Fields.TARGET_ID, Fields.TARGET_NAME);
    private static final List<Field> OBJECT = List.of(Fields.OBJECT_TYPE, Fields.OBJECT_ID, Fields.OBJECT_NAME);

    static final RestOperation CREATE = RestOperation.writing("createScheduleTask", "POST", SERVERS)
            .path(Fields.PROJECT_ID)
            .body(all(
                    List.of(Fields.SCHEDULED_TYPE.mandatory()),
                    TIMES,
                    List.of(
                            Fields.TASK_NAME.mandatory(),
                            Fields.TASK_TYPE.mandatory(),
                            Fields.ENFORCEMENT,
                            Fields.DESCRIPTION),
                    List.of(Fields.TARGET_INFOS.mandatory()),
                    TARGET));
    static final RestOperation UPDATE = RestOperation.writing("updateScheduleTask", "PATCH", SERVERS + "/{task_id}")
            .path(Fields.PROJECT_ID, Fields.TASK_ID)
            .body(all(
                    List.of(Fields.SCHEDULED_TYPE),
                    TIMES,
                    List.of(
                            Fields.TASK_NAME,
                            Fields.TASK_TYPE,
                            Fields.ENFORCEMENT,
                            Fields.DESCRIPTION,
                            Fields.IS_ENABLE,
                            Fields.TARGET_INFOS),
                    TARGET));
    static final RestOperation SHOW = RestOperation.reading("showScheduleTask", "GET", SERVERS + "/{task_id}")
            .path(Fields.PROJECT_ID, Fields.TASK_ID);
    static final RestOperation LIST = RestOperation.reading("listScheduleTasks", "GET", SERVERS)
            .path(Fields.PROJECT_ID)
            .query(Fields.OFFSET, Fields.LIMIT, Fields.BY_NAME, Fields.BY_TASK_TYPE);
    static final RestOperation DELETE = RestOperation.writing("deleteScheduleTask", "DELETE", SERVERS + "/{task_id}")
            .path(Fields.PROJECT_ID, Fields.TASK_ID);
    static final RestOperation BATCH_DELETE = RestOperation.writing(
                    "batchDeleteScheduleTask", "POST", SERVERS + "/actions/batch-delete")
            .path(Fields.PROJECT_ID)
            .body(Fields.ITEMS, Fields.ITEM);
    static final RestOperation HISTORY = RestOperation.reading(
                    "listTaskExecuteHistory", "GET", SERVERS + "/{task_id}/execute-history")
            .path(Fields.PROJECT_ID, Fields.TASK_ID)
            .query(Fields.OFFSET, Fields.LIMIT);
    static final RestOperation DETAIL = RestOperation.reading(
                    "listTaskExecuteDetail", "GET", SERVERS + "/{execute_history_id}/execute-detail")
            .path(Fields.PROJECT_ID, Fields.HISTORY_ID)
            .query(Fields.OFFSET, Fields.LIMIT);
    static final RestOperation FUTURE = RestOperation.reading(
                    "listFutureExecutions", "POST", SERVERS + "/future-executions")
            .path(Fields.PROJECT_ID)
            .body(all(List.of(Fields.SCHEDULED_TYPE.mandatory()), TIMES));

    static final RestOperation CREATE_DESKTOP = RestOperation.writing("createScheduledTasks", "POST", DESKTOPS)
            .path(Fields.PROJECT_ID)
            .body(all(
                    List.of(Fields.DESKTOP_SCHEDULED_TYPE.mandatory()),
                    DESKTOP_TIMES,
                    List.of(
                            Fields.TASK_NAME.mandatory(),
                            Fields.DESKTOP_TASK_TYPE.mandatory(),
                            Fields.FORCE_EXECUTE,
                            Fields.DESCRIPTION,
                            Fields.ENABLE),
                    List.of(
                            Fields.EXTRA_PARAMS,
                            Fields.PRIORITY,
                            Fields.IS_GRAY,
                            Fields.WAIT_TIME,
                            Fields.APPLY_OBJECTS.mandatory()),
                    OBJECT));
    static final RestOperation UPDATE_DESKTOP = RestOperation.writing(
                    "updateScheduledTasks", "PUT", DESKTOPS + "/{task_id}")
            .path(Fields.PROJECT_ID, Fields.TASK_ID)
            .body(all(
                    List.of(Fields.DESKTOP_SCHEDULED_TYPE),
                    DESKTOP_TIMES,
                    List.of(
                            Fields.TASK_NAME,
                            Fields.DESKTOP_TASK_TYPE,
                            Fields.FORCE_EXECUTE,
                            Fields.DESCRIPTION,
                            Fields.ENABLE),
                    List.of(
                            Fields.EXTRA_PARAMS,
                            Fields.PRIORITY,
                            Fields.IS_GRAY,
                            Fields.WAIT_TIME,
                            Fields.APPLY_OBJECTS),
                    OBJECT));
    static final RestOperation SHOW_DESKTOP = RestOperation.reading(
                    "showScheduledTasks", "GET", DESKTOPS + "/{task_id}")
            .path(Fields.PROJECT_ID, Fields.TASK_ID);
    static final RestOperation LIST_DESKTOP = RestOperation.reading("listScheduledTasks", "GET", DESKTOPS)
            .path(Fields.PROJECT_ID)
            .query(
                    Fields.OFFSET,
                    Fields.DESKTOP_LIMIT,
                    Fields.BY_NAME,
                    Fields.BY_TASK_TYPE,
                    Fields.BY_SCHEDULED_TYPE,
                    Fields.BY_LIFE_CYCLE,
                    Fields.BY_LAST_STATUS);
    static final RestOperation DELETE_DESKTOP = RestOperation.writing(
                    "deleteScheduledTasks", "DELETE", DESKTOPS + "/{task_id}")
            .path(Fields.PROJECT_ID, Fields.TASK_ID);
    static final RestOperation BATCH_DELETE_DESKTOP = RestOperation.writing(
                    "batchDeleteScheduledTasks", "POST", DESKTOPS + "/batch-delete")
            .path(Fields.PROJECT_ID)
            .body(Fields.TASK_IDS, Fields.TASK_IDS_ITEM);
    static final RestOperation RECORDS = RestOperation.reading(
                    "listScheduledTasksRecords", "GET", DESKTOPS + "/{task_id}/records")
            .path(Fields.PROJECT_ID, Fields.TASK_ID)
            .query(Fields.OFFSET, Fields.LIMIT);
    static final RestOperation RECORD_DETAILS = RestOperation.reading(
                    "listScheduledTasksRecordsDetails", "GET", DESKTOPS + "/{task_id}/records/{record_id}")
            .path(Fields.PROJECT_ID, Fields.TASK_ID, Fields.RECORD_ID)
            .query(Fields.OFFSET, Fields.LIMIT);
    static final RestOperation FUTURE_DESKTOP = RestOperation.reading(
                    "listFutureExecutions (desktops)", "POST", DESKTOPS + "/future-executions")
            .path(Fields.PROJECT_ID)
            .body(all(List.of(Fields.DESKTOP_SCHEDULED_TYPE.mandatory()), DESKTOP_TIMES));

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
