package dev.carillon.kafka.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One setting: everything about it in one place, so that parsing, the error messages and the documentation agree.
 *
 * <pre>{@code
 * static final Setting<Integer> LANES = Setting.integer("scheduler.lanes", 1, 1, 64, "Lanes per node.");
 * }</pre>
 *
 * @param type what may be written, for people
 * @param defaultText as it would be written; empty when the setting must be given
 * @param parser throws {@link IllegalArgumentException} whose message says what was expected
 * @param secret never shown
 */
public record Setting<T>(
        String name,
        String type,
        Optional<String> defaultText,
        Function<String, T> parser,
        String text,
        boolean secret) {

    /** A part in capitals is a word of somebody else, such as a type of a vendor. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+|\\.[A-Z][A-Z_]*)*");

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,12})\\s*(ms|s|m|h|d)");

    public Setting {
        if (!NAME.matcher(name).matches() || name.startsWith("kafka.")) {
            throw new IllegalStateException("not a name for a setting: " + name);
        }
    }

    public static Setting<String> text(String name, String defaultValue, String text) {
        return new Setting<>(name, "text", Optional.of(defaultValue), Function.identity(), text, false).checked();
    }

    public static Setting<Integer> integer(String name, int defaultValue, int min, int max, String text) {
        String type = "whole number, " + min + " … " + max;
        return new Setting<>(
                        name,
                        type,
                        Optional.of(Integer.toString(defaultValue)),
                        value -> (int) parseWhole(value, min, max),
                        text,
                        false)
                .checked();
    }

    /** Written with its unit: {@code 500ms}, {@code 30s}, {@code 10m}, {@code 2h}, {@code 7d}. */
    public static Setting<Duration> duration(
            String name, Duration defaultValue, Duration min, Duration max, String text) {
        String type = "duration, " + shown(min) + " … " + shown(max);
        return new Setting<>(
                        name,
                        type,
                        Optional.of(shown(defaultValue)),
                        value -> parseDuration(value, min, max),
                        text,
                        false)
                .checked();
    }

    public static Setting<Boolean> flag(String name, boolean defaultValue, String text) {
        return new Setting<>(
                        name,
                        "true or false",
                        Optional.of(Boolean.toString(defaultValue)),
                        Setting::parseFlag,
                        text,
                        false)
                .checked();
    }

    /** Written in lower case with hyphens. */
    public static <E extends Enum<E>> Setting<E> choice(String name, Class<E> values, E defaultValue, String text) {
        String type =
                Arrays.stream(values.getEnumConstants()).map(Setting::shown).collect(Collectors.joining(", "));
        return new Setting<>(
                        name,
                        "one of " + type,
                        Optional.of(shown(defaultValue)),
                        value -> Arrays.stream(values.getEnumConstants())
                                .filter(constant -> shown(constant).equals(value))
                                .findFirst()
                                .orElseThrow(() -> new IllegalArgumentException("must be one of " + type)),
                        text,
                        false)
                .checked();
    }

    /** Separated by commas; blanks around an entry do not count, empty entries are refused. */
    public static Setting<List<String>> list(String name, List<String> defaultValue, String text) {
        return new Setting<>(
                        name,
                        "list, separated by commas",
                        Optional.of(String.join(",", defaultValue)),
                        Setting::parseList,
                        text,
                        false)
                .checked();
    }

    /** Like this one, but without a default. */
    public Setting<T> required() {
        return new Setting<>(name, type, Optional.empty(), parser, text, secret);
    }

    /** Like this one, but its value is never shown. */
    public Setting<T> masked() {
        return new Setting<>(name, type, defaultText, parser, text, true);
    }

    /** Like this one, with a further check: it returns the value or throws what was expected. */
    public Setting<T> check(Function<T, T> further) {
        return new Setting<>(name, type, defaultText, parser.andThen(further), text, secret).checked();
    }

    /** The environment variable that sets it: {@code scheduler.lanes} is {@code CARILLON_SCHEDULER_LANES}. */
    public String environmentName() {
        return "CARILLON_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /**
     * Checks what was collected.
     *
     * @throws StartRefusedException naming the setting, where it was found and what was expected
     */
    T parse(String value, String origin) {
        try {
            return parser.apply(value.strip());
        } catch (IllegalArgumentException e) {
            String was = secret ? "" : ", was '" + value + "'";
            throw new StartRefusedException("Setting " + name + " (" + origin + ") " + e.getMessage() + was + ".", e);
        }
    }

    /** A default that its own check refuses is a mistake of the declaration. */
    private Setting<T> checked() {
        defaultText.ifPresent(value -> parse(value, "default"));
        return this;
    }

    private static long parseWhole(String value, long min, long max) {
        String expected = "must be a whole number, " + min + " … " + max;
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(expected, e);
        }
        throw new IllegalArgumentException(expected);
    }

    private static Duration parseDuration(String value, Duration min, Duration max) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be a number with one of the units ms, s, m, h, d, such as 30s");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            throw new IllegalArgumentException("must be " + shown(min) + " … " + shown(max));
        }
        return duration;
    }

    private static Boolean parseFlag(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static List<String> parseList(String value) {
        if (value.isEmpty()) {
            return List.of();
        }
        List<String> entries =
                Arrays.stream(value.split(",", -1)).map(String::strip).toList();
        if (entries.contains("")) {
            throw new IllegalArgumentException("must have no empty entry");
        }
        return entries;
    }

    private static String shown(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** In the largest unit that needs no fraction. */
    private static String shown(Duration duration) {
        long ms = duration.toMillis();
        if (ms % 1000 != 0 || ms == 0) {
            return ms + "ms";
        }
        long seconds = ms / 1000;
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        if (seconds % 3600 != 0) {
            return seconds / 60 + "m";
        }
        return seconds % 86_400 == 0 ? seconds / 86_400 + "d" : seconds / 3600 + "h";
    }
}
