package dev.carillon.gateway.vendor.huawei.roma;

import static dev.carillon.gateway.vendor.huawei.roma.RomaFields.CRON;
import static dev.carillon.gateway.vendor.huawei.roma.RomaFields.CRON_TIMEZONE;
import static dev.carillon.gateway.vendor.huawei.roma.RomaFields.DISPATCH_INTERVAL;
import static dev.carillon.gateway.vendor.huawei.roma.RomaFields.PERIOD;
import static dev.carillon.gateway.vendor.huawei.roma.RomaFields.REMARK;
import static dev.carillon.gateway.vendor.huawei.roma.RomaFields.START_DATETIME;
import static dev.carillon.gateway.vendor.huawei.roma.RomaFields.USE_QUARTZ_CRON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.Zones;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.rest.RestValues;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads a schedule from a request and checks it. The body says all of it; only the start of an older one is kept. */
final class DispatchReader {

    private static final List<String> PERIODS = List.of("MIN", "HOUR", "DAY", "WEEK", "MON");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
    private static final JsonNode ABSENT = MissingNode.getInstance();
    private static final int MAX_REMARK = 36;
    private static final int CRON_FIELDS = 6;

    private final ZoneId vendorZone;

    DispatchReader(ZoneId vendorZone) {
        this.vendorZone = vendorZone;
    }

    /**
     * @param older the schedule that this one replaces, or none
     * @param command the id of the command that this becomes
     * @throws ApiException INVALID, naming the field
     */
    Dispatch read(RestValues body, Optional<Dispatch> older, Instant now, String command) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        boolean usesCron = body.flag(USE_QUARTZ_CRON, false);
        Optional<Instant> start = start(body)
                .or(() -> older.filter(kept -> Guesses.UPDATE_KEEPS_START).flatMap(Dispatch::start));
        Dispatch dispatch = new Dispatch(
                usesCron ? start : Optional.of(start.orElse(at)),
                period(body),
                body.whole(DISPATCH_INTERVAL),
                remark(body),
                usesCron,
                body.text(CRON).orElse(""),
                body.text(CRON_TIMEZONE).orElse(""),
                older.map(Dispatch::createdAt).orElse(at),
                at,
                older.map(Dispatch::createdBy).orElse(command));
        if (usesCron) {
            checkCron(body, dispatch, now);
        } else {
            checkInterval(body, dispatch);
        }
        return dispatch;
    }

    private static void checkInterval(RestValues body, Dispatch dispatch) {
        if (dispatch.period().isEmpty()) {
            throw body.invalid(PERIOD, "is mandatory, one of " + PERIODS + ", unless use_quartz_cron is true");
        }
        long interval = dispatch.interval()
                .orElseThrow(() -> body.invalid(DISPATCH_INTERVAL, "is mandatory unless use_quartz_cron is true"));
        if (interval < 1) {
            throw body.invalid(DISPATCH_INTERVAL, "must be 1 … " + Guesses.MAX_INTERVAL + ", was " + interval);
        }
    }

    private void checkCron(RestValues body, Dispatch dispatch, Instant now) {
        String text =
                body.given(CRON).orElseThrow(() -> body.invalid(CRON, "is mandatory when use_quartz_cron is true"));
        String[] fields = text.strip().split("\\s+");
        if (fields.length != CRON_FIELDS) {
            throw body.invalid(
                    CRON, "must have 6 fields: second minute hour day month week; '" + text + "' has " + fields.length);
        }
        if (!fields[0].matches("0{1,2}")) {
            throw body.invalid(CRON, "the second must be 0, was '" + fields[0] + "'");
        }
        CronExpression cron = checked(body, CRON, () -> CronExpression.parse(text));
        ZoneId zone = body.given(CRON_TIMEZONE)
                .map(name -> checked(body, CRON_TIMEZONE, () -> Zones.parse(name)))
                .orElse(vendorZone);
        if (dispatch.bounds().nextAfter(new CronSchedule(cron, zone), now).isEmpty()) {
            throw body.invalid(CRON, "'" + text + "' never fires from now on");
        }
    }

    private static <T> T checked(RestValues body, Field field, Supplier<T> parsing) {
        try {
            return parsing.get();
        } catch (IllegalArgumentException e) {
            throw body.invalid(field, String.valueOf(e.getMessage()));
        }
    }

    private static String period(RestValues body) {
        JsonNode sent = body.json(PERIOD).orElse(ABSENT);
        String period = sent.textValue() == null ? "" : sent.textValue().strip().toUpperCase(Locale.ROOT);
        boolean none = period.isEmpty() && (sent.isTextual() || sent.isMissingNode());
        if (!none && !PERIODS.contains(period)) {
            throw body.invalid(PERIOD, "must be one of " + PERIODS + ", was " + sent);
        }
        return period;
    }

    private static String remark(RestValues body) {
        String remark = body.text(REMARK).orElse("");
        int length = remark.codePointCount(0, remark.length());
        if (length > MAX_REMARK) {
            throw body.invalid(REMARK, "must be at most " + MAX_REMARK + " characters, has " + length);
        }
        return remark;
    }

    private static Optional<Instant> start(RestValues body) {
        JsonNode sent = body.json(START_DATETIME).orElse(ABSENT);
        if (sent.isMissingNode() || sent.isTextual() && sent.textValue().isBlank()) {
            return Optional.empty();
        }
        Instant start = instant(body, sent);
        if (start.isBefore(Guesses.EARLIEST_START) || start.isAfter(Guesses.LATEST_START)) {
            throw wrongStart(body, sent);
        }
        return Optional.of(start);
    }

    private static Instant instant(RestValues body, JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Instant.ofEpochMilli(node.longValue());
        }
        if (!node.isTextual()) {
            throw wrongStart(body, node);
        }
        String text = node.textValue().strip();
        try {
            return DIGITS.matcher(text).matches()
                    ? Instant.ofEpochMilli(Long.parseLong(text))
                    : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            throw wrongStart(body, node);
        }
    }

    private static ApiException wrongStart(RestValues body, JsonNode node) {
        return body.invalid(
                START_DATETIME,
                "must be epoch milliseconds, " + Guesses.EARLIEST_START.toEpochMilli() + " … "
                        + Guesses.LATEST_START.toEpochMilli()
                        + ", or the same as an ISO-8601 instant such as 2020-11-14T07:38:25.609Z, was " + node);
    }
}
