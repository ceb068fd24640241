package dev.carillon.gateway.vendor.aliyun.emr;

import static dev.carillon.gateway.vendor.Field.honoured;
import static dev.carillon.gateway.vendor.Field.noEffect;
import static dev.carillon.gateway.vendor.Field.refused;
import static dev.carillon.gateway.vendor.Field.stored;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.FieldType;
import java.util.List;
import java.util.stream.Stream;

/** Every parameter of every action that is served. */
final class Fields {

    private Fields() {}

    private static final FieldType NAME_TEXT = new FieldType.Text(255);
    private static final FieldType LONG_TEXT = new FieldType.Text(10_000);
    private static final FieldType CONF = new FieldType.Text(Guesses.MAX_CONF_BYTES);
    private static final FieldType FLAG = new FieldType.Flag();
    private static final FieldType SECONDS = new FieldType.Whole(0, 300);
    private static final FieldType MILLIS = new FieldType.Whole(0, 7_258_118_400_000L);
    private static final FieldType LINE = new FieldType.Whole(Guesses.FIRST_LINE, 100_000_000);
    private static final FieldType LINES = new FieldType.Whole(1, Guesses.MAX_LOG_LINES);

    static final Field PROJECT_ID = honoured("ProjectId", NAME_TEXT, "where the job belongs; any text");
    static final Field ID = honoured("Id", NAME_TEXT, "the job, FJ- and 16 hexadecimal digits");
    static final Field JOB_ID = honoured("JobId", NAME_TEXT, "the job, FJ- and 16 hexadecimal digits");
    static final Field INSTANCE = honoured("Id", NAME_TEXT, "the instance, FJI- and 16 hexadecimal digits");
    static final Field INSTANCE_ID = honoured("InstanceId", NAME_TEXT, "only this instance, FJI-…");
    static final Field JOB_INSTANCE_ID = honoured("JobInstanceId", NAME_TEXT, "the instance, FJI-…");
    static final Field NODE_INSTANCE_ID = honoured("NodeInstanceId", NAME_TEXT, "the instance, FJI-…");

    static final Field NAME = honoured("Name", NAME_TEXT, "the name of the job, which need not be unique");
    static final Field DESCRIPTION = honoured("Description", LONG_TEXT, "for people");
    static final Field TYPE = honoured(
            "Type", NAME_TEXT, "SHELL; the other types need a cluster of their software and are refused by name");
    static final Field RESOURCE_PATH =
            stored("ResourceList.N.Path", new FieldType.Text(2000), "a SHELL job needs no resource; not fetched");
    static final Field RESOURCE_ALIAS = stored("ResourceList.N.Alias", NAME_TEXT, "given back with its Path");
    static final Field FAIL_ACT = stored(
            "FailAct",
            new FieldType.Word(List.of("continue", "stop"), List.of()),
            "what a failure means to the flow that the job is a node of: CONTINUE or STOP; a job that is submitted alone is "
                    + "no such node");
    static final Field MAX_RETRY =
            honoured("MaxRetry", new FieldType.Whole(0, 5), "retries after a failure, default 0");
    static final Field RETRY_INTERVAL = honoured("RetryInterval", SECONDS, "seconds between the attempts, default 0");
    static final Field RETRY_POLICY = stored("RetryPolicy", CONF, "reserved by the vendor");
    static final Field MAX_RUNNING_TIME_SEC = stored(
            "MaxRunningTimeSec", new FieldType.Whole(0, Integer.MAX_VALUE), "reserved by the vendor; ends nothing");
    static final Field PARAMS = honoured(
            "Params",
            new FieldType.Text(Task.Shell.MAX_SCRIPT_BYTES),
            "the script; ${yyyyMMdd-1d} and the like become dates of the schedule time, ${name} what ParamConf says");
    static final Field PARAM_CONF = honoured(
            "ParamConf",
            CONF,
            "a JSON object: names and what ${name} in Params becomes, in which dates are written too");
    static final Field CUSTOM_VARIABLES = honoured(
            "CustomVariables",
            new FieldType.Text(Guesses.MAX_VARIABLES_BYTES),
            "JSON with scope, entityId and variables; each is an environment variable of the script. One with "
                    + "properties.password true is kept encrypted and shown as ******; ****** in a change keeps it");
    static final Field ENV_CONF =
            honoured("EnvConf", new FieldType.Text(1024), "a JSON object: environment variables of the script");
    static final Field RUN_CONF = honoured(
            "RunConf",
            CONF,
            "a JSON object: priority 0 … 15 orders waiting jobs; userName, memory and cores are stored, what a worker "
                    + "gives to a script is its own setting");
    static final Field MONITOR_CONF = stored("MonitorConf", CONF, "a JSON object; for SPARK_STREAMING only");
    static final Field MODE = stored(
            "Mode",
            new FieldType.Word(List.of("yarn", "local"), List.of()),
            "YARN or LOCAL: on which node of a Hadoop cluster; workers are all alike");
    static final Field PARENT_CATEGORY = stored("ParentCategory", NAME_TEXT, "the folder; given back as CategoryId");
    static final Field ADHOC = stored("Adhoc", FLAG, "a temporary query; lists can filter by it");
    static final Field CLUSTER_ID =
            honoured("ClusterId", NAME_TEXT, "the group of workers that run it; without one, any that serve default");
    static final Field ALERT_CONF = stored("AlertConf", CONF, "reserved by the vendor");

