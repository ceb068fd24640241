package dev.carillon.gateway.vendor.huawei.workspace;

import dev.carillon.core.time.Zones;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.Field;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as the two families write them: instants with a Z, and local times of the task's zone. */
final class Times {

    private static final DateTimeFormatter LOCAL = strict("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter DATE = strict("uuuu-MM-dd");
    private static final DateTimeFormatter TIME = strict("HH:mm:ss");
    private static final DateTimeFormatter INSTANT =
            strict("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ZoneId defaultZone;

    /** @param defaultZone of tasks that name none */
    Times(ZoneId defaultZone) {
        this.defaultZone = defaultZone;
    }

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
    }

    /** @throws ApiException naming time_zone */
    ZoneId zone(StoredFields fields) {
        String text = fields.text(Fields.TIME_ZONE);
        try {
            return text.isEmpty() ? defaultZone : Zones.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong(Fields.TIME_ZONE, String.valueOf(e.getMessage()));
        }
    }

    /** As it is answered: the text that was given. */
    String zoneText(StoredFields fields) {
        String text = fields.text(Fields.TIME_ZONE);
        return text.isEmpty() ? defaultZone.getId() : text;
    }

    /** @throws ApiException naming scheduled_time */
    static LocalTime time(StoredFields fields) {
        String text = need(fields, Fields.SCHEDULED_TIME);
        try {
            return LocalTime.parse(text, TIME);
        } catch (DateTimeException e) {
            throw wrong(Fields.SCHEDULED_TIME, "must be HH:mm:ss, was '" + text + "'");
        }
    }

    /** @throws ApiException naming scheduled_date */
    static LocalDate date(StoredFields fields) {
        String text = need(fields, Fields.SCHEDULED_DATE);
        try {
            return LocalDate.parse(text, DATE);
        } catch (DateTimeException e) {
            throw wrong(Fields.SCHEDULED_DATE, "must be yyyy-MM-dd, was '" + text + "'");
        }
    }

    /** In both families' forms, whichever family it is. @throws ApiException naming expire_time */
    static Optional<Instant> expiry(StoredFields fields, ZoneId zone) {
        String text = fields.text(Fields.EXPIRE_TIME);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant expiry = text.indexOf('T') > 0
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text, LOCAL).atZone(zone).toInstant();
            return Optional.of(expiry.truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            throw wrong(
                    Fields.EXPIRE_TIME,
                    "must be 2026-03-07T10:40:43.858Z or, in time_zone, 2026-03-07 10:40:43, was '" + text + "'");
        }
    }

    static String date(LocalDate date) {
        return DATE.format(date);
    }

    static String local(Instant at, ZoneId zone) {
        return LOCAL.format(at.atZone(zone));
    }

    static String instant(Instant at) {
        return INSTANT.format(at);
    }

    static String need(StoredFields fields, Field field) {
        String text = fields.text(field);
        if (text.isEmpty()) {
            throw wrong(field, "is mandatory when scheduled_type is " + fields.text(Fields.SCHEDULED_TYPE));
        }
        return text;
    }

    static ApiException wrong(Field field, String problem) {
        return new ApiException(ApiError.invalid(field.name(), problem));
    }
}
