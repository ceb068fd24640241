package dev.carillon.gateway.vendor.huawei.roma;

import java.time.Instant;

/** What no page and no SDK of the vendor says, each guess once. */
final class Guesses {

    private Guesses() {}

    /** The code of a value that is not allowed, "Invalid parameter [%s]."; the list of codes that could be read ends before a better one. */
    static final String INVALID_PARAMETER = "FDI.3033";

    /** The code of a request that cannot be read, or that what is there does not allow, such as a second schedule of a task. */
    static final String INVALID_PARAMETERS = "FDI.3002";

    /** The code, with HTTP 404, of a schedule or run that does not exist. */
    static final String NO_SUCH_PART = "FDI.3033";

    /** A task that is running, by its schedule or by hand, is not deleted: "One or more tasks are running". */
    static final String DELETE_RUNNING = "FDI.3023";

    /** The code of everything that is not the caller's fault. */
    static final String INTERNAL = "FDI.9999";

    /** The task_type of a task that does not say. */
    static final String TASK_TYPE = "timing";

    /** The largest dispatch_interval: the schedule's own page says 59, that of the monitoring list 60. */
    static final int MAX_INTERVAL = 60;

    /** The earliest start_datetime: the newest page's, older ones say 0. */
    static final Instant EARLIEST_START = Instant.ofEpochMilli(946_684_800_000L);

    /** The latest start_datetime. */
    static final Instant LATEST_START = Instant.ofEpochMilli(2_147_512_447_000L);

    /** Whether an update of a schedule that names no start keeps the old one, so that the rhythm does not jump. */
    static final boolean UPDATE_KEEPS_START = true;

    /** The longest task_detail in bytes; the vendor's limit is that of a number. */
    static final int MAX_TASK_DETAIL = 256 * 1024;

    /** The longest description in characters. */
    static final int MAX_DESCRIPTION = 1024;

    /** The limit of a list that names none: what the pages of the monitoring lists say, for all. */
    static final int DEFAULT_LIMIT = 10;

    /** The order of a task list that does not say: descending, so that the newest come first. */
    static final boolean DESCENDING = true;

    /** How many lines of a run's output the details of its log give. */
    static final int MAX_DETAIL_LINES = 1000;

    /** What terminate answers; the vendor's example. */
    static final String STOPPED = "success";
}
