package dev.carillon.core.time;

import java.time.LocalDate;

/**
 * The months of the years of cron by number, 0 = January 1970, from a table: a step through it is one load, where date
 * arithmetic takes several divisions.
 */
final class Months {
    private static final int FIRST_YEAR = CronField.YEAR.min();
    private static final int COUNT = 12 * (CronField.YEAR.max() - FIRST_YEAR + 1);

    /** Epoch days; one more than there are months, so that each has an end. */
    private static final int[] FIRST_DAYS = firstDays();

    /** The first epoch day that is in none of the months. */
    static final int END_DAY = FIRST_DAYS[COUNT];

    private Months() {}

    /** The month in which the epoch day lies, which is from 0 up to {@link #END_DAY}. */
    static int of(int epochDay) {
        // At most one too many, since no month is shorter than 28 days and none lags behind the mean by a whole month.
        int month = Math.min((int) (epochDay * 12L * 10_000 / 3_652_425) + 1, COUNT);
        while (FIRST_DAYS[month] > epochDay) {
            month--;
        }
        return month;
    }

    static int firstDay(int month) {
        return FIRST_DAYS[month];
    }

    static int length(int month) {
        return FIRST_DAYS[month + 1] - FIRST_DAYS[month];
    }

    /** From 0 = 1970. */
    static int yearIndex(int month) {
        return month / 12;
    }

    private static int[] firstDays() {
        int[] days = new int[COUNT + 1];
        LocalDate first = LocalDate.of(FIRST_YEAR, 1, 1);
        for (int month = 0; month <= COUNT; month++) {
            days[month] = Math.toIntExact(first.plusMonths(month).toEpochDay());
        }
        return days;
    }
}
