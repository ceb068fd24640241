package dev.carillon.core.time.peers;

import dev.carillon.core.time.CronDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Expressions of one dialect with all that it can write: lists, steps, ranges (that wrap), names, L, W and #. */
final class RandomCron {
    private static final String MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC";
    private static final String WEEKDAYS = "SUN MON TUE WED THU FRI SAT";

    private final RandomGenerator random;
    private final CronDialect dialect;

    RandomCron(CronDialect dialect, RandomGenerator random) {
        this.dialect = dialect;
        this.random = random;
    }

    String next() {
        boolean unix = dialect == CronDialect.UNIX;
        String second = unix ? "" : (random.nextInt(3) > 0 ? "0" : field(0, 59)) + " ";
        String time = (random.nextInt(3) == 0 ? one("0", "30") : field(0, 59)) + " "
                + (random.nextInt(3) == 0 ? one("*", "2", "0") : field(0, 23));
        String month = random.nextInt(3) > 0 ? "*" : named(1, 12, MONTHS);
        return switch (dialect) {
            case QUARTZ -> {
                boolean ofMonth = random.nextBoolean();
                String year = random.nextInt(6) == 0 ? " " + years() : "";
                yield second + time + " " + (ofMonth ? dayOfMonth() : "?") + " " + month + " "
                        + (ofMonth ? "?" : dayOfWeek()) + year;
            }
            case SPRING ->
                switch (random.nextInt(4)) {
                    case 0 -> second + time + " " + dayOfMonth() + " " + month + " " + dayOfWeek();
                    case 1 -> second + time + " " + dayOfMonth() + " " + month + " " + one("*", "?");
                    default -> second + time + " " + one("*", "?") + " " + month + " " + dayOfWeek();
                };
            case UNIX ->
                switch (random.nextInt(4)) {
                    case 0 -> time + " " + field(1, 31) + " " + month + " " + weekdays();
                    case 1 -> time + " " + field(1, 31) + " " + month + " *";
                    default -> time + " * " + month + " " + weekdays();
                };
        };
    }

    private String dayOfMonth() {
        return switch (random.nextInt(9)) {
            case 0 -> "L";
            case 1 -> "LW";
            case 2 -> between(1, 31) + "W";
            case 3 -> "L-" + between(1, 30);
            case 4 -> between(1, 28) + ",L";
            case 5 -> "*";
            default -> field(1, 31);
        };
    }

    private String dayOfWeek() {
        int first = dialect == CronDialect.QUARTZ ? 1 : 0;
        return switch (random.nextInt(8)) {
            case 0 -> weekday(first) + "L";
            case 1, 2 -> weekday(first) + "#" + between(1, 5);
            case 3 -> "*";
            default -> weekdays();
        };
    }

    private String weekday(int first) {
        return random.nextBoolean() ? one(WEEKDAYS.split(" ")) : between(first, 7) + "";
    }

    private String weekdays() {
        return named(dialect == CronDialect.QUARTZ ? 1 : 0, 7, WEEKDAYS);
    }

    private String named(int min, int max, String names) {
        if (random.nextInt(3) > 0) {
            return field(min, max);
        }
        List<String> all = List.of(names.split(" "));
        int first = random.nextInt(all.size());
        int last = wraps() ? random.nextInt(all.size()) : random.nextInt(first, all.size());
        return switch (random.nextInt(4)) {
            case 0 -> all.get(first);
            case 1 -> all.get(first) + "," + all.get(random.nextInt(all.size()));
            case 2 -> all.get(first) + "-" + all.get(last) + "/2";
            default -> all.get(first) + "-" + all.get(last);
        };
    }

    private String years() {
        int year = between(1980, 2090);
        return one(year + "", year + "-" + (year + 9), year + "/3", year + "," + (year + 2));
    }

    private String field(int min, int max) {
        List<String> items = new ArrayList<>();
        for (int i = random.nextInt(4) == 0 ? between(2, 3) : 1; i > 0; i--) {
            items.add(item(min, max));
        }
        return String.join(",", items);
    }

    private String item(int min, int max) {
        int first = between(min, max);
        int last = wraps() ? between(min, max) : between(first, max);
        int step = between(1, max);
        return switch (random.nextInt(7)) {
            case 0 -> "*/" + step;
            case 1 -> first + "/" + step;
            case 2 -> first + "-" + last;
            case 3 -> first + "-" + last + "/" + between(1, 5);
            default -> first + "";
        };
    }

    private boolean wraps() {
        return dialect == CronDialect.QUARTZ && random.nextInt(3) == 0;
    }

    private int between(int min, int max) {
        return random.nextInt(min, max + 1);
    }

    private String one(String... values) {
        return values[random.nextInt(values.length)];
    }

    /** Of two names of months or weekdays. */
    static boolean isBackwards(String first, String last) {
        return Stream.of(MONTHS, WEEKDAYS)
                .map(names -> List.of(names.split(" ")))
                .anyMatch(names -> names.contains(last) && names.indexOf(first) > names.indexOf(last));
    }
}