    static final Field CLONE_NAME = honoured("Name", NAME_TEXT, "the name of the copy, default the same");
    static final Field CONF_OF_RUN = honoured(
            "Conf",
            new FieldType.Text(JobDefinition.MAX_PARAMETERS_BYTES),
            "a JSON object: reaches the script as $CARILLON_PARAMETERS");
    static final Field CLUSTER_OF_RUN = honoured(
            "ClusterId",
            NAME_TEXT,
            "the job's own; for a job without one any that no worker serves by name: the same workers run it then");
    static final Field HOST_NAME = honoured("HostName", NAME_TEXT, "id or host of the live worker to run on");
    static final Field NAMESPACE_OF_RUN = noEffect("Namespace", NAME_TEXT, "a job is found by its project and id");
    static final Field OWN_INSTANCE_ID =
            refused("JobInstanceId", "the id of an instance is given, not taken; leave it out");

    static final Field LIST_ID = honoured("Id", NAME_TEXT, "only this job");
    static final Field LIST_NAME = honoured("Name", NAME_TEXT, "only those of exactly this name");
    static final Field LIST_TYPE = honoured("Type", NAME_TEXT, "only those of this type; all are SHELL");
    static final Field LIST_ADHOC = honoured("Adhoc", FLAG, "only temporary queries, or only others");
    static final Field JOB_TYPE = honoured("JobType", NAME_TEXT, "only those of this type; all are SHELL");
    static final Field STATUS_LIST = honoured(
            "StatusList.N", new FieldType.Word(NodeStatus.words(), List.of()), "only instances that show one of them");
    static final Field TIME_RANGE = honoured(
            "TimeRange",
            NAME_TEXT,
            "{\"type\":\"range\",\"from\":ms,\"to\":ms}: only instances submitted then; each end may be left out");
    static final Field PAGE_NUMBER = honoured("PageNumber", new FieldType.Whole(1, 1_000_000), "from 1, default 1");
    static final Field PAGE_SIZE =
            honoured("PageSize", new FieldType.Whole(1, Guesses.MAX_PAGE_SIZE), "default " + Guesses.PAGE_SIZE);

    static final Field START = honoured("Start", LINE, "lines to leave out first, default 0");
    static final Field LOG_LINES = honoured("Lines", LINES, "lines to give, default " + Guesses.LOG_LINES);
    static final Field OFFSET = honoured("Offset", LINE, "the same as Start");
    static final Field LENGTH = honoured("Length", LINES, "the same as Lines");
    static final Field REVERSE = honoured("Reverse", FLAG, "newest line first; default false");
    static final Field START_TIME = honoured("StartTime", MILLIS, "epoch milliseconds: lines from then on");
    static final Field END_TIME = honoured("EndTime", MILLIS, "epoch milliseconds: lines before then");

