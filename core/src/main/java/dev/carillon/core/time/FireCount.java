package dev.carillon.core.time;

import java.time.Instant;

/** How many fires a stretch of time holds, see {@link Schedule#countBetween}. */
public sealed interface FireCount {
    long count();

    record None() implements FireCount {
        @Override
        public long count() {
            return 0;
        }
    }

    /** {@code truncated}: the stretch holds more fires behind {@code last}, which were not counted. */
    record Range(Instant first, Instant last, long count, boolean truncated) implements FireCount {
        public Range {
            if (count < 1 || last.isBefore(first)) {
                throw new IllegalArgumentException("range of " + count + " fires from " + first + " to " + last);
            }
        }
    }

    static void checkLimit(long atMost) {
        if (atMost < 1) {
            throw new IllegalArgumentException("atMost: " + atMost + " is out of range, expected at least 1");
        }
    }
}
