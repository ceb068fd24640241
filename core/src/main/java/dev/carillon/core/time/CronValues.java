package dev.carillon.core.time;

import java.util.BitSet;

/**
 * The values that a field names.
 *
 * <pre>
 * field   item ',' item …
 * item    values ['/' step] |  '/' step
 * values  '*'  |  value  |  value '-' value
 * </pre>
 */
final class CronValues {
    private CronValues() {}

    static BitSet of(CronToken field) {
        BitSet values = new BitSet();
        field.items().forEach(item -> add(item, values));
        return values;
    }

    /** Of a field whose values are all below 64. */
    static long mask(CronToken field) {
        if (field.is(CronToken.EVERY)) {
            FieldSyntax syntax = field.syntax();
            return (-1L << syntax.starFirst()) & (-1L >>> (63 - syntax.starLast()));
        }
        return field.isNumber() ? 1L << field.value() : mask(of(field));
    }

    static long mask(BitSet values) {
        return values.isEmpty() ? 0 : values.toLongArray()[0];
    }

    static void add(CronToken item, BitSet values) {
        FieldSyntax syntax = item.syntax();
        int slash = item.indexOf('/');
        int step = slash < 0 ? 1 : item.after(slash).number(1, syntax.maxStep(), "step");
        CronToken base = slash < 0 ? item : item.before(slash);
        int dash = base.indexOf('-');
        if (base.is(CronToken.EVERY) || slash == 0) {
            addRange(syntax, syntax.starFirst(), syntax.starLast(), step, values);
        } else if (dash >= 0) {
            addWritten(base, dash, step, values);
        } else {
            int first = base.value();
            addRange(syntax, first, slash < 0 ? first : syntax.max(), step, values);
        }
    }

    private static void addWritten(CronToken range, int dash, int step, BitSet values) {
        FieldSyntax syntax = range.syntax();
        int first = range.before(dash).value();
        int last = range.after(dash).value();
        if (last < first && !syntax.wraps()) {
            boolean endsOnSunday = syntax.field() == CronField.DAY_OF_WEEK && last == 0;
            boolean beginsOnSunday = syntax.field() == CronField.DAY_OF_WEEK && first == 7;
            if (!endsOnSunday && !beginsOnSunday) {
                throw range.error(
                        "",
                        syntax.field() == CronField.YEAR
                                ? "runs backwards, expected the earlier year first"
                                : "runs backwards, expected the lower value first;"
                                        + " only the QUARTZ dialect has ranges that wrap");
            }
            first = beginsOnSunday ? 0 : first;
            last = endsOnSunday && !beginsOnSunday ? 7 : last;
        }
        addRange(syntax, first, last, step, values);
    }

    private static void addRange(FieldSyntax syntax, int first, int last, int step, BitSet values) {
        int size = syntax.max() - syntax.min() + 1;
        int width = Math.floorMod(last - first, size);
        for (int i = 0; i <= width; i += step) {
            values.set(syntax.min() + (first - syntax.min() + i) % size);
        }
    }
}