    static final Field PROJECT_NAME = honoured("Name", NAME_TEXT, "the name of the project, which need not be unique");
    static final Field PRODUCT_TYPE = stored("ProductType", NAME_TEXT, "lists can filter by it");
    static final Field RESOURCE_GROUP_ID = stored("ResourceGroupId", NAME_TEXT, "lists can filter by it");
    static final Field THE_PROJECT = honoured("ProjectId", NAME_TEXT, "the project");
    static final Field LIST_PROJECT_ID = honoured("ProjectId", NAME_TEXT, "only this project");
    static final Field LIST_PRODUCT_TYPE = honoured("ProductType", NAME_TEXT, "only those created with it");
    static final Field LIST_RESOURCE_GROUP_ID = honoured("ResourceGroupId", NAME_TEXT, "only those created with it");

    private static final List<Field> COMMON = List.of(
            RESOURCE_PATH,
            RESOURCE_ALIAS,
            FAIL_ACT,
            MAX_RETRY,
            RETRY_INTERVAL,
            RETRY_POLICY,
            MAX_RUNNING_TIME_SEC,
            PARAMS,
            PARAM_CONF,
            CUSTOM_VARIABLES,
            ENV_CONF,
            RUN_CONF,
            MONITOR_CONF,
            MODE,
            PARENT_CATEGORY,
            ADHOC,
            CLUSTER_ID,
            ALERT_CONF);

    static final List<Field> CREATE_FLOW_JOB =
            join(List.of(PROJECT_ID.mandatory(), NAME.mandatory(), DESCRIPTION.mandatory(), TYPE.mandatory()), COMMON);
    static final List<Field> MODIFY_FLOW_JOB =
            join(List.of(ID.mandatory(), PROJECT_ID.mandatory(), NAME, DESCRIPTION, TYPE), COMMON);
    static final List<Field> ONE_JOB = List.of(ID.mandatory(), PROJECT_ID.mandatory());
    static final List<Field> CLONE_FLOW_JOB = List.of(ID.mandatory(), PROJECT_ID.mandatory(), CLONE_NAME);
    static final List<Field> LIST_FLOW_JOB =
            List.of(PROJECT_ID.mandatory(), LIST_ID, LIST_NAME, LIST_TYPE, LIST_ADHOC, PAGE_NUMBER, PAGE_SIZE);
    static final List<Field> LIST_FLOW_JOB_HISTORY = List.of(
            ID.mandatory(),
            PROJECT_ID.mandatory(),
            INSTANCE_ID,
            JOB_TYPE,
            STATUS_LIST,
            TIME_RANGE,
            PAGE_NUMBER,
            PAGE_SIZE);
    static final List<Field> SUBMIT_FLOW_JOB = List.of(
            JOB_ID.mandatory(),
            PROJECT_ID.mandatory(),
            CONF_OF_RUN,
            CLUSTER_OF_RUN,
            HOST_NAME,
            NAMESPACE_OF_RUN,
            OWN_INSTANCE_ID);
    static final List<Field> KILL_FLOW_JOB = List.of(JOB_INSTANCE_ID.mandatory(), PROJECT_ID.mandatory());
    static final List<Field> DESCRIBE_INSTANCE = List.of(INSTANCE.mandatory(), PROJECT_ID.mandatory());
    static final List<Field> LAUNCHER_LOG = List.of(
            NODE_INSTANCE_ID.mandatory(),
            PROJECT_ID.mandatory(),
            START,
            LOG_LINES,
            OFFSET,
            LENGTH,
            REVERSE,
            START_TIME,
            END_TIME);

    static final List<Field> CREATE_FLOW_PROJECT =
            List.of(PROJECT_NAME.mandatory(), DESCRIPTION.mandatory(), PRODUCT_TYPE, RESOURCE_GROUP_ID);
    static final List<Field> MODIFY_FLOW_PROJECT = List.of(THE_PROJECT.mandatory(), PROJECT_NAME, DESCRIPTION);
    static final List<Field> ONE_PROJECT = List.of(THE_PROJECT.mandatory());
    static final List<Field> LIST_FLOW_PROJECT =
            List.of(LIST_PROJECT_ID, LIST_NAME, LIST_PRODUCT_TYPE, LIST_RESOURCE_GROUP_ID, PAGE_NUMBER, PAGE_SIZE);

    private static List<Field> join(List<Field> first, List<Field> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
