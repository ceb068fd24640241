package dev.carillon.core.time;

import java.util.List;
import java.util.Locale;

/** The seven fields of a cron expression, in the order in which they are written. */
enum CronField {
    SECOND("second", 0, 59, "", ", - * /"),
    MINUTE("minute", 0, 59, "", ", - * /"),
    HOUR("hour", 0, 23, "", ", - * /"),
    DAY_OF_MONTH("day-of-month", 1, 31, "", ", - * ? / L W"),
    MONTH("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC", ", - * /"),
    DAY_OF_WEEK("day-of-week", 1, 7, "SUN MON TUE WED THU FRI SAT", ", - * ? / L #"),
    YEAR("year", 1970, 2199, "", ", - * /");

    static final int REQUIRED = 6;

    private final String label;
    private final int min;
    private final int max;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> names;

    private final String signs;

    CronField(String label, int min, int max, String names, String signs) {
        this.label = label;
        this.min = min;
        this.max = max;
        this.names = names.isEmpty() ? List.of() : List.of(names.split(" "));
        this.signs = signs;
    }

    String label() {
        return label;
    }

    int min() {
        return min;
    }

    int max() {
        return max;
    }

    /** Quartz's limits: a step over the whole field would select nothing but its start. */
    int maxStep() {
        return this == YEAR ? max - min : max;
    }

    /** The number that a name such as {@code fri} stands for, or -1. */
    int numberOf(String name) {
        int index = names.indexOf(name.toUpperCase(Locale.ROOT));
        return index < 0 ? -1 : min + index;
    }

    String range() {
        String sunday = this == DAY_OF_WEEK ? " (1 = Sunday)" : "";
        String byName = names.isEmpty() ? "" : " or " + names.getFirst() + "–" + names.getLast();
        return min + "–" + max + sunday + byName;
    }

    String form() {
        return range() + " with " + signs;
    }
}
