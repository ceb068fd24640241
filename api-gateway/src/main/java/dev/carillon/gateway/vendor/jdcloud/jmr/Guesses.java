package dev.carillon.gateway.vendor.jdcloud.jmr;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * What no page and no SDK of the vendor says, each guess once. Guesses that are a table stand with it: {@link PlanStatus},
 * {@link TaskStatus}, {@link TaskMapping}.
 */
final class Guesses {

    private Guesses() {}

    /** What {@code status} of a result holds when all went well. */
    static final String STATUS_OK = "200";

    /** What {@code message} of a result holds when all went well. */
    static final String MESSAGE_OK = "success";

    /** What {@code status} of isValidJobName and isValidPlanName holds when the name is taken or too long. */
    static final String STATUS_NOT_VALID = "400";

    /** What stands between the ids in {@code jobIds}. */
    static final String JOB_IDS_SEPARATOR = ",";

    /** A failurePolicy that holds this word, in any case, lets the next job of a plan begin after a failed one. */
    static final String POLICY_CONTINUE = "continue";

    /** A failurePolicy that holds this word, in any case, ends a plan's run at the first failed job. */
    static final String POLICY_STOP = "stop";

    /** Whether a plan stops at a failed job when its failurePolicy says neither, or is absent. */
    static final boolean STOP_ON_FAILURE = true;

    /** The cron expression of a new plan, in which each given placeholder takes its place: every day at midnight. */
    static final String CRON = "0 0 0 * * ?";

    /** What {@code time} must look like to be the seconds field; any other text has no effect. */
    static final String TIME_AS_SECONDS = "[0-9]{1,2}([,/-][0-9]{1,2})*";

    /** The arguments of a script begin at {@code $1}; they are {@code params}, dates filled in, split on blanks. */
    static final String SCRIPT_PROLOGUE = "set -f; set -- $CARILLON_PARAMETERS; set +f\n";

    /** How a script that is a file on the worker is run; the path stands in single quotes, then come its arguments. */
    static final String SCRIPT_FILE = "set -f; exec '%s' $CARILLON_PARAMETERS";

    /** The method of an http job without {@code params}. */
    static final String HTTP_METHOD = "GET";

    /** The method of an http job with {@code params}, which are the body. */
    static final String HTTP_METHOD_WITH_PARAMS = "POST";

    /** What an http job says its body is when {@code params} begins with a brace or bracket. */
    static final String HTTP_JSON = "application/json; charset=utf-8";

    /** What an http job says its body is otherwise. */
    static final String HTTP_TEXT = "text/plain; charset=utf-8";

    /** How long an http job waits for the connection. */
    static final Duration HTTP_CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** How long an http job waits for the answer. */
    static final Duration HTTP_READ_TIMEOUT = Duration.ofMinutes(5);

    /** Between the attempts of a job that runs by itself; a job in a plan is tried again at once. */
    static final Duration RETRY_INTERVAL = Duration.ofSeconds(30);

    /** How times are written, in the gateway's default zone. */
    static final String TIME_FORMAT = "yyyy-MM-dd HH:mm:ss";

    /** The unit of {@code duration}, a whole number as text. */
    static final ChronoUnit DURATION_UNIT = ChronoUnit.MILLIS;

    /** The {@code pageSize} of a list when none is asked for. */
    static final int PAGE_SIZE = 10;

    /** The largest {@code pageSize}. */
    static final int MAX_PAGE_SIZE = 1000;

    /** {@code orderBy} is the name of a field of what is listed; followed by a blank and this word the greatest comes first. */
    static final String DESCENDING = "desc";
}
