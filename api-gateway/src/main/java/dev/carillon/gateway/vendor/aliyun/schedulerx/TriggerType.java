package dev.carillon.gateway.vendor.aliyun.schedulerx;

import dev.carillon.core.execution.Cause;

/** Why an instance exists, by the vendor's numbers. */
enum TriggerType {
    SCHEDULE(1),
    RERUN(2),
    API(3);

    private final int number;

    TriggerType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** A backfill is what the vendor calls a rerun. [guess] for manual runs: the vendor tells API (3) and console (6) apart, and here all come by an API. */
    static TriggerType of(Cause cause) {
        return switch (cause) {
            case SCHEDULE -> SCHEDULE;
            case MANUAL -> API;
            case BACKFILL -> RERUN;
        };
    }
}
