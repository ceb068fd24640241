package dev.carillon.core.time;

/**
 * What a dialect allows in one field.
 *
 * @param min the least number
 * @param max the greatest number, and the end of a start with a step
 * @param starFirst the first value of {@code *}
 * @param starLast the last value of {@code *}
 * @param wraps whether a range may run over the end of the field
 * @param signs what may stand beside the numbers, for error messages
 */
record FieldSyntax(CronField field, int min, int max, int starFirst, int starLast, boolean wraps, String signs) {

    private static final String PLAIN = ", - * /";

    /** The numbers of {@link CronField}, without {@code ?}, {@code L} and their like. */
    static FieldSyntax plain(CronField field, boolean wraps) {
        return with(field, wraps, PLAIN);
    }

    static FieldSyntax with(CronField field, boolean wraps, String signs) {
        return new FieldSyntax(field, field.min(), field.max(), field.min(), field.max(), wraps, signs);
    }

    /** Days of the week from 0 to 7, both of which are Sunday; the star spans seven of them. */
    static FieldSyntax weekFromZero(int starFirst, String signs) {
        return new FieldSyntax(CronField.DAY_OF_WEEK, 0, 7, starFirst, starFirst + 6, false, signs);
    }

    static FieldSyntax weekFromZero(int starFirst) {
        return weekFromZero(starFirst, PLAIN);
    }

    /** Quartz's limits: a step over the whole field would select nothing but its start. */
    int maxStep() {
        return field == CronField.YEAR ? max - min : max;
    }

    /** The number that a name such as {@code fri} stands for, or -1. */
    int numberOf(String name) {
        int index = field.indexOf(name);
        return index < 0 ? -1 : min + index;
    }

    /** 0 = Sunday … 6 = Saturday. */
    int weekday(int number) {
        return (number - (min == 0 ? 0 : 1)) % 7;
    }

    String range() {
        String sunday = field != CronField.DAY_OF_WEEK ? "" : min == 0 ? " (0 and 7 = Sunday)" : " (1 = Sunday)";
        String byName = field.namesRange().isEmpty() ? "" : " or " + field.namesRange();
        return min + "–" + max + sunday + byName;
    }

    String form() {
        return range() + " with " + signs;
    }
}
