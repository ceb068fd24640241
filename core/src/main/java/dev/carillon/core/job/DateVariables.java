package dev.carillon.core.job;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Dates that the worker writes into the text of a task when it runs: {@code ${yyyyMMdd-1d}} becomes the day before the
 * nominal time of the run. See {@link DateText} for the forms.
 *
 * @param active whether anything is replaced; a script has uses of its own for {@code ${…}}
 * @param named {@code ${name}} is replaced by the value, in which dates are replaced
 * @param zone in which the nominal time is written
 */
public record DateVariables(boolean active, Map<String, String> named, ZoneId zone) {

    public static final DateVariables NONE = new DateVariables(false, Map.of(), ZoneOffset.UTC);

    static final int MAX_NAMED = 100;
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*");
    private static final int MAX_NAME = 64;
    private static final int MAX_VALUE_BYTES = 1024;

    public DateVariables {
        Checks.range("dates.named", named.size(), 0, MAX_NAMED);
        named.forEach((name, value) -> {
            if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
                throw new InvalidDefinitionException(
                        "dates.named", "not a name of at most " + MAX_NAME + " letters, digits, _ . -: " + name);
            }
            Checks.bytes("dates.named." + name, value, MAX_VALUE_BYTES);
        });
        named = Map.copyOf(named);
        if (!active && !named.isEmpty()) {
            throw new InvalidDefinitionException("dates.named", "must be empty when dates are not replaced");
        }
    }

    public static DateVariables in(ZoneId zone, Map<String, String> named) {
        return new DateVariables(true, named, zone);
    }
}
