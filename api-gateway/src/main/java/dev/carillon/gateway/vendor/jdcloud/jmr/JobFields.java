package dev.carillon.gateway.vendor.jdcloud.jmr;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.FieldType;
import java.util.List;
import java.util.stream.Stream;

/** A job in requests: to be saved, as a filter, and what executeJob says of the run it wants. */
final class JobFields {

    /** In lower case; any is taken. */
    static final List<String> JOB_TYPES = List.of("shell", "http", "java");

    /** Each step of a plan may be tried again so often, and jobs become steps. */
    private static final int MAX_RETRIES = 100;

    private static final FieldType ARGUMENTS = new FieldType.Text(JobDefinition.MAX_PARAMETERS_BYTES);
    private static final FieldType SMALL_NUMBER = new FieldType.Loose(new FieldType.Whole(0, 1000));
    private static final String OF_WORKFLOWS = "has to do with workflows, which are not served; given back";

    static final Field ID =
            Field.honoured(name("jobId"), Fields.ID, "the job to change").mandatory();
    static final Field NAME = Field.honoured(name("jobName"), Fields.TEXT, "the name, once in a region");
    static final Field TYPE =
            Field.honoured(name("jobType"), new FieldType.Word(JOB_TYPES, List.of()), "what location is");
    static final Field LOCATION = Field.honoured(
            name("location"),
            new FieldType.Text(Task.Shell.MAX_SCRIPT_BYTES - 1024),
            "shell: the absolute path of a script on the worker, or the script itself; http: the URL; java: the class, or"
                    + " <jar file>#<class>");
    static final Field PARAMS = Field.honoured(
            name("params"),
            ARGUMENTS,
            "shell: the arguments, split on blanks; http: the body; java: the parameters; dates such as"
                    + " ${standard_date-1d} and ${yyyyMMdd} are filled in");
    static final Field JOB_ARGS = Field.honoured(name("jobArgs"), ARGUMENTS, "another name of params");
    static final Field RETRY_TIMES = Field.honoured(
            name("retryTimes"), new FieldType.Loose(new FieldType.Whole(0, MAX_RETRIES)), "retries after a failure");
    static final Field IS_SEND_MSG =
            Field.honoured(name("isSendMsg"), new FieldType.Loose(new FieldType.Flag()), "alert on failure");
    static final Field DATA_CENTER = Field.honoured(name("dataCenter"), Fields.TEXT, Fields.IN_THIS_REGION);
    static final Field CLUSTER_ID =
            Field.honoured(name("clusterId"), Fields.TEXT, "the cluster, whose workers run the job");
    static final Field CLUSTER_NAME = Field.stored(name("clusterName"), Fields.TEXT, "given back");
    static final Field AZ = Field.stored(name("az"), Fields.TEXT, "given back; getJobList can filter by it");
    static final Field GROUP = Field.stored(name("jobGroup"), Fields.TEXT, "given back");
    static final Field TRIGGER = Field.stored(name("jobTrigger"), Fields.TEXT, "given back");
    static final Field SELF_DEPENDENCE = Field.stored(name("isSelfDependence"), SMALL_NUMBER, OF_WORKFLOWS);
    static final Field VIRTUAL_TASK = Field.stored(name("isVirtualTask"), SMALL_NUMBER, OF_WORKFLOWS);
    static final Field SCHEDULE_TYPE = Field.stored(name("taskScheduleType"), SMALL_NUMBER, OF_WORKFLOWS);

    static final Field STATUS_FILTER =
            Field.honoured(name("jobStatus"), Fields.TEXT, "only jobs of this status, in any case");
    static final Field ORDER_BY = Field.honoured(name("orderBy"), Fields.TEXT, "as selectParams.orderBy");

    /** Kept as they were given. */
    static final List<Field> STORED =
            List.of(CLUSTER_NAME, AZ, GROUP, TRIGGER, SELF_DEPENDENCE, VIRTUAL_TASK, SCHEDULE_TYPE);

    /** Kept as they were given, besides being honoured. */
    static final List<Field> TASK = List.of(TYPE, LOCATION);

