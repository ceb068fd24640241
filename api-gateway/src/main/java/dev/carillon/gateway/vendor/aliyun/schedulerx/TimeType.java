package dev.carillon.gateway.vendor.aliyun.schedulerx;

import java.util.Optional;

/** When a job runs, by the vendor's numbers. Some exist in the vendor's worker only. */
enum TimeType {
    NONE(-1, true),
    CRON(1, true),
    FIXED_DELAY(2, false),
    FIXED_RATE(3, true),
    SECOND_DELAY(4, true),
    ONE_TIME(5, true),
    UNIX_CRON(6, false),
    API(100, true),
    TEMP(101, false);

    private final int number;
    private final boolean served;

    TimeType(int number, boolean served) {
        this.number = number;
        this.served = served;
    }

    int number() {
        return number;
    }

    boolean served() {
        return served;
    }

    static Optional<TimeType> of(long number) {
        for (TimeType type : values()) {
            if (type.number == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
