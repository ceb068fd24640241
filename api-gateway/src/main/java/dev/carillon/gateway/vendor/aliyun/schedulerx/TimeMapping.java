package dev.carillon.gateway.vendor.aliyun.schedulerx;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OnDemand;
import dev.carillon.core.time.OneTime;
import dev.carillon.core.time.Schedule;
import dev.carillon.core.time.Zones;
import dev.carillon.gateway.vendor.FieldType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** TimeType, TimeExpression and Timezone against {@link Schedule}. */
final class TimeMapping {

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern EPOCH_MILLIS = Pattern.compile("[0-9]{12,14}");
    private static final FieldType RATE_SECONDS =
            new FieldType.Whole(10, Duration.ofDays(36_500).toSeconds());
    private static final FieldType DELAY_SECONDS = new FieldType.Whole(1, 60);

    private final ZoneId defaultZone;

    TimeMapping(ZoneId defaultZone) {
        this.defaultZone = defaultZone;
    }

    /** What a job's three time parameters say. */
    record Setting(TimeType type, String expression, ZoneId zone) {}

    Setting of(JobDefinition job) {
        ZoneId zone = zone(job);
        StoredFields stored = StoredFields.of(job);
        return switch (job.schedule()) {
            case CronSchedule cron ->
                new Setting(TimeType.CRON, cron.expression().toString(), zone);
            case FixedRate rate ->
                new Setting(TimeType.FIXED_RATE, Long.toString(rate.period().toSeconds()), zone);
            // Made by another API; the nearest that this one has words for.
            case CalendarInterval interval -> new Setting(TimeType.API, stored.text(Fields.TIME_EXPRESSION), zone);
            case FixedDelay delay ->
                new Setting(TimeType.SECOND_DELAY, Long.toString(delay.delay().toSeconds()), zone);
            case OneTime once -> new Setting(TimeType.ONE_TIME, expression(once.at(), zone), zone);
            case OnDemand none -> {
                boolean member = stored.number(Fields.TIME_TYPE, 0) == TimeType.NONE.number();
                yield new Setting(member ? TimeType.NONE : TimeType.API, stored.text(Fields.TIME_EXPRESSION), zone);
            }
        };
    }

    /** The zone in which the job's times are written. */
    ZoneId zone(JobDefinition job) {
        if (job.schedule() instanceof CronSchedule cron) {
            return cron.zone();
        }
        String stored = StoredFields.of(job).text(Fields.TIMEZONE);
        try {
            return stored.isEmpty() ? defaultZone : Zones.parse(stored);
        } catch (IllegalArgumentException e) {
            // Another API's text under our key: it has no zone that this API knows.
            return defaultZone;
        }
    }

    /** Whether the text is another way to write the zone. */
    boolean names(String text, ZoneId zone) {
        try {
            return !text.isBlank() && Zones.parse(text).equals(zone);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    ZoneId defaultZone() {
        return defaultZone;
    }

    /** @throws BusinessException naming Timezone */
    ZoneId parseZone(String text) {
        try {
            return text.isBlank() ? defaultZone : Zones.parse(text);
        } catch (IllegalArgumentException e) {
            throw BusinessException.parameter(Fields.TIMEZONE.name(), String.valueOf(e.getMessage()));
        }
    }

    /** @throws BusinessException naming TimeType */
    static TimeType parseType(long number) {
        Optional<TimeType> type = TimeType.of(number);
        if (type.isEmpty()) {
            throw BusinessException.parameter(Fields.TIME_TYPE.name(), "must be 1, 3, 4, 5, 100 or -1, was " + number);
        }
        if (!type.get().served()) {
            throw BusinessException.parameter(
                    Fields.TIME_TYPE.name(), number + " is not served yet, only 1, 3, 4, 5, 100 and -1");
        }
        return type.get();
    }

    /** @throws BusinessException naming TimeExpression */
    static Schedule parse(Setting setting, Instant now) {
        try {
            return schedule(setting, setting.expression().strip(), now);
        } catch (IllegalArgumentException e) {
            // Beyond what a schedule can hold, such as a year of five digits.
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private static Schedule schedule(Setting setting, String expression, Instant now) {
        return switch (setting.type()) {
            case CRON -> new CronSchedule(CronExpression.parse(expression), setting.zone());
            case FIXED_RATE -> new FixedRate(seconds(RATE_SECONDS, expression), now.truncatedTo(ChronoUnit.MILLIS));
            case SECOND_DELAY -> new FixedDelay(seconds(DELAY_SECONDS, expression));
            case ONE_TIME -> new OneTime(future(expression, setting.zone(), now));
            case API, NONE -> new OnDemand();
            case FIXED_DELAY, UNIX_CRON, TEMP -> throw new IllegalStateException("not served: " + setting);
        };
    }

    private static Duration seconds(FieldType limits, String expression) {
        Optional<String> problem = limits.problem(expression);
        if (problem.isPresent()) {
            throw wrong("seconds, " + problem.get());
        }
        return Duration.ofSeconds(Long.parseLong(expression));
    }

    private static Instant future(String expression, ZoneId zone, Instant now) {
        Instant at = instant(expression, zone);
        if (!at.isAfter(now)) {
            throw wrong("must lie in the future, " + expression + " (" + zone + ") is past");
        }
        return at;
    }

    private static Instant instant(String expression, ZoneId zone) {
        if (EPOCH_MILLIS.matcher(expression).matches()) {
            return Instant.ofEpochMilli(Long.parseLong(expression));
        }
        try {
            return LocalDateTime.parse(expression, LOCAL).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw wrong("must be yyyy-MM-dd HH:mm:ss or epoch milliseconds, was '" + expression + "'");
        }
    }

    /** The local time where it says the same, else the milliseconds: a clock that is set back shows times twice. */
    private static String expression(Instant at, ZoneId zone) {
        String local = local(at, zone);
        return instant(local, zone).equals(at) ? local : Long.toString(at.toEpochMilli());
    }

    /** As answers write times; parts of a second are cut off. */
    static String local(Instant at, ZoneId zone) {
        return LOCAL.format(at.atZone(zone));
    }

    private static BusinessException wrong(String problem) {
        return BusinessException.parameter(Fields.TIME_EXPRESSION.name(), problem);
    }
}