    private static final List<Field> SAVE = List.of(
            RETRY_TIMES,
            IS_SEND_MSG,
            PARAMS,
            JOB_ARGS,
            DATA_CENTER,
            CLUSTER_ID,
            CLUSTER_NAME,
            AZ,
            GROUP,
            TRIGGER,
            SELF_DEPENDENCE,
            VIRTUAL_TASK,
            SCHEDULE_TYPE,
            Field.refused(
                    name("cronExpression"), "a job has no schedule of its own; createCronJob makes a plan of jobs"),
            Field.noEffect(name("id"), Fields.ANYTHING, Fields.AN_OUTPUT),
            Field.noEffect(name("jobStatus"), Fields.ANYTHING, Fields.AN_OUTPUT),
            Field.noEffect(name("userpin"), Fields.ANYTHING, Fields.AN_OUTPUT),
            Field.noEffect(name("createTime"), Fields.ANYTHING, Fields.AN_OUTPUT),
            Field.noEffect(name("clusterStatus"), Fields.ANYTHING, Fields.AN_OUTPUT),
            Field.noEffect(name("orderBy"), Fields.ANYTHING, "is about lists"));

    static final List<Field> CREATE = Stream.concat(
                    Stream.of(
                            Field.refused(name("jobId"), "is given by the server; modifyJob changes a job"),
                            NAME.mandatory(),
                            TYPE.mandatory(),
                            LOCATION.mandatory()),
                    SAVE.stream())
            .toList();

    static final List<Field> MODIFY =
            Stream.concat(Stream.of(ID, NAME, TYPE, LOCATION), SAVE.stream()).toList();

    static final List<Field> FILTER = List.of(
            Field.honoured(name("jobId"), Fields.ID_OR_NONE, "only this job"),
            Field.honoured(name("jobName"), Fields.TEXT, "only jobs whose names hold this text"),
            Field.honoured(name("jobType"), Fields.TEXT, "only jobs of this type, in any case"),
            STATUS_FILTER,
            DATA_CENTER,
            Field.honoured(name("clusterId"), Fields.TEXT, "only jobs of this cluster"),
            Field.honoured(name("clusterName"), Fields.TEXT, "only jobs with this value"),
            Field.honoured(name("az"), Fields.TEXT, "only jobs with this value"),
            ORDER_BY,
            Field.refused(name("id"), Fields.NO_FILTER),
            Field.refused(name("location"), Fields.NO_FILTER),
            Field.refused(name("params"), Fields.NO_FILTER),
            Field.refused(name("jobArgs"), Fields.NO_FILTER),
            Field.refused(name("retryTimes"), Fields.NO_FILTER),
            Field.refused(name("isSendMsg"), Fields.NO_FILTER),
            Field.refused(name("jobGroup"), Fields.NO_FILTER),
            Field.refused(name("jobTrigger"), Fields.NO_FILTER),
            Field.refused(name("cronExpression"), Fields.NO_FILTER),
            Field.refused(name("isSelfDependence"), Fields.NO_FILTER),
            Field.refused(name("isVirtualTask"), Fields.NO_FILTER),
            Field.refused(name("taskScheduleType"), Fields.NO_FILTER),
            Field.refused(name("userpin"), Fields.NO_FILTER),
            Field.refused(name("createTime"), Fields.NO_FILTER),
            Field.refused(name("clusterStatus"), Fields.NO_FILTER));

    static final Field TASK_JOB_ID =
            Field.honoured(task("jobId"), Fields.ID, "the job to run").mandatory();
    static final Field TASK_DATA_CENTER = Field.honoured(task("dataCenter"), Fields.TEXT, Fields.IN_THIS_REGION);

    static final List<Field> EXECUTE = List.of(
            Field.honoured("clusterId", Fields.TEXT, "must be the job's cluster"),
            TASK_JOB_ID,
            TASK_DATA_CENTER,
            Field.refused(task("planId"), "executeJob runs a job by itself; runCronJobOnce runs a plan"),
            Field.refused(task("workflowId"), "workflows are not served"),
            Field.refused(task("workflowInstanceId"), "workflows are not served"),
            Field.noEffect(task("id"), Fields.ANYTHING, Fields.AN_OUTPUT),
            Field.noEffect(task("taskId"), Fields.ANYTHING, Fields.AN_OUTPUT),
            Field.noEffect(task("taskName"), Fields.ANYTHING, Fields.AN_OUTPUT),
            Field.noEffect(task("taskType"), Fields.ANYTHING, Fields.AN_OUTPUT),
            Field.noEffect(task("status"), Fields.ANYTHING, Fields.AN_OUTPUT),
            Field.noEffect(task("startTime"), Fields.ANYTHING, Fields.AN_OUTPUT),
            Field.noEffect(task("endTime"), Fields.ANYTHING, Fields.AN_OUTPUT),
            Field.noEffect(task("duration"), Fields.ANYTHING, Fields.AN_OUTPUT),
            Field.noEffect(task("userpin"), Fields.ANYTHING, Fields.AN_OUTPUT));

    private JobFields() {}

    private static String name(String field) {
        return Fields.JOB_MODEL + field;
    }

    private static String task(String field) {
        return Fields.TASK_MODEL + field;
    }
}
