package dev.carillon.gateway.vendor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the value of a parameter may be. */
public sealed interface FieldType {

    /** What is wrong with the value; empty when nothing is. */
    Optional<String> problem(String value);

    /** For the documentation, such as {@code 1 … 200}. */
    String describe();

    /**
     * Any text that fits.
     *
     * @param maxBytes as UTF-8
     */
    record Text(int maxBytes) implements FieldType {
        @Override
        public Optional<String> problem(String value) {
            int length = value.getBytes(StandardCharsets.UTF_8).length;
            if (length > maxBytes) {
                return Optional.of("must be at most " + maxBytes + " bytes, has " + length);
            }
            return value.indexOf('\0') < 0 ? Optional.empty() : Optional.of("must not hold a NUL character");
        }

        @Override
        public String describe() {
            return "text, at most " + maxBytes + " bytes";
        }
    }

    /** A whole number; both bounds belong to it. */
    record Whole(long min, long max) implements FieldType {
        private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,18}");

        @Override
        public Optional<String> problem(String value) {
            if (!DIGITS.matcher(value).matches()) {
                return Optional.of("must be a whole number " + describe() + ", was '" + shown(value) + "'");
            }
            long number = Long.parseLong(value);
            return number >= min && number <= max
                    ? Optional.empty()
                    : Optional.of("must be " + describe() + ", was " + number);
        }

        @Override
        public String describe() {
            return min + " … " + max;
        }
    }

    record Flag() implements FieldType {
        @Override
        public Optional<String> problem(String value) {
            boolean known = value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
            return known ? Optional.empty() : Optional.of("must be true or false, was '" + shown(value) + "'");
        }

        @Override
        public String describe() {
            return "true or false";
        }
    }

    /**
     * One of some words, in any case.
     *
     * @param served what may be asked for
     * @param later what the vendor has beyond that
     */
    record Word(List<String> served, List<String> later) implements FieldType {
        @Override
        public Optional<String> problem(String value) {
            String word = value.toLowerCase(Locale.ROOT);
            if (served.contains(word)) {
                return Optional.empty();
            }
            return Optional.of(
                    later.contains(word)
                            ? "'" + word + "' is not served yet, only " + describe()
                            : "must be " + describe() + ", was '" + shown(value) + "'");
        }

        @Override
        public String describe() {
            return String.join(" or ", served);
        }
    }

    /**
     * Another type's value that JSON may also hold as a string or number, because clients of that vendor send it so: the
     * number {@code 42} as {@code "42"}, the text {@code 30} as a number. In a path or query it makes no difference.
     */
    record Loose(FieldType as) implements FieldType {
        @Override
        public Optional<String> problem(String value) {
            return as.problem(value);
        }

        @Override
        public String describe() {
            return as.describe();
        }
    }

    /**
     * Any JSON value; what it may be is checked where it is used.
     *
     * @param what for the documentation, such as {@code epoch milliseconds or an ISO instant}
     */
    record Free(String what) implements FieldType {
        @Override
        public Optional<String> problem(String value) {
            return Optional.empty();
        }

        @Override
        public String describe() {
            return what;
        }
    }

    /** A JSON object, whose fields are described by themselves. */
    record Group() implements FieldType {
        @Override
        public Optional<String> problem(String value) {
            return Optional.of("must be an object");
        }

        @Override
        public String describe() {
            return "object";
        }
    }

    /** A JSON array, whose items are described by themselves; both bounds belong to it. */
    record Items(int min, int max) implements FieldType {
        @Override
        public Optional<String> problem(String value) {
            return Optional.of("must be an array");
        }

        @Override
        public String describe() {
            return "array of " + min + " … " + max;
        }
    }

    private static String shown(String value) {
        return value.length() <= 40 ? value : value.substring(0, 40) + "…";
    }
}
