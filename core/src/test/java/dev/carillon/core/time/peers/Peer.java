package dev.carillon.core.time.peers;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.carillon.core.time.CronDialect;
import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** An engine of others, for one dialect. */
enum Peer {
    QUARTZ(CronDialect.QUARTZ, 9) {
        @Override
        Fires parse(String cron, ZoneId zone) {
            try {
                var expression = new org.quartz.CronExpression(cron);
                expression.setTimeZone(TimeZone.getTimeZone(zone));
                return after -> Optional.ofNullable(expression.getTimeAfter(Date.from(after)))
                        .map(Date::toInstant);
            } catch (ParseException e) {
                throw new IllegalArgumentException(e);
            }
        }
    },
    SPRING(CronDialect.SPRING, 9) {
        @Override
        Fires parse(String cron, ZoneId zone) {
            var expression = org.springframework.scheduling.support.CronExpression.parse(cron);
            return after -> {
                @Nullable ZonedDateTime next = expression.next(after.atZone(zone));
                return Optional.ofNullable(next).map(ZonedDateTime::toInstant);
            };
        }
    },
    CRON_UTILS_QUARTZ(CronDialect.QUARTZ, 1) {
        @Override
        Fires parse(String cron, ZoneId zone) {
            return cronUtils(CronType.QUARTZ, cron, zone);
        }
    },
    CRON_UTILS_UNIX(CronDialect.UNIX, 1) {
        @Override
        Fires parse(String cron, ZoneId zone) {
            return cronUtils(CronType.UNIX, cron, zone);
        }
    },
    CRON_UTILS_SPRING(CronDialect.SPRING, 1) {
        @Override
        Fires parse(String cron, ZoneId zone) {
            return cronUtils(CronType.SPRING53, cron, zone);
        }
    };

    private final CronDialect dialect;
    private final int share;

    Peer(CronDialect dialect, int share) {
        this.dialect = dialect;
        this.share = share;
    }

    /** Of 21 parts of the cases; the slow ones get fewer. */
    int share() {
        return share;
    }

    CronDialect dialect() {
        return dialect;
    }

    /** Throws what the engine throws at an expression that it refuses. */
    abstract Fires parse(String cron, ZoneId zone);

    /** The first fire strictly after an instant; throws what the engine throws. */
    interface Fires {
        Optional<Instant> next(Instant after);
    }

    private static Fires cronUtils(CronType type, String cron, ZoneId zone) {
        var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(type));
        ExecutionTime times = ExecutionTime.forCron(parser.parse(cron));
        return after -> times.nextExecution(after.atZone(zone)).map(ZonedDateTime::toInstant);
    }
}
