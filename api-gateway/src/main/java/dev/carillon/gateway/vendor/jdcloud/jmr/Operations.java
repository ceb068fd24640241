package dev.carillon.gateway.vendor.jdcloud.jmr;

import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.FieldType;
import dev.carillon.gateway.vendor.rest.RestOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The operations by the vendor's names. The 1.x SDK repeats every variable of the path in the body and adds cookies, so every
 * body may hold those.
 */
final class Operations {

    private static final String REGION = "/v1/regions/{regionId}";
    private static final List<Field> NONE = List.of();
    private static final List<Field> PAGE = List.of(Fields.PAGE_NUM, Fields.PAGE_SIZE, Fields.ORDER_BY, Fields.STATUS);

    static final RestOperation CREATE_PLAN = write("createCronJob", "/cronJob:create", NONE, PlanFields.SAVE);
    static final RestOperation MODIFY_PLAN = write("modifyCronJob", "/cronJob:modify", NONE, PlanFields.SAVE);
    static final RestOperation DELETE_PLAN =
            write("deleteCronJob", "/cronJob/{planId}:delete", List.of(Fields.PLAN_ID), NONE);
    static final RestOperation PAUSE_PLAN =
            write("pauseCronJob", "/cronJob/{planId}:pause", List.of(Fields.PLAN_ID), NONE);
    static final RestOperation RESUME_PLAN =
            write("resumeCronJob", "/cronJob/{planId}:resume", List.of(Fields.PLAN_ID), NONE);
    static final RestOperation RUN_PLAN =
            write("runCronJobOnce", "/cronJob/{planId}:runOnce", List.of(Fields.PLAN_ID), NONE);
    static final RestOperation LIST_PLANS =
            read("getCronJobList", "/cronJob:list", NONE, both(PlanFields.FILTER, PAGE));
    static final RestOperation SHOW_PLAN =
            read("getCronJobDetail", "/cronJob/{planId}:detail", List.of(Fields.PLAN_ID), PAGE);
    /** The same by the SDK's path, where the page has the one above. */
    static final RestOperation SHOW_PLAN_BY_BODY =
            read("getCronJobDetail", "/cronJob:detail", NONE, both(List.of(Fields.PLAN_ID.mandatory()), PAGE));

    static final RestOperation COUNT_PLANS =
            read("getClusterCronJobCount", "/clusterCronJob/{clusterId}:count", List.of(Fields.CLUSTER_ID), NONE);
    static final RestOperation LIST_PLAN_TASKS =
            read("getCronJobTaskList", "/cronJobTask/plan/{planId}:list", List.of(Fields.PLAN_ID), PAGE);
    static final RestOperation LIST_PLAN_TASKS_OF_JOB = read(
            "getCronJobTaskListByJobId",
            "/cronJobTask/job/{jobId}:list",
            List.of(Fields.JOB_ID),
            both(List.of(Fields.PLAN_ID.mandatory()), PAGE));
    static final RestOperation LAST_PLAN_TASK = read(
            "getLastCronJobTask",
            "/lastCronJobTask/{jobId}",
            List.of(Fields.JOB_ID),
            List.of(Fields.PLAN_ID.mandatory()));
    static final RestOperation RUNNING_PLANS = RestOperation.reading(
                    "queryExecutingJobList", "GET", REGION + "/executingJob:list")
            .path(Fields.REGION)
            .body(Fields.REGION, Fields.COOKIES);
    static final RestOperation CHECK_PLAN_NAME =
            read("isValidPlanName", "/planName:valid", NONE, List.of(Fields.OWN_PLAN_ID, Fields.PLAN_NAME.mandatory()));

