package dev.carillon.core.time;

import java.util.BitSet;

/**
 * The local times an expression selects, on a time line without zones: seconds since 1970-01-01T00:00 local time. Each
 * field is a mask, so the next match is a few bit operations; only months without a matching day are walked over, at
 * most the 2760 of all years. An expression that selects nothing, such as 30 February, ends there.
 */
final class CronCalendar {
    /** No match is left. Local seconds of the years from 1970 on are never negative. */
    static final long NONE = -1;

    private static final int NO_BIT = -1;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final long ALL_HOURS = (1L << 24) - 1;
    private static final long ALL_MONTHS = (1L << 13) - 2;
    private static final int FIRST_YEAR = CronField.YEAR.min();
    private static final BitSet EVERY_YEAR = years(FIRST_YEAR, CronField.YEAR.max());
    private static final BitSet ALL_YEARS = years(0, CronField.YEAR.max() - FIRST_YEAR);

    private final long seconds;
    private final long minutes;
    private final long hours;
    private final DayRule days;
    private final long months;

    /** Bit 0 = 1970. Never changed; one object for all that name no year. */
    private final BitSet years;

    /** Those that decide alone, in every month of every year; else 0. */
    private final int weekdays;

    /** The first time of a day on which it fires. */
    private final int firstTime;

    /** @param years bit 1970 = 1970 */
    CronCalendar(long seconds, long minutes, long hours, DayRule days, long months, BitSet years) {
        this.seconds = seconds;
        this.minutes = minutes;
        this.hours = hours;
        this.days = days;
        this.months = months;
        boolean everyYear = years.equals(EVERY_YEAR);
        this.years = everyYear ? ALL_YEARS : years.get(FIRST_YEAR, CronField.YEAR.max() + 1);
        this.weekdays = months == ALL_MONTHS && everyYear ? days.weekdays() : 0;
        this.firstTime = firstTimeOf(first(hours));
    }

    /** As the constructor takes them; one object for all, not to be changed. */
    static BitSet everyYear() {
        return EVERY_YEAR;
    }

    /** The first matching local second at or after the given one, or {@link #NONE}. */
    long next(long localSecond) {
        long from = Math.max(0, localSecond);
        if (from >= (long) Months.END_DAY * SECONDS_PER_DAY) {
            return NONE;
        }
        int today = (int) (from / SECONDS_PER_DAY);
        int day = nextDay(today);
        if (day == today) {
            int time = nextTime((int) (from - (long) today * SECONDS_PER_DAY));
            if (time != NO_BIT) {
                return (long) day * SECONDS_PER_DAY + time;
            }
            day = today + 1 < Months.END_DAY ? nextDay(today + 1) : NO_BIT;
        }
        return day == NO_BIT ? NONE : (long) day * SECONDS_PER_DAY + firstTime;
    }

    boolean everyHour() {
        return hours == ALL_HOURS;
    }

    private int nextTime(int secondOfDay) {
        int hour = secondOfDay / 3600;
        if (has(hours, hour)) {
            int minute = secondOfDay / 60 % 60;
            int second = has(minutes, minute) ? firstFrom(seconds, secondOfDay % 60) : NO_BIT;
            if (second != NO_BIT) {
                return hour * 3600 + minute * 60 + second;
            }
            int nextMinute = firstFrom(minutes, minute + 1);
            if (nextMinute != NO_BIT) {
                return hour * 3600 + nextMinute * 60 + first(seconds);
            }
        }
        int nextHour = firstFrom(hours, hour + 1);
        return nextHour == NO_BIT ? NO_BIT : firstTimeOf(nextHour);
    }

    private int firstTimeOf(int hour) {
        return hour * 3600 + first(minutes) * 60 + first(seconds);
    }

    private int nextDay(int epochDay) {
        if (weekdays != 0) {
            int today = DayRule.weekday(epochDay);
            int found = epochDay + first((weekdays >>> today) | (weekdays << (7 - today)));
            return found < Months.END_DAY ? found : NO_BIT;
        }
        int month = Months.of(epochDay);
        int year = Months.yearIndex(month);
        if (years.get(year) && has(months, month - 12 * year + 1)) {
            int firstDay = Months.firstDay(month);
            int found = firstFrom(days.in(firstDay, Months.length(month)), epochDay - firstDay + 1);
            if (found != NO_BIT) {
                return firstDay + found - 1;
            }
        }
        return firstDayAfter(month);
    }

    private int firstDayAfter(int month) {
        int thisYear = Months.yearIndex(month);
        int monthOfYear = month - 12 * thisYear + 1;
        for (int year = years.nextSetBit(thisYear); year >= 0; year = years.nextSetBit(year + 1)) {
            for (int m = firstFrom(months, year == thisYear ? monthOfYear + 1 : 1);
                    m != NO_BIT;
                    m = firstFrom(months, m + 1)) {
                int found = 12 * year + m - 1;
                long mask = days.in(Months.firstDay(found), Months.length(found));
                if (mask != 0) {
                    return Months.firstDay(found) + first(mask) - 1;
                }
            }
        }
        return NO_BIT;
    }

    private static BitSet years(int first, int last) {
        BitSet years = new BitSet();
        years.set(first, last + 1);
        return years;
    }

    private static boolean has(long mask, int bit) {
        return (mask >>> bit & 1) != 0;
    }

    private static int first(long mask) {
        return Long.numberOfTrailingZeros(mask);
    }

    private static int firstFrom(long mask, int bit) {
        long rest = mask & (-1L << bit);
        return rest == 0 ? NO_BIT : first(rest);
    }
}
