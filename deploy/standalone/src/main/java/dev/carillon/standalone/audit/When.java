package dev.carillon.standalone.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people type them. */
public final class When {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private When() {}

    /**
     * {@code 90s}, {@code 10m}, {@code 1h}, {@code 7d}.
     *
     * @throws IllegalArgumentException naming the option
     */
    public static Duration duration(String option, String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    option + ": '" + text + "' is no duration, expected a number with ms, s, m, h or d, such as 10m");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /**
     * A duration, which is so long ago, {@code now}, or an instant such as {@code 2026-11-22T04:00:00Z}; in whole
     * milliseconds, as fires are.
     *
     * @throws IllegalArgumentException naming the option
     */
    public static Instant instant(String option, String text, Instant now) {
        return exact(option, text, now).truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant exact(String option, String text, Instant now) {
        String value = text.strip();
        if (value.equals("now")) {
            return now;
        }
        if (DURATION.matcher(value).matches()) {
            return now.minus(duration(option, value));
        }
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    option + ": '" + text + "' is no time, expected an instant such as 2026-11-22T04:00:00Z,"
                            + " or how long ago, such as 1h",
                    e);
        }
    }
}
