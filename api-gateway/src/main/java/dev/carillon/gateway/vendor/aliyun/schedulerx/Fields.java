package dev.carillon.gateway.vendor.aliyun.schedulerx;

import static dev.carillon.gateway.vendor.Field.honoured;
import static dev.carillon.gateway.vendor.Field.noEffect;
import static dev.carillon.gateway.vendor.Field.refused;
import static dev.carillon.gateway.vendor.Field.stored;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
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
    private static final FieldType FLAG = new FieldType.Flag();
    private static final FieldType ID = new FieldType.Whole(1, JobId.MAX);
    private static final FieldType MAP_SETTING = new FieldType.Whole(0, Guesses.MAX_MAP_SETTING);
    private static final FieldType SECONDS = new FieldType.Whole(0, Guesses.MAX_INTERVAL.toSeconds());
    private static final FieldType MILLIS = new FieldType.Whole(0, 7_258_118_400_000L);

    static final Field NAMESPACE = honoured("Namespace", NAME_TEXT, "where the job belongs; any text");
    static final Field GROUP_ID = honoured("GroupId", NAME_TEXT, "the application, whose workers run the job");
    static final Field NAMESPACE_SOURCE_STORED = stored("NamespaceSource", NAME_TEXT, "third parties only");
    static final Field NAMESPACE_SOURCE =
            noEffect("NamespaceSource", NAME_TEXT, "third parties only; a namespace is found by its id alone");
    static final Field JOB_ID = honoured("JobId", ID, "the job");

    static final Field NAME = honoured("Name", NAME_TEXT, "the name of the job, which need not be unique");
    static final Field DESCRIPTION = honoured("Description", LONG_TEXT, "for people");
    static final Field JOB_TYPE = honoured(
            "JobType",
            new FieldType.Word(
                    List.of("java", "shell", "http"),
                    List.of(
                            "python",
                            "go",
                            "golang",
                            "xxljob",
                            "dataworks",
                            "k8s",
                            "springschedule",
                            "aigc",
                            "nodejs",
                            "php")),
            "what the job is; the vendor's other types are not served yet");
    static final Field EXECUTE_MODE = honoured(
            "ExecuteMode",
            new FieldType.Word(
                    List.of("standalone"),
                    List.of("broadcast", "parallel", "grid", "batch", "sharding", "shard", "stream")),
            "on how many workers it runs; the vendor's other modes are not served yet");
    static final Field CLASS_NAME = honoured(
            "ClassName", new FieldType.Text(500), "java: the full class name; with other types stored and given back");
    static final Field CONTENT = honoured(
            "Content",
            new FieldType.Text(Task.Shell.MAX_SCRIPT_BYTES),
            "shell: the script; http: HttpAttribute as JSON; with java stored and given back");
    static final Field JAR_URL = stored(
            "JarUrl", new FieldType.Text(2000), "the vendor does not support it either; classes come from job jars");
    static final Field PARAMETERS =
            honoured("Parameters", new FieldType.Text(JobDefinition.MAX_PARAMETERS_BYTES), "what the task gets");
    static final Field X_ATTRS = stored(
            "XAttrs",
            LONG_TEXT,
            "a JSON object; shell: refused when it asks for another interpreter, image or machine");

    static final Field TIME_TYPE = honoured(
            "TimeType",
            new FieldType.Whole(-1, 101),
            "1 cron, 3 fixed rate, 4 second delay, 5 one time, 100 API, -1 none");
    static final Field TIME_EXPRESSION = honoured(
            "TimeExpression",
            new FieldType.Text(1000),
            "cron expression; seconds from 10 for fixed rate, 1 to 60 for second delay; "
                    + "yyyy-MM-dd HH:mm:ss or epoch milliseconds for one time; otherwise stored and given back");
    static final Field TIMEZONE =
            honoured("Timezone", new FieldType.Text(64), "IANA name or GMT+8 form, of cron and one time");
    static final Field CALENDAR = refused("Calendar", "calendars are not served yet, leave it out");
    static final Field DATA_OFFSET = honoured(
            "DataOffset",
            new FieldType.Whole(-Guesses.MAX_INTERVAL.toSeconds(), Guesses.MAX_INTERVAL.toSeconds()),
            "seconds that the data time lies before the schedule time");

    static final Field MAX_CONCURRENCY = honoured(
            "MaxConcurrency",
            new FieldType.Whole(1, JobDefinition.MAX_CONCURRENCY),
            "instances at once, default 1; a fire beyond that is skipped");
    static final Field MAX_ATTEMPT =
            honoured("MaxAttempt", new FieldType.Whole(0, Guesses.MAX_ATTEMPTS), "retries after a failure, default 0");
    static final Field ATTEMPT_INTERVAL =
            honoured("AttemptInterval", SECONDS, "seconds between the attempts, default 30");
    static final Field PRIORITY = honoured(
            "Priority",
            new FieldType.Word(List.of("1", "5", "10", "15"), List.of()),
            "1 low, 5 middle (default), 10 high, 15 very high");
    static final Field STATUS = honoured("Status", new FieldType.Whole(0, 1), "0 disabled, 1 enabled (default)");

    static final Field TIMEOUT =
            honoured("Timeout", new FieldType.Whole(1, Guesses.MAX_TIMEOUT.toSeconds()), "seconds, default 7200");
    static final Field TIMEOUT_ENABLE = honoured("TimeoutEnable", FLAG, "alert when an attempt passes Timeout");
    static final Field TIMEOUT_KILL_ENABLE = honoured("TimeoutKillEnable", FLAG, "end an attempt that passes Timeout");
    static final Field FAIL_ENABLE = honoured("FailEnable", FLAG, "alert on failure");
    static final Field FAIL_TIMES =
            honoured("FailTimes", new FieldType.Whole(1, Guesses.MAX_FAIL_TIMES), "failures in a row before the alert");
    static final Field MISS_WORKER_ENABLE = honoured("MissWorkerEnable", FLAG, "alert when no worker is available");
    static final Field SUCCESS_NOTICE_ENABLE = honoured("SuccessNoticeEnable", FLAG, "tell of every success");
    static final Field SEND_CHANNEL = honoured(
            "SendChannel", new FieldType.Text(255), "comma list of sms, mail, phone, webhook, ding; default sms");
    static final Field USER_NAME = honoured("ContactInfo.N.UserName", NAME_TEXT, "whom to tell");
    static final Field USER_PHONE = honoured("ContactInfo.N.UserPhone", new FieldType.Text(64), "whom to tell");
    static final Field USER_MAIL = honoured("ContactInfo.N.UserMail", NAME_TEXT, "whom to tell");
    static final Field DING =
            honoured("ContactInfo.N.Ding", new FieldType.Text(2000), "a DingTalk robot's URL, which gets the alert");

    static final Field PAGE_SIZE = stored("PageSize", MAP_SETTING, "map modes: sub-tasks per pull, default 100");
    static final Field CONSUMER_SIZE = stored("ConsumerSize", MAP_SETTING, "map modes: threads per worker, default 5");
    static final Field QUEUE_SIZE = stored("QueueSize", MAP_SETTING, "map modes: sub-task queue, default 10000");
    static final Field DISPATCHER_SIZE = stored("DispatcherSize", MAP_SETTING, "map modes: threads, default 5");
    static final Field TASK_MAX_ATTEMPT =
            stored("TaskMaxAttempt", new FieldType.Whole(0, 10), "map modes: retries of a sub-task, default 0");
    static final Field TASK_ATTEMPT_INTERVAL =
            stored("TaskAttemptInterval", SECONDS, "map modes: seconds between those, default 0");
    static final Field TASK_DISPATCH_MODE = stored(
            "TaskDispatchMode",
            new FieldType.Word(List.of("push", "pull"), List.of()),
            "map modes: how sub-tasks go out");
    static final Field TEMPLATE = refused("Template", "k8s jobs are not served yet, leave it out");

    static final Field INSTANCE_PARAMETERS = honoured(
            "InstanceParameters",
            new FieldType.Text(JobDefinition.MAX_PARAMETERS_BYTES),
            "in place of the job's Parameters");
    static final Field CHECK_JOB_STATUS = honoured("CheckJobStatus", FLAG, "true: only if the job is enabled");
    static final Field DESIGNATE_TYPE =
            honoured("DesignateType", new FieldType.Whole(1, 2), "1: the worker of Worker, 2: one with Label");
    static final Field WORKER = honoured("Worker", NAME_TEXT, "id of the worker to run on");
    static final Field LABEL = honoured("Label", NAME_TEXT, "label of the workers to run on");

    static final Field JOB_NAME = honoured("JobName", NAME_TEXT, "the exact name of the job");
    static final Field JOB_INSTANCE_ID = honoured("JobInstanceId", ID, "the instance");
    static final Field INSTANCE_ID = honoured("InstanceId", ID, "the instance");
    static final Field INSTANCE_STATUS = honoured("Status", new FieldType.Whole(0, 99), "only instances that show it");
    static final Field START_TIMESTAMP = honoured("StartTimestamp", MILLIS, "epoch milliseconds: from then on");
    static final Field END_TIMESTAMP = honoured("EndTimestamp", MILLIS, "epoch milliseconds: before then");
    static final Field PAGE_NUM = honoured("PageNum", new FieldType.Whole(1, 1_000_000), "from 1, default 1");
    static final Field LIST_PAGE_SIZE =
            honoured("PageSize", new FieldType.Whole(1, Guesses.MAX_PAGE_SIZE), "default 10");
    static final Field KEYWORD = honoured("Keyword", NAME_TEXT, "only lines that hold it");
    static final Field LINE = honoured("Line", new FieldType.Whole(1, 200), "lines to give, at most and default 200");
    static final Field OFFSET = honoured("Offset", new FieldType.Whole(0, 100_000_000), "lines to leave out first");
    static final Field REVERSE = honoured("Reverse", FLAG, "newest line first; default true");

    private static final List<Field> COMMON = List.of(
            DESCRIPTION,
            CLASS_NAME,
            CONTENT,
            JAR_URL,
            PARAMETERS,
            X_ATTRS,
            TIME_EXPRESSION,
            TIMEZONE,
            CALENDAR,
            DATA_OFFSET,
            MAX_CONCURRENCY,
            MAX_ATTEMPT,
            ATTEMPT_INTERVAL,
            PRIORITY,
            TIMEOUT,
            TIMEOUT_ENABLE,
            TIMEOUT_KILL_ENABLE,
            FAIL_ENABLE,
            FAIL_TIMES,
            MISS_WORKER_ENABLE,
            SUCCESS_NOTICE_ENABLE,
            SEND_CHANNEL,
            USER_NAME,
            USER_PHONE,
            USER_MAIL,
            DING,
            PAGE_SIZE,
            CONSUMER_SIZE,
            QUEUE_SIZE,
            DISPATCHER_SIZE,
            TASK_MAX_ATTEMPT,
            TASK_ATTEMPT_INTERVAL,
            NAMESPACE_SOURCE_STORED);

    static final List<Field> CREATE_JOB = join(
            List.of(
                    NAMESPACE.mandatory(),
                    GROUP_ID.mandatory(),
                    NAME.mandatory(),
                    JOB_TYPE.mandatory(),
                    EXECUTE_MODE.mandatory(),
                    TIME_TYPE.mandatory(),
                    STATUS),
            COMMON);

    static final List<Field> UPDATE_JOB = join(
            List.of(
                    NAMESPACE.mandatory(),
                    GROUP_ID.mandatory(),
                    JOB_ID.mandatory(),
                    NAME,
                    EXECUTE_MODE,
                    TIME_TYPE,
                    TASK_DISPATCH_MODE,
                    TEMPLATE),
            COMMON);

    /** The new SDK marks neither Namespace nor GroupId as mandatory for these two. */
    static final List<Field> SWITCH_JOB = List.of(JOB_ID.mandatory(), NAMESPACE, GROUP_ID, NAMESPACE_SOURCE);

    static final List<Field> DELETE_JOB = within(JOB_ID.mandatory());
    static final List<Field> EXECUTE_JOB =
            within(JOB_ID.mandatory(), INSTANCE_PARAMETERS, CHECK_JOB_STATUS, DESIGNATE_TYPE, WORKER, LABEL);
    static final List<Field> GET_JOB_INFO = within(JOB_ID, JOB_NAME);
    static final List<Field> LIST_JOBS = within(JOB_NAME, STATUS);
    static final List<Field> GET_JOB_INSTANCE_LIST =
            within(JOB_ID, INSTANCE_STATUS, START_TIMESTAMP, END_TIMESTAMP, PAGE_NUM, LIST_PAGE_SIZE);
    static final List<Field> GET_JOB_INSTANCE = within(JOB_ID.mandatory(), JOB_INSTANCE_ID.mandatory());
    static final List<Field> STOP_INSTANCE = within(JOB_ID.mandatory(), INSTANCE_ID.mandatory());
    static final List<Field> GET_LOG =
            within(JOB_ID, JOB_INSTANCE_ID, KEYWORD, LINE, OFFSET, REVERSE, START_TIMESTAMP, END_TIMESTAMP);

    private static List<Field> within(Field... fields) {
        return join(List.of(NAMESPACE.mandatory(), GROUP_ID.mandatory(), NAMESPACE_SOURCE), List.of(fields));
    }

    private static List<Field> join(List<Field> first, List<Field> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
