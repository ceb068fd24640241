package dev.carillon.gateway.vendor.aliyun.schedulerx;

import java.time.Duration;

/**
 * What no page and no SDK of the vendor says, each guess once. Guesses that are a table stand with it:
 * {@link BusinessCode}, {@link InstanceStatus}, {@link TriggerType}.
 */
final class Guesses {

    private Guesses() {}

    /** 1: seconds of DataOffset are taken off the schedule time; the pages show a positive one giving an earlier time. */
    static final int DATA_OFFSET_SIGN = 1;

    /** FailTimes, when it is not given: the first failure alerts. */
    static final int FAIL_TIMES = 1;

    /** The largest FailTimes. */
    static final int MAX_FAIL_TIMES = 1000;

    /** The largest MaxAttempt; the pages name no limit. */
    static final int MAX_ATTEMPTS = 1000;

    /** The largest AttemptInterval and DataOffset; the pages name no limit. */
    static final Duration MAX_INTERVAL = Duration.ofDays(30);

    /** The largest Timeout; the pages name no limit. */
    static final Duration MAX_TIMEOUT = Duration.ofDays(365);

    /** The largest number for the settings of the map modes; the pages name only defaults. */
    static final int MAX_MAP_SETTING = 1_000_000;

    /** The largest PageSize of GetJobInstanceList; the pages name only the default. */
    static final int MAX_PAGE_SIZE = 100;

    /** The lines that GetLog gives when Line is absent: as many as it may give. */
    static final int LOG_LINES = 200;

    /** What Message holds when all went well. */
    static final String SUCCESS_MESSAGE = "success";

    /** The TimeType of an instance whose job is gone: a one-time job is removed after its run. */
    static final int TIME_TYPE_OF_REMOVED_JOB = TimeType.ONE_TIME.number();
}