    static final RestOperation CREATE_JOB = write("createJob", "/job:create", NONE, JobFields.CREATE);
    static final RestOperation CREATE_AND_RUN_JOB =
            write("createAndExcuteJob", "/job:createAndExecute", NONE, JobFields.CREATE);
    static final RestOperation MODIFY_JOB = write("modifyJob", "/job:modify", NONE, JobFields.MODIFY);
    static final RestOperation DELETE_JOB = write("deleteJob", "/job/{jobId}:delete", List.of(Fields.JOB_ID), NONE);
    static final RestOperation RUN_JOB = write("executeJob", "/job:execute", NONE, JobFields.EXECUTE);
    static final RestOperation LIST_JOBS = read("getJobList", "/jobView:list", NONE, both(JobFields.FILTER, PAGE));
    static final RestOperation SHOW_JOB = read("showJobDetails", "/{jobId}:detail", List.of(Fields.JOB_ID), NONE);
    static final RestOperation LIST_JOB_TASKS = read("getTaskList", "/{jobId}/task:list", List.of(Fields.JOB_ID), PAGE);
    static final RestOperation JOB_TYPES = read("getJobTypeList", "/jobType:list", NONE, List.of(Fields.CLUSTER_ID));
    static final RestOperation COUNT_JOBS =
            read("getClusterJobCount", "/clusterJob/{clusterId}:count", List.of(Fields.CLUSTER_ID), NONE);
    static final RestOperation CHECK_JOB_NAME =
            read("isValidJobName", "/jobName:Validate", NONE, List.of(Fields.OWN_JOB_ID, Fields.JOB_NAME.mandatory()));

    /** Known so that they are refused by their names. */
    static final List<RestOperation> WORKFLOWS = List.of(
            workflow("saveWorkFlow", "/workflow:save"),
            workflow("runWorkFlow", "/{workflowId}:run"),
            workflow("deleteWorkFlow", "/{workflowId}:delete"),
            workflow("deleteWorkFlowTracker", "/tracker/{trackerId}:delete"),
            workflow("getWorkFlowList", "/{workflowName}:list"),
            workflow("getWorkFlowTrackerList", "/workFlowTracker:list"),
            workflow("wfInstanceDetail", "/wfInstance:detail"));

    private static final List<RestOperation> SERVED = List.of(
            CREATE_PLAN,
            MODIFY_PLAN,
            DELETE_PLAN,
            PAUSE_PLAN,
            RESUME_PLAN,
            RUN_PLAN,
            LIST_PLANS,
            SHOW_PLAN,
            SHOW_PLAN_BY_BODY,
            COUNT_PLANS,
            LIST_PLAN_TASKS,
            LIST_PLAN_TASKS_OF_JOB,
            LAST_PLAN_TASK,
            RUNNING_PLANS,
            CHECK_PLAN_NAME,
            CREATE_JOB,
            CREATE_AND_RUN_JOB,
            MODIFY_JOB,
            DELETE_JOB,
            RUN_JOB,
            LIST_JOBS,
            SHOW_JOB,
            LIST_JOB_TASKS,
            JOB_TYPES,
            COUNT_JOBS,
            CHECK_JOB_NAME);

    private Operations() {}

    static List<RestOperation> served() {
        return SERVED;
    }

    private static RestOperation read(String name, String path, List<Field> variables, List<Field> body) {
        return post(RestOperation.reading(name, "POST", REGION + path), variables, body);
    }

    private static RestOperation write(String name, String path, List<Field> variables, List<Field> body) {
        return post(RestOperation.writing(name, "POST", REGION + path), variables, body);
    }

    private static RestOperation post(RestOperation operation, List<Field> variables, List<Field> body) {
        List<Field> path = new ArrayList<>(variables);
        path.addFirst(Fields.REGION);
        return operation.path(path.toArray(Field[]::new)).body(both(both(path, List.of(Fields.COOKIES)), body));
    }

    private static RestOperation workflow(String name, String path) {
        RestOperation operation = RestOperation.reading(name, "POST", REGION + path);
        Field[] variables = Stream.of("workflowId", "workflowName", "trackerId")
                .filter(variable -> path.contains("{" + variable + "}"))
                .map(variable -> Field.honoured(variable, new FieldType.Text(1000), "not served"))
                .toArray(Field[]::new);
        return operation
                .path(both(List.of(Fields.REGION), List.of(variables)).toArray(Field[]::new))
                .lenient();
    }

    private static List<Field> both(List<Field> some, List<Field> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
