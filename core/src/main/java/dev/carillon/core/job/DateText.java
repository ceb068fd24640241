package dev.carillon.core.job;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes dates into text, as the big-data products of two vendors do.
 *
 * <pre>
 * ${yyyyMMdd}              a pattern with yyyy and any of MM dd HH hh mm ss, and separators that are not letters
 * ${yyyy-MM-dd HH:mm:ss}   hh is the hour of the 12-hour clock
 * ${yyyyMMdd-1d}           moved by a number of y years, m months, d days or h hours; only a sign with digits and a unit at
 *                          the very end is an offset, so -dd in yyyy-MM-dd is none
 * ${standard_date-1h}      the same as ${yyyyMMdd HH:mm:ss-1h}
 * ${name}                  a named value, in which dates are written, but no names
 * </pre>
 *
 * Whatever else stands between the braces is left as it is.
 */
public final class DateText {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^${}]{1,200})}");
    private static final Pattern OFFSET = Pattern.compile("(.+)([+-][0-9]{1,6})([ymdh])");
    private static final Pattern PATTERN = Pattern.compile("(?:yyyy|MM|dd|HH|hh|mm|ss|[^\\p{L}])+");
    private static final Pattern TOKEN = Pattern.compile("yyyy|MM|dd|HH|hh|mm|ss");
    private static final String STANDARD_DATE = "standard_date";
    private static final String STANDARD_PATTERN = "yyyyMMdd HH:mm:ss";
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "y", ChronoUnit.YEARS,
            "m", ChronoUnit.MONTHS,
            "d", ChronoUnit.DAYS,
            "h", ChronoUnit.HOURS);

    private final DateVariables variables;
    private final LocalDateTime base;

    /** @param base the instant whose date is written, usually the nominal time of a run */
    public DateText(DateVariables variables, Instant base) {
        this.variables = variables;
        this.base = LocalDateTime.ofInstant(base, variables.zone());
    }

    /** The text with its dates; the very same text when dates are not to be replaced. */
    public String fill(String text) {
        return variables.active() ? replace(text, this::nameOrDate) : text;
    }

    private static String replace(String text, Replacement replacement) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(replacement.of(match.group(1)).orElseGet(match::group)));
    }

    @FunctionalInterface
    private interface Replacement {
        Optional<String> of(String content);
    }

    private Optional<String> nameOrDate(String content) {
        String named = variables.named().get(content);
        return named == null ? date(content) : Optional.of(replace(named, this::date));
    }

    private Optional<String> date(String content) {
        Matcher offset = OFFSET.matcher(content);
        boolean moved = offset.matches();
        String written = moved ? offset.group(1) : content;
        String pattern = written.equals(STANDARD_DATE) ? STANDARD_PATTERN : written;
        if (!pattern.contains("yyyy") || !PATTERN.matcher(pattern).matches()) {
            return Optional.empty();
        }
        LocalDateTime date = moved ? base.plus(Long.parseLong(offset.group(2)), unit(offset.group(3))) : base;
        return Optional.of(TOKEN.matcher(pattern).replaceAll(token -> value(token, date)));
    }

    private static ChronoUnit unit(String letter) {
        ChronoUnit unit = UNITS.get(letter);
        if (unit == null) {
            throw new IllegalStateException("the pattern admits no other unit: " + letter);
        }
        return unit;
    }

    private static String value(MatchResult token, LocalDateTime date) {
        return switch (token.group()) {
            case "yyyy" -> digits(4, date.getYear());
            case "MM" -> digits(2, date.getMonthValue());
            case "dd" -> digits(2, date.getDayOfMonth());
            case "HH" -> digits(2, date.getHour());
            case "hh" -> digits(2, (date.getHour() + 11) % 12 + 1);
            case "mm" -> digits(2, date.getMinute());
            case "ss" -> digits(2, date.getSecond());
            default -> throw new IllegalStateException("the pattern admits no other token: " + token.group());
        };
    }

    private static String digits(int width, int number) {
        return String.format(Locale.ROOT, "%0" + width + "d", number);
    }
}
