package dev.carillon.core.time;

import java.time.LocalDate;
import java.util.BitSet;

/**
 * The local times an expression selects, on a time line without zones: seconds since 1970-01-01T00:00 local time. Each
 * field is a mask, so the next match is a few bit operations; only months without a matching day are walked over, at
 * most the 2760 of all years. An expression that selects nothing, such as 30 February, ends there.
 */
final class CronCalendar {
    /** No match is left. Local seconds of the years from 1970 on are never negative. */
    static final long NONE = -1;

    private static final int SECONDS_PER_DAY = 86_400;
    private static final long ALL_HOURS = (1L << 24) - 1;
    private static final int FIRST_YEAR = CronField.YEAR.min();

    private final long seconds;
    private final long minutes;
    private final long hours;
    private final DayRule days;
    private final long months;
    private final BitSet years;

    CronCalendar(long seconds, long minutes, long hours, DayRule days, long months, BitSet years) {
        this.seconds = seconds;
        this.minutes = minutes;
        this.hours = hours;
        this.days = days;
        this.months = months;
        this.years = years.get(FIRST_YEAR, CronField.YEAR.max() + 1);
    }

    /** The first matching local second at or after the given one, or {@link #NONE}. */
    long next(long localSecond) {
        long from = Math.max(0, localSecond);
        long today = from / SECONDS_PER_DAY;
        long day = nextDay(today);
        if (day == today) {
            int time = nextTime((int) (from % SECONDS_PER_DAY));
            if (time != NONE) {
                return day * SECONDS_PER_DAY + time;
            }
            day = nextDay(today + 1);
        }
        return day == NONE ? NONE : day * SECONDS_PER_DAY + firstTimeOf(first(hours));
    }

    boolean everyHour() {
        return hours == ALL_HOURS;
    }

    private int nextTime(int secondOfDay) {
        int hour = secondOfDay / 3600;
        if (has(hours, hour)) {
            int minute = secondOfDay / 60 % 60;
            int second = has(minutes, minute) ? firstFrom(seconds, secondOfDay % 60) : (int) NONE;
            if (second != NONE) {
                return hour * 3600 + minute * 60 + second;
            }
            int nextMinute = firstFrom(minutes, minute + 1);
            if (nextMinute != NONE) {
                return hour * 3600 + nextMinute * 60 + first(seconds);
            }
        }
        int nextHour = firstFrom(hours, hour + 1);
        return nextHour == NONE ? (int) NONE : firstTimeOf(nextHour);
    }

    private int firstTimeOf(int hour) {
        return hour * 3600 + first(minutes) * 60 + first(seconds);
    }

    private long nextDay(long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        int year = date.getYear();
        int month = date.getMonthValue();
        if (years.get(year - FIRST_YEAR) && has(months, month)) {
            int day = date.getDayOfMonth();
            int found = firstFrom(days.in(epochDay - day + 1, date.lengthOfMonth()), day);
            if (found != NONE) {
                return epochDay + found - day;
            }
        }
        return firstDayAfterMonth(year, month);
    }

    private long firstDayAfterMonth(int year, int month) {
        for (int y = nextYear(year); y != NONE; y = nextYear(y + 1)) {
            for (int m = firstFrom(months, y == year ? month + 1 : 1); m != NONE; m = firstFrom(months, m + 1)) {
                LocalDate firstOfMonth = LocalDate.of(y, m, 1);
                long firstDay = firstOfMonth.toEpochDay();
                long mask = days.in(firstDay, firstOfMonth.lengthOfMonth());
                if (mask != 0) {
                    return firstDay + first(mask) - 1;
                }
            }
        }
        return NONE;
    }

    private int nextYear(int from) {
        int found = years.nextSetBit(from - FIRST_YEAR);
        return found < 0 ? (int) NONE : FIRST_YEAR + found;
    }

    private static boolean has(long mask, int bit) {
        return (mask >>> bit & 1) != 0;
    }

    private static int first(long mask) {
        return Long.numberOfTrailingZeros(mask);
    }

    private static int firstFrom(long mask, int bit) {
        long rest = mask & (-1L << bit);
        return rest == 0 ? (int) NONE : first(rest);
    }
}
