package dev.carillon.core.job;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The few checks that every definition record needs; each failure names its field. */
final class Checks {

    private Checks() {}

    static void text(String field, String value, int maxLength) {
        if (value.isBlank()) {
            throw new InvalidDefinitionException(field, "must not be empty");
        }
        optionalText(field, value, maxLength);
    }

    static void optionalText(String field, String value, int maxLength) {
        if (value.length() > maxLength) {
            throw new InvalidDefinitionException(
                    field, "must be at most " + maxLength + " characters, has " + value.length());
        }
    }

    static void bytes(String field, String value, int max) {
        if (value.length() <= max / 3) {
            return; // A character has at most three bytes.
        }
        int length = value.getBytes(StandardCharsets.UTF_8).length;
        if (length > max) {
            throw new InvalidDefinitionException(field, "must be at most " + max + " bytes, has " + length);
        }
    }

    static void range(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw new InvalidDefinitionException(field, "must be " + min + " … " + max + ", was " + value);
        }
    }

    static void range(String field, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new InvalidDefinitionException(
                    field, "must be " + min.toMillis() + " … " + max.toMillis() + " ms, was " + value.toMillis());
        }
    }

    /** For messages: what came from outside may be long. */
    static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
