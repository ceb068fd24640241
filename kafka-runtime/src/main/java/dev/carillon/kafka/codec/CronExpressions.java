package dev.carillon.kafka.codec;

import dev.carillon.core.time.CronDialect;
import dev.carillon.core.time.CronExpression;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Lets jobs with the same expression share one object, as {@link Interner} does for values, and spares reading its text
 * again: most of a million jobs are due by one of a few hundred texts. Usable from every thread.
 */
final class CronExpressions {

    private static final int SLOTS = 1 << 12;

    private final AtomicReferenceArray<@Nullable CronExpression> slots = new AtomicReferenceArray<>(SLOTS);

    /** What {@link CronExpression#parse(CronDialect, String)} returns and throws. */
    CronExpression parse(CronDialect dialect, String text) {
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
        CronExpression known = slots.getAcquire(slot);
        if (known != null && known.dialect() == dialect && known.toString().equals(text)) {
            return known;
        }
        CronExpression parsed = CronExpression.parse(dialect, text);
        slots.setRelease(slot, parsed);
        return parsed;
    }
}
