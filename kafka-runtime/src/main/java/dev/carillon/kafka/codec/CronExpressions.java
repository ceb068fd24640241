package dev.carillon.kafka.codec;

import dev.carillon.core.time.CronDialect;
import dev.carillon.core.time.CronExpression;

/**
 * Lets jobs with the same expression share one object, and spares reading its text
 * again: most of a million jobs are due by one of a few hundred texts. Usable from every thread.
 */
final class CronExpressions {

    private final Interner<CronExpression> known = new Interner<>();

    /** What {@link CronExpression#parse(CronDialect, String)} returns and throws. */
    CronExpression parse(CronDialect dialect, String text) {
        return known.find(
                text.hashCode(),
                expression ->
                        expression.dialect() == dialect && expression.toString().equals(text),
                () -> CronExpression.parse(dialect, text));
    }
}
