package dev.carillon.gateway.vendor.huawei.roma;

import static dev.carillon.gateway.vendor.huawei.roma.RomaFields.*;

import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.rest.RestOperation;
import java.util.List;

/** The operations that are served, by the names of the vendor's SDK 3.1.143. */
public final class RomaOperations {

    private static final String INSTANCE = "/v2/{project_id}/fdi/instances/{instance_id}";
    private static final String TASKS = INSTANCE + "/tasks";
    private static final String ONE_TASK = TASKS + "/{task_id}";

    private static final List<Field> TASK_BODY = List.of(
            TASK, TASK_NAME, TASK_TYPE, SOURCE_DATASOURCE_ID, TARGET_DATASOURCE_ID, DESCRIPTION, TASK_TAG, TASK_DETAIL);
    private static final List<Field> DISPATCH_BODY =
            List.of(START_DATETIME, PERIOD, DISPATCH_INTERVAL, REMARK, USE_QUARTZ_CRON, CRON, CRON_TIMEZONE);

    static final RestOperation CREATE_TASK = RestOperation.writing("createCommonTask", "POST", TASKS)
            .path(PROJECT_ID, INSTANCE_ID)
            .body(TASK_BODY);
    static final RestOperation LIST_TASKS = RestOperation.reading("listTasks", "GET", TASKS)
            .path(PROJECT_ID, INSTANCE_ID)
            .query(
                    LIMIT,
                    OFFSET,
                    FILTER_TASK_ID,
                    FILTER_NAME,
                    FILTER_TASK_NAME,
                    FILTER_STATUS,
                    FILTER_TASK_TYPE,
                    FILTER_SOURCE_DATASOURCE,
                    FILTER_TARGET_DATASOURCE,
                    FILTER_DATASOURCE,
                    SORT_FIELD,
                    SORT_TYPE,
                    FILTER_EXECUTE_STATUS,
                    FILTER_SOURCE_APP,
                    FILTER_TARGET_APP,
                    FILTER_TASK_TAG,
                    FILTER_TASK_MODE);
    static final RestOperation SHOW_TASK = onTask(RestOperation.reading("showTask", "GET", ONE_TASK));
    static final RestOperation UPDATE_TASK =
            onTask(RestOperation.writing("updateTask", "PUT", ONE_TASK)).body(TASK_BODY);
    static final RestOperation DELETE_TASK = onTask(RestOperation.writing("deleteTask", "DELETE", ONE_TASK));
    static final RestOperation RUN_TASK = onTask(RestOperation.writing("runTask", "POST", ONE_TASK + "/run"));
    static final RestOperation STOP_TASK = onTask(RestOperation.writing("stopTask", "POST", ONE_TASK + "/terminate"));
    static final RestOperation BATCH = RestOperation.writing(
                    "batchStartOrStopTasks", "POST", INSTANCE + "/batch-operation/tasks")
            .path(PROJECT_ID, INSTANCE_ID)
            .body(ACTION_ID, LIST, LIST_TASK_ID);
    static final RestOperation CREATE_DISPATCH = onTask(
                    RestOperation.writing("createDispatches", "POST", ONE_TASK + "/dispatches"))
            .body(DISPATCH_BODY);
    static final RestOperation SHOW_DISPATCH =
            onTask(RestOperation.reading("showDispatches", "GET", ONE_TASK + "/dispatches"));
    static final RestOperation UPDATE_DISPATCH = RestOperation.writing(
                    "updateDispatches", "PUT", ONE_TASK + "/dispatches/{dispatch_id}")
            .path(PROJECT_ID, INSTANCE_ID, TASK_ID, DISPATCH_ID)
            .body(DISPATCH_BODY);
    static final RestOperation COUNT_TASKS = RestOperation.reading("countTasks", "GET", INSTANCE + "/statistics/tasks")
            .path(PROJECT_ID, INSTANCE_ID);
    static final RestOperation LIST_MONITOR_INFOS = RestOperation.reading(
                    "listMonitorInfos", "GET", INSTANCE + "/task-monitors")
            .path(PROJECT_ID, INSTANCE_ID)
            .query(MONITOR_OFFSET, MONITOR_PAGE_LIMIT, FILTER_TASK_NAME, FILTER_EXECUTE_STATUS);
    static final RestOperation LIST_MONITOR_LOG = onTask(
                    RestOperation.reading("listMonitorLog", "GET", ONE_TASK + "/monitor-logs"))
            .query(MONITOR_OFFSET, MONITOR_PAGE_LIMIT, BEGIN_TIME, END_TIME);
    /** By the name of the vendor's page; the SDK does not have it. */
    static final RestOperation SHOW_MONITOR_LOG = RestOperation.reading(
                    "showMonitorLogDetail", "GET", ONE_TASK + "/monitor-logs/{tracking_id}")
            .path(PROJECT_ID, INSTANCE_ID, TASK_ID, TRACKING_ID);

    private RomaOperations() {}

    /** For the documentation and for tests that must not leave one out. */
    public static List<RestOperation> all() {
        return List.of(
                CREATE_TASK,
                LIST_TASKS,
                SHOW_TASK,
                UPDATE_TASK,
                DELETE_TASK,
                RUN_TASK,
                STOP_TASK,
                BATCH,
                CREATE_DISPATCH,
                SHOW_DISPATCH,
                UPDATE_DISPATCH,
                COUNT_TASKS,
                LIST_MONITOR_INFOS,
                LIST_MONITOR_LOG,
                SHOW_MONITOR_LOG);
    }

    private static RestOperation onTask(RestOperation operation) {
        return operation.path(PROJECT_ID, INSTANCE_ID, TASK_ID);
    }
}
