package dev.carillon.audit.time;

import java.util.random.RandomGenerator;

/** Cron expressions of every form that docs/cron.md names; some are refused, for a range that runs backwards. */
final class RandomCron {

    private static final String[] DAYS = {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};
    private static final String[] MONTHS = {
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"
    };

    private final RandomGenerator random;

    RandomCron(RandomGenerator random) {
        this.random = random;
    }

    String quartz() {
        boolean ofMonth = random.nextBoolean();
        String year = random.nextInt(8) == 0 ? " " + year() : "";
        return number(0, 59, 2) + " " + number(0, 59, 3) + " " + number(0, 23, 3) + " "
                + (ofMonth ? daysOfMonth() : "?") + " " + month() + " " + (ofMonth ? "?" : daysOfWeek()) + year;
    }

    String unix() {
        return random.nextInt(40) == 0
                ? "@daily"
                : number(0, 59, 3) + " " + number(0, 23, 3) + " " + number(1, 31, 2) + " " + month() + " "
                        + number(0, 7, 2);
    }

    String spring() {
        String week = random.nextInt(3) == 0 ? "?" : random.nextBoolean() ? number(0, 7, 2) : springDays();
        return number(0, 59, 2) + " " + number(0, 59, 3) + " " + number(0, 23, 3) + " " + daysOfMonth() + " " + month()
                + " " + week;
    }

    private String springDays() {
        return DAYS[random.nextInt(7)] + (random.nextBoolean() ? "L" : "#" + between(1, 5));
    }

    /** @param rarely one in so many is a star */
    private String number(int min, int max, int rarely) {
        if (random.nextInt(rarely) == 0) {
            return random.nextInt(3) == 0 ? "*/" + between(1, max) : "*";
        }
        StringBuilder items = new StringBuilder(item(min, max));
        while (random.nextInt(4) == 0) {
            items.append(',').append(item(min, max));
        }
        return items.toString();
    }

    private String item(int min, int max) {
        int first = between(min, max);
        return switch (random.nextInt(5)) {
            case 0 -> first + "-" + between(min, max);
            case 1 -> first + "-" + between(min, max) + "/" + between(1, Math.min(max, 12));
            case 2 -> first + "/" + between(1, max);
            default -> "" + first;
        };
    }

    private String daysOfMonth() {
        return switch (random.nextInt(10)) {
            case 0 -> "L";
            case 1 -> "L-" + between(1, 30);
            case 2 -> "LW";
            case 3 -> "L-" + between(1, 28) + "W";
            case 4 -> between(1, 31) + "W";
            case 5 -> between(1, 28) + "W,L";
            default -> number(1, 31, 2);
        };
    }

    private String daysOfWeek() {
        return switch (random.nextInt(8)) {
            case 0 -> "L";
            case 1 -> between(1, 7) + "L";
            case 2 -> DAYS[random.nextInt(7)] + "#" + between(1, 5);
            case 3 -> DAYS[random.nextInt(7)] + "-" + DAYS[random.nextInt(7)];
            case 4 -> DAYS[random.nextInt(7)] + "L";
            default -> number(1, 7, 3);
        };
    }

    private String month() {
        return switch (random.nextInt(6)) {
            case 0 -> MONTHS[random.nextInt(12)];
            case 1 -> MONTHS[random.nextInt(12)] + "-" + MONTHS[random.nextInt(12)];
            case 2 -> number(1, 12, 2);
            default -> "*";
        };
    }

    private String year() {
        return switch (random.nextInt(3)) {
            case 0 -> "2026-2040";
            case 1 -> "" + between(2020, 2035);
            default -> "2000/" + between(1, 7);
        };
    }

    private int between(int min, int max) {
        return random.nextInt(min, max + 1);
    }
}
