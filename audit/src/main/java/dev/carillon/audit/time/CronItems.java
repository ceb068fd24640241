package dev.carillon.audit.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The items between the commas of a cron field, each as a question to a number or to a day. */
final class CronItems {

    static final String EVERY = "*";

    /**
     * What the numbers of a field are.
     *
     * @param starFirst the first value of a star, which is not {@code min} for Spring's days of the week
     * @param starLast the last value of a star, which is not {@code max} for crontab's
     * @param names such as {@code SUN MON}, the first of which is {@code min}
     */
    record Numbers(int min, int max, int starFirst, int starLast, List<String> names) {

        static Numbers of(int min, int max) {
            return new Numbers(min, max, min, max, List.of());
        }

        int value(String text) {
            int name = names.indexOf(text);
            int value = name >= 0 ? min + name : Integer.parseInt(text);
            if (value < min || value > max) {
                throw new IllegalArgumentException(text + " is out of " + min + "–" + max);
            }
            return value;
        }
    }

    private CronItems() {}

    /** Whether any item of the field holds the number. */
    static IntPredicate numbers(String field, Numbers numbers) {
        return Stream.of(field.split(",", -1))
                .map(item -> number(item, numbers))
                .reduce(IntPredicate::or)
                .orElseThrow();
    }

    private static IntPredicate number(String item, Numbers numbers) {
        int slash = item.indexOf('/');
        String base = slash < 0 ? item : item.substring(0, slash);
        int step = slash < 0 ? 1 : Integer.parseInt(item.substring(slash + 1));
        if (base.isEmpty() || base.equals(EVERY)) {
            return range(numbers.starFirst(), numbers.starLast(), step, numbers);
        }
        int dash = base.indexOf('-');
        if (dash < 0) {
            int first = numbers.value(base);
            return slash < 0 ? value -> value == first : range(first, numbers.max(), step, numbers);
        }
        int first = numbers.value(base.substring(0, dash));
        int last = numbers.value(base.substring(dash + 1));
        if (last < first && numbers.max() == 7 && numbers.min() == 0) {
            // Both are Sunday: a range may begin with it as well as end.
            return first == 7 ? range(0, last, step, numbers) : range(first, 7, step, numbers);
        }
        return range(first, last, step, numbers);
    }

    /** Counted from the first, over the end of the field where the last is before it. */
    private static IntPredicate range(int first, int last, int step, Numbers numbers) {
        int size = numbers.max() - numbers.min() + 1;
        int width = Math.floorMod(last - first, size);
        return value -> {
            int steps = Math.floorMod(value - first, size);
            return steps <= width && steps % step == 0;
        };
    }

    /** Days of the month, with {@code L}, {@code L-3}, {@code 15W}, {@code LW} and {@code L-3W}. */
    static Predicate<LocalDate> daysOfMonth(String field) {
        return Stream.of(field.split(",", -1))
                .map(CronItems::dayOfMonth)
                .reduce(Predicate::or)
                .orElseThrow();
    }

    private static Predicate<LocalDate> dayOfMonth(String item) {
        boolean nearest = item.endsWith("W");
        String day = nearest ? item.substring(0, item.length() - 1) : item;
        if (day.startsWith("L")) {
            int before = day.length() == 1 ? 0 : Integer.parseInt(day.substring(2));
            return nearest
                    ? date -> isNearest(date, date.lengthOfMonth() - before)
                    : date -> date.getDayOfMonth() == date.lengthOfMonth() - before;
        }
        if (nearest) {
            int wanted = Integer.parseInt(day);
            return date -> isNearest(date, wanted);
        }
        IntPredicate plain = number(item, Numbers.of(1, 31));
        return date -> plain.test(date.getDayOfMonth());
    }

    /** Whether it is the Monday to Friday next to that day of its month, without leaving the month. */
    private static boolean isNearest(LocalDate date, int day) {
        if (day < 1 || day > date.lengthOfMonth()) {
            return false;
        }
        LocalDate wanted = date.withDayOfMonth(day);
        LocalDate moved = switch (wanted.getDayOfWeek()) {
            case SATURDAY -> day == 1 ? wanted.plusDays(2) : wanted.minusDays(1);
            case SUNDAY -> day == date.lengthOfMonth() ? wanted.minusDays(2) : wanted.plusDays(1);
            default -> wanted;
        };
        return date.equals(moved);
    }

    /**
     * Days of the week, with {@code 6L}, {@code 6#3} and {@code L} for a Saturday.
     *
     * @param sunday the number of Sunday; where it is 0, 7 is Sunday as well
     */
    static Predicate<LocalDate> daysOfWeek(String field, Numbers numbers, int sunday) {
        return Stream.of(field.split(",", -1))
                .map(item -> dayOfWeek(item, numbers, sunday))
                .reduce(Predicate::or)
                .orElseThrow();
    }

    private static Predicate<LocalDate> dayOfWeek(String item, Numbers numbers, int sunday) {
        if (item.equals("L")) {
            return date -> date.getDayOfWeek() == DayOfWeek.SATURDAY;
        }
        int hash = item.indexOf('#');
        if (hash >= 0) {
            int wanted = numbers.value(item.substring(0, hash));
            int week = Integer.parseInt(item.substring(hash + 1));
            return date -> is(date, wanted, sunday) && (date.getDayOfMonth() - 1) / 7 + 1 == week;
        }
        if (item.endsWith("L")) {
            int wanted = numbers.value(item.substring(0, item.length() - 1));
            return date -> is(date, wanted, sunday) && date.getDayOfMonth() + 7 > date.lengthOfMonth();
        }
        IntPredicate plain = number(item, numbers);
        return date -> {
            int number = fromSunday(date) + sunday;
            return plain.test(number) || sunday == 0 && number == 0 && plain.test(7);
        };
    }

    private static boolean is(LocalDate date, int number, int sunday) {
        return fromSunday(date) == Math.floorMod(number - sunday, 7);
    }

    private static int fromSunday(LocalDate date) {
        return date.getDayOfWeek().getValue() % 7;
    }
}
