package dev.carillon.gateway.vendor.huawei.workspace;

/** What no page and no SDK of the vendor says, each guess once. */
final class Guesses {

    private Guesses() {}

    /** How many targets of a task are worked on at once. */
    static final int PARALLELISM = 10;

    /** The most targets of a task; the pages of application servers say so, those of desktops nothing. */
    static final int MAX_TARGETS = 1000;

    /** How many fires future-executions lists. */
    static final int FUTURE_EXECUTIONS = 5;

    /** The page size of lists when limit is absent; the desktop's SDK says 10 for records only. */
    static final int PAGE_SIZE = 10;

    /** The status of a record that is not ended; the desktop's SDK lists only SUCCESS, SKIP and FAIL. */
    static final String DESKTOP_RUNNING = "RUNNING";

    /** The largest extra_params, in bytes. */
    static final int MAX_EXTRA_PARAMS = 10_000;

    /** The longest description of a desktop task, in characters; the page of application servers says 255. */
    static final int MAX_DESCRIPTION = 255;

    /** 401; codes are known for 400, 403, 405, 409 and 500, this one follows the pattern of 405. */
    static final String UNAUTHENTICATED = "WKS.00000401";

    /** 404, after the pattern of 405. */
    static final String NOT_FOUND = "WKS.00000404";

    /** 413, after the pattern of 405. */
    static final String TOO_LARGE = "WKS.00000413";

    /** 429, after the pattern of 405. */
    static final String TOO_MANY = "WKS.00000429";

    /** 503, after the pattern of 405. */
    static final String UNAVAILABLE = "WKS.00000503";
}
