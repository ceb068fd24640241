package dev.carillon.core.time;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Reads the text of a cron expression.
 *
 * <pre>
 * expression  field ' ' field …            six or seven, any amount of blank between them
 * field       item ',' item …   |  '?'     '?' in the two day fields only
 * item        values ['/' step] |  '/' step
 * values      '*'  |  value  |  value '-' value
 * day items   L  L-n  LW  L-nW  nW         of the month
 *             L  nL  n#k                   of the week
 * </pre>
 */
final class CronParser {
    static final int MAX_LENGTH = 1024;
    private static final String EVERY = "*";
    private static final String OPEN = "?";

    private final Map<CronField, CronToken> fields;

    CronParser(String text) {
        checkCharacters(text);
        fields = split(text);
        openUnusedDayField();
    }

    CronCalendar calendar() {
        return new CronCalendar(
                mask(CronField.SECOND),
                mask(CronField.MINUTE),
                mask(CronField.HOUR),
                dayRule(),
                mask(CronField.MONTH),
                values(field(CronField.YEAR)));
    }

    /** Upper case, single blanks, the unused day field as '?', no year where every year is meant. */
    String normalised() {
        return fields.values().stream()
                .filter(token -> token.field() != CronField.YEAR || !token.is(EVERY))
                .map(token -> token.text().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    private static void checkCharacters(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new CronSyntaxException(
                    "cron expression is " + text.length() + " characters long, at most " + MAX_LENGTH + " are allowed");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 126) {
                throw new CronSyntaxException("cron expression: '" + text.charAt(i) + "' at position " + (i + 1)
                        + " is not understood, expected plain ASCII");
            }
        }
    }

    private static Map<CronField, CronToken> split(String text) {
        Map<CronField, CronToken> found = new EnumMap<>(CronField.class);
        Iterator<CronField> expected = List.of(CronField.values()).iterator();
        int count = 0;
        for (int start = skip(text, 0, true); start < text.length(); count++) {
            int end = skip(text, start, false);
            if (expected.hasNext()) {
                CronField field = expected.next();
                found.put(field, new CronToken(field, text.substring(start, end), start + 1));
            }
            start = skip(text, end, true);
        }
        if (count < CronField.REQUIRED || count > CronField.values().length) {
            throw new CronSyntaxException("cron expression has " + count + (count == 1 ? " field" : " fields")
                    + ", expected 6 or 7: second minute hour day-of-month month day-of-week [year]");
        }
        found.putIfAbsent(CronField.YEAR, new CronToken(CronField.YEAR, EVERY, text.length() + 1));
        return found;
    }

    private static int skip(String text, int from, boolean blanks) {
        int i = from;
        while (i < text.length() && (text.charAt(i) <= ' ') == blanks) {
            i++;
        }
        return i;
    }

    /**
     * Quartz wants '?' in exactly one day field. People also write '*' for the one they do not use, and there is only
     * one thing it can mean; both given has no such reading and is refused.
     */
    private void openUnusedDayField() {
        CronToken month = field(CronField.DAY_OF_MONTH);
        CronToken week = field(CronField.DAY_OF_WEEK);
        if (month.is(OPEN) && week.is(OPEN)) {
            throw week.error("", "stands next to day-of-month '?', one of the two must say which days are meant");
        }
        if (!isOpen(month) && !isOpen(week)) {
            throw week.error("", "stands next to day-of-month '" + month.text() + "', one of the two must be '?'");
        }
        CronToken unused = isOpen(week) ? week : month;
        CronToken used = isOpen(week) ? month : week;
        fields.put(unused.field(), unused.as(OPEN));
        if (used.is(OPEN)) {
            fields.put(used.field(), used.as(EVERY));
        }
    }

    private static boolean isOpen(CronToken days) {
        return days.is(OPEN) || days.is(EVERY);
    }

    private CronToken field(CronField field) {
        return Objects.requireNonNull(fields.get(field));
    }

    private long mask(CronField field) {
        return values(field(field)).toLongArray()[0];
    }

    private static BitSet values(CronToken field) {
        BitSet values = new BitSet();
        field.items().forEach(item -> addValues(item, values));
        return values;
    }

    private static void addValues(CronToken item, BitSet values) {
        int slash = item.indexOf('/');
        int step = slash < 0 ? 1 : item.after(slash).number(1, item.field().maxStep(), "step");
        CronToken base = slash < 0 ? item : item.before(slash);
        int dash = base.indexOf('-');
        CronField field = item.field();
        if (base.is(EVERY) || slash == 0) {
            addRange(field, field.min(), field.max(), step, values);
        } else if (dash >= 0) {
            int first = base.before(dash).value();
            int last = base.after(dash).value();
            if (last < first && field == CronField.YEAR) {
                throw base.error("", "runs backwards, expected the earlier year first");
            }
            addRange(field, first, last, step, values);
        } else {
            int first = base.value();
            addRange(field, first, slash < 0 ? first : field.max(), step, values);
        }
    }

    private static void addRange(CronField field, int first, int last, int step, BitSet values) {
        int size = field.max() - field.min() + 1;
        int width = Math.floorMod(last - first, size);
        for (int i = 0; i <= width; i += step) {
            values.set(field.min() + (first - field.min() + i) % size);
        }
    }

    private DayRule dayRule() {
        CronToken month = field(CronField.DAY_OF_MONTH);
        return month.is(OPEN) ? daysOfWeek(field(CronField.DAY_OF_WEEK)) : daysOfMonth(month);
    }

    private static DayRule daysOfMonth(CronToken field) {
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
                addValues(item, days);
            }
        }
        return new DayRule.OfMonth(firstWord(days), lastMinus, nearWeekday, lastMinusNearWeekday);
    }

    private static DayRule daysOfWeek(CronToken field) {
        BitSet weekly = new BitSet();
        int last = 0;
        int[] nth = new int[5];
        for (CronToken item : field.items()) {
            int hash = item.indexOf('#');
            if (item.is("L")) {
                weekly.set(field.field().max());
            } else if (item.endsWith('L')) {
                last |= 1 << singleValue(item, item.withoutLast()).value();
            } else if (hash >= 0) {
                int week = item.after(hash).number(1, nth.length, "week of the month");
                nth[week - 1] |= 1 << item.before(hash).value();
            } else {
                addValues(item, weekly);
            }
        }
        return DayRule.OfWeek.of((int) firstWord(weekly), last, nth);
    }

    /** {@code W}, {@code 1-5W} and the like: point at the item as it was written, not at what is left of it. */
    private static CronToken singleValue(CronToken item, CronToken rest) {
        boolean value = rest.field().numberOf(rest.text()) >= 0
                || (!rest.text().isEmpty() && rest.text().chars().allMatch(Character::isDigit));
        if (!value) {
            throw item.malformed();
        }
        return rest;
    }

    private static long firstWord(BitSet values) {
        return values.isEmpty() ? 0 : values.toLongArray()[0];
    }
}
