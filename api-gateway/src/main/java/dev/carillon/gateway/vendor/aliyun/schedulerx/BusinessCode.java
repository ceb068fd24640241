package dev.carillon.gateway.vendor.aliyun.schedulerx;

/**
 * The numbers that answers carry in {@code Code}.
 *
 * <p>[guess] They are the newer list of the vendor's worker; which of them each action uses is not published.
 */
enum BusinessCode {
    OK(200),
    PARAMETER(1000),
    SYSTEM(1002),
    JOB_MISSING(1005),
    INSTANCE_MISSING(1006),
    JOB_DISABLED(1008),
    TOO_MANY_JOBS(1009);

    private final int number;

    BusinessCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
