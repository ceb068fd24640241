package dev.carillon.gateway.vendor.aliyun.emr;

import dev.carillon.core.job.RetryPolicy;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * What no page and no SDK of the vendor says, each guess once. One that is a table stands with it: {@link NodeStatus}, and the
 * names of list items in {@link EmrProduct}.
 */
final class Guesses {

    private Guesses() {}

    /** MaxRetry and RetryInterval of a job that names none: no retries; and if there are any later, at once. */
    static final RetryPolicy DEFAULT_RETRY = new RetryPolicy(0, Duration.ZERO);

    /** The script of a job without Params, which the vendor's own example leaves out: it does nothing and succeeds. */
    static final String EMPTY_SCRIPT = ":";

    /** The largest priority of RunConf; the larger the sooner, and 0 counts as 1. The pages show only 1. */
    static final int MAX_PRIORITY = 15;

    /** The largest ParamConf, RunConf, MonitorConf, AlertConf and RetryPolicy, in bytes; the pages limit EnvConf alone. */
    static final int MAX_CONF_BYTES = 10_000;

    /** The largest CustomVariables, in bytes. */
    static final int MAX_VARIABLES_BYTES = 100_000;

    /** The most entries of ResourceList. */
    static final int MAX_RESOURCES = 100;

    /** What of a name a list compares: all of it, capitals included. */
    static final UnaryOperator<String> NAME_KEY = UnaryOperator.identity();

    /** PageSize when it is not given. */
    static final int PAGE_SIZE = 10;

    /** The largest PageSize. */
    static final int MAX_PAGE_SIZE = 100;

    /** Lines of a log when neither Lines nor Length is given. Offset counts lines as Start does, and Length as Lines. */
    static final int LOG_LINES = 100;

    /** The most lines of a log in one answer. */
    static final int MAX_LOG_LINES = 1000;

    /** Start and Offset of the first line. */
    static final int FIRST_LINE = 0;

    /** How long after its end the log of an instance may still grow: LogEnd is false until then. */
    static final Duration LOG_SETTLES = Duration.ofSeconds(2);

    /** Type of a node instance that runs a job; graphs of flows call such a node so. */
    static final String NODE_TYPE = "JOB";

    /** Code when there is no such job, by analogy with InvalidAccessKeyId.NotFound. */
    static final String JOB_NOT_FOUND = "InvalidJobId.NotFound";

    /** Code when there is no such instance. */
    static final String INSTANCE_NOT_FOUND = "InvalidJobInstanceId.NotFound";

    /** Code when there is no such project. */
    static final String PROJECT_NOT_FOUND = "InvalidProjectId.NotFound";

    /** Code when the access key may not do it. */
    static final String FORBIDDEN = "Forbidden.RAM";

    static boolean namesMatch(String wanted, String actual) {
        return NAME_KEY.apply(wanted).equals(NAME_KEY.apply(actual));
    }
}
