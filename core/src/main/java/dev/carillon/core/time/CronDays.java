package dev.carillon.core.time;

import java.util.BitSet;

/**
 * Reads the two day fields, in which Quartz and Spring know more items than values.
 *
 * <pre>
 * of the month   L  L-n  LW  L-nW  nW
 * of the week    L  nL  n#k
 * </pre>
 */
final class CronDays {
    private static final int WEEKS = 5;

    private CronDays() {}

    /** Values only, as in the UNIX dialect. */
    static DayRule plainMonth(CronToken field) {
        return DayRule.OfMonth.of(CronValues.mask(field));
    }

    /** Values only, as in the UNIX dialect. */
    static DayRule plainWeek(CronToken field) {
        return DayRule.OfWeek.of(weekdays(field.syntax(), CronValues.of(field)), 0, new int[0]);
    }

    static DayRule ofMonth(CronToken field) {
        if (field.is(CronToken.EVERY) || field.isNumber()) {
            return plainMonth(field);
        }
        BitSet days = new BitSet();
        long lastMinus = 0;
        long nearWeekday = 0;
        long lastMinusNearWeekday = 0;
        for (CronToken item : field.items()) {
            boolean weekday = item.endsWith('W');
            CronToken day = weekday ? item.withoutLast() : item;
            if (day.is("L")) {
                lastMinus |= weekday ? 0 : 1;
                lastMinusNearWeekday |= weekday ? 1 : 0;
            } else if (day.text().regionMatches(true, 0, "L-", 0, 2)) {
                long bit = 1L << day.after(1).number(0, 30, "number of days before the last");
                lastMinus |= weekday ? 0 : bit;
                lastMinusNearWeekday |= weekday ? bit : 0;
            } else if (weekday) {
                nearWeekday |= 1L << singleValue(item, day).value();
            } else {
                CronValues.add(item, days);
            }
        }
        return new DayRule.OfMonth(CronValues.mask(days), lastMinus, nearWeekday, lastMinusNearWeekday);
    }

    static DayRule ofWeek(CronToken field) {
        FieldSyntax syntax = field.syntax();
        BitSet weekly = new BitSet();
        int last = 0;
        int[] nth = new int[WEEKS];
        for (CronToken item : field.items()) {
            int hash = item.indexOf('#');
            if (item.is("L")) {
                weekly.set(syntax.max());
            } else if (item.endsWith('L')) {
                last |= 1
                        << syntax.weekday(singleValue(item, item.withoutLast()).value());
            } else if (hash >= 0) {
                int week = item.after(hash).number(1, WEEKS, "week of the month");
                nth[week - 1] |= 1 << syntax.weekday(item.before(hash).value());
            } else {
                CronValues.add(item, weekly);
            }
        }
        return DayRule.OfWeek.of(weekdays(syntax, weekly), last, nth);
    }

    /** {@code W}, {@code 1-5W} and the like: point at the item as it was written, not at what is left of it. */
    private static CronToken singleValue(CronToken item, CronToken rest) {
        if (!rest.isValue()) {
            throw item.malformed();
        }
        return rest;
    }

    private static int weekdays(FieldSyntax syntax, BitSet numbers) {
        return numbers.stream().map(number -> 1 << syntax.weekday(number)).reduce(0, (one, other) -> one | other);
    }
}
