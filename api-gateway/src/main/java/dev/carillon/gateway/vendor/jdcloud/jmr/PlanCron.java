package dev.carillon.gateway.vendor.jdcloud.jmr;

import dev.carillon.core.time.CronDialect;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSyntaxException;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.rest.RestValues;
import java.util.List;
import java.util.Optional;

/**
 * Makes a cron expression of the placeholders time, minute, hour, day, month and week, or of a complete cronExpression.
 * Placeholders that are not given keep what the plan has: its present expression, or {@link Guesses#CRON}.
 *
 * <p>Quartz wants {@code ?} in one of day and week. Naming days in one of them frees the other; naming days in both is
 * refused.
 */
final class PlanCron {

    private static final List<Field> PLACES = List.of(
            PlanFields.TIME, PlanFields.MINUTE, PlanFields.HOUR, PlanFields.DAY, PlanFields.MONTH, PlanFields.WEEK);
    private static final int DAY = 3;
    private static final int WEEK = 5;
    private static final String EVERY = "*";
    private static final String OPEN = "?";

    private PlanCron() {}

    /**
     * The expression that the request asks for; empty when it asks for none.
     *
     * @param present of the plan that is changed
     * @throws ApiException INVALID, naming the field
     */
    static Optional<CronExpression> read(RestValues sent, Optional<CronExpression> present) {
        Optional<String> complete = sent.given(PlanFields.CRON_EXPRESSION).map(String::strip);
        boolean placed =
                PLACES.stream().anyMatch(place -> placeholder(sent, place).isPresent());
        boolean echoed = complete.isPresent() && complete.equals(present.map(CronExpression::toString));
        if (echoed && !placed) {
            return present;
        }
        if (complete.isPresent() && !echoed) {
            return Optional.of(parse(sent, PlanFields.CRON_EXPRESSION, complete.get()));
        }
        return placed ? Optional.of(composed(sent, present)) : Optional.empty();
    }

    /** Of a new plan that says nothing about its time. */
    static CronExpression byDefault() {
        return CronExpression.parse(Guesses.CRON);
    }

    private static CronExpression composed(RestValues sent, Optional<CronExpression> present) {
        // One of another dialect was made by the native API; it has no parts that these fields could replace.
        String[] parts = parts(present.filter(cron -> cron.dialect() == CronDialect.QUARTZ)
                .map(CronExpression::toString)
                .orElse(Guesses.CRON));
        Optional<String> day = placeholder(sent, PlanFields.DAY);
        Optional<String> week = placeholder(sent, PlanFields.WEEK);
        if (day.isPresent() && week.isEmpty()) {
            parts[WEEK] = OPEN;
        } else if (week.isPresent() && day.isEmpty()) {
            parts[DAY] = OPEN;
        }
        for (int i = 0; i < PLACES.size(); i++) {
            Optional<String> value = placeholder(sent, PLACES.get(i));
            if (value.isPresent()) {
                parts[i] = checked(sent, i, value.get());
            }
        }
        openOneDay(parts);
        return parse(sent, PlanFields.WEEK, String.join(" ", parts));
    }

    private static void openOneDay(String[] parts) {
        boolean anyDay = parts[DAY].equals(EVERY) || parts[DAY].equals(OPEN);
        boolean anyWeek = parts[WEEK].equals(EVERY) || parts[WEEK].equals(OPEN);
        if (anyDay && anyWeek) {
            parts[DAY] = EVERY;
            parts[WEEK] = OPEN;
        } else if (anyDay) {
            parts[DAY] = OPEN;
        } else if (anyWeek) {
            parts[WEEK] = OPEN;
        }
    }

    /** Alone among fields that are right, so that a refusal names the one that is wrong. */
    private static String checked(RestValues sent, int place, String value) {
        Field field = PLACES.get(place);
        if (parts(value).length != 1) {
            throw sent.invalid(field, "must be one field of a cron expression, without blanks, was '" + value + "'");
        }
        if (!value.equals(OPEN)) {
            String[] parts = parts(Guesses.CRON);
            parts[place] = value;
            parts[DAY] = place == WEEK ? OPEN : parts[DAY];
            parse(sent, field, String.join(" ", parts));
        } else if (place != DAY && place != WEEK) {
            throw sent.invalid(field, "must not be ?, which stands for the unused one of day and week");
        }
        return value;
    }

    private static Optional<String> placeholder(RestValues sent, Field place) {
        return sent.given(place)
                .map(String::strip)
                .filter(value -> place != PlanFields.TIME || value.matches(Guesses.TIME_AS_SECONDS));
    }

    private static String[] parts(String expression) {
        return expression.strip().split("\\s+");
    }

    private static CronExpression parse(RestValues sent, Field field, String expression) {
        try {
            return CronExpression.parse(expression);
        } catch (CronSyntaxException e) {
            throw sent.invalid(field, String.valueOf(e.getMessage()));
        }
    }
}
