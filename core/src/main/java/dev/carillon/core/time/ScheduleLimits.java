package dev.carillon.core.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the records of {@link Schedule} accept. The limits also keep their arithmetic in milliseconds from overflow. */
final class ScheduleLimits {
    static final Instant START = Instant.EPOCH;
    static final Instant END = Instant.parse("2200-01-01T00:00:00Z");
    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofDays(36_500);

    private ScheduleLimits() {}

    static void checkDuration(String field, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    field + ": " + value + " is out of range, expected 1 second to " + LONGEST.toDays() + " days");
        }
        checkMillis(field, value, value.equals(value.truncatedTo(ChronoUnit.MILLIS)));
    }

    static void checkInstant(String field, Instant value) {
        if (value.isBefore(START) || !value.isBefore(END)) {
            throw new IllegalArgumentException(
                    field + ": " + value + " is out of range, expected an instant in the years 1970–2199");
        }
        checkMillis(field, value, value.equals(value.truncatedTo(ChronoUnit.MILLIS)));
    }

    private static void checkMillis(String field, Object value, boolean whole) {
        if (!whole) {
            throw new IllegalArgumentException(field + ": " + value + " has parts of a millisecond, expected none");
        }
    }
}
