package dev.carillon.audit.time;

import dev.carillon.audit.time.CronItems.Numbers;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A cron expression as questions: does it select this day, and which hours, minutes and seconds of a day that it selects?
 * It believes that the scheduler has checked the text and only refuses what it cannot read.
 */
final class CronRule {

    private static final String OPEN = "?";
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private static final Numbers SIXTY = Numbers.of(0, 59);
    private static final Numbers MONTH = new Numbers(1, 12, 1, 12, MONTHS);
    private static final Numbers YEAR = Numbers.of(1970, 2199);
    private static final Numbers QUARTZ_WEEK = new Numbers(1, 7, 1, 7, DAYS);
    private static final Numbers UNIX_WEEK = new Numbers(0, 7, 0, 6, DAYS);
    private static final Numbers SPRING_WEEK = new Numbers(0, 7, 1, 7, DAYS);

    private static final Map<String, String> MACROS = Map.of(
            "@YEARLY", "0 0 1 1 *",
            "@ANNUALLY", "0 0 1 1 *",
            "@MONTHLY", "0 0 1 * *",
            "@WEEKLY", "0 0 * * 0",
            "@DAILY", "0 0 * * *",
            "@MIDNIGHT", "0 0 * * *",
            "@HOURLY", "0 * * * *");

    private final int[] seconds;
    private final int[] minutes;
    private final int[] hours;
    private final IntPredicate months;
    private final IntPredicate years;
    private final Predicate<LocalDate> days;

    private CronRule(String[] fields, Predicate<LocalDate> days) {
        this.seconds = selected(fields[0], SIXTY);
        this.minutes = selected(fields[1], SIXTY);
        this.hours = selected(fields[2], Numbers.of(0, 23));
        this.months = CronItems.numbers(fields[4], MONTH);
        this.years = CronItems.numbers(fields.length == 7 ? fields[6] : CronItems.EVERY, YEAR);
        this.days = days;
    }

    /** @throws IllegalArgumentException when the text is none of the dialect's */
    static CronRule parse(CronDialect dialect, String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        String macro = dialect == CronDialect.QUARTZ ? null : MACROS.get(upper);
        String expanded = macro == null ? upper : dialect == CronDialect.SPRING ? "0 " + macro : macro;
        String[] fields = (dialect == CronDialect.UNIX ? "0 " + expanded : expanded).split("[\\x00-\\x20]+", -1);
        if (fields.length != 6 && !(fields.length == 7 && dialect == CronDialect.QUARTZ)) {
            throw new IllegalArgumentException("'" + text + "' is no cron expression of the dialect " + dialect);
        }
        return new CronRule(fields, days(dialect, fields[3], fields[5]));
    }

    private static Predicate<LocalDate> days(CronDialect dialect, String month, String week) {
        return switch (dialect) {
            case QUARTZ ->
                isOpen(week)
                        ? CronItems.daysOfMonth(isOpen(month) ? CronItems.EVERY : month)
                        : CronItems.daysOfWeek(week, QUARTZ_WEEK, 1);
            case SPRING ->
                CronItems.daysOfMonth(isOpen(month) ? CronItems.EVERY : month)
                        .and(CronItems.daysOfWeek(isOpen(week) ? CronItems.EVERY : week, SPRING_WEEK, 0));
            case UNIX -> {
                Predicate<LocalDate> ofMonth = CronItems.daysOfMonth(month);
                Predicate<LocalDate> ofWeek = CronItems.daysOfWeek(week, UNIX_WEEK, 0);
                boolean both = month.startsWith(CronItems.EVERY) || week.startsWith(CronItems.EVERY);
                yield both ? ofMonth.and(ofWeek) : ofMonth.or(ofWeek);
            }
        };
    }

    private static boolean isOpen(String field) {
        return field.equals(OPEN) || field.equals(CronItems.EVERY);
    }

    private static int[] selected(String field, Numbers numbers) {
        return IntStream.rangeClosed(numbers.min(), numbers.max())
                .filter(CronItems.numbers(field, numbers))
                .toArray();
    }

    boolean selects(LocalDate date) {
        return years.test(date.getYear())
                && months.test(date.getMonthValue())
                && days.test(date)
                && date.getYear() >= YEAR.min()
                && date.getYear() <= YEAR.max();
    }

    int[] hours() {
        return hours;
    }

    int[] minutes() {
        return minutes;
    }

    int[] seconds() {
        return seconds;
    }

    /** An interval rather than a time of day. */
    boolean everyHour() {
        return hours.length == 24;
    }
}
