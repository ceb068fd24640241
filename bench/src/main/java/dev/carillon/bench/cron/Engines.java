package dev.carillon.bench.cron;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.carillon.core.time.CronExpression;
import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Objects;
import java.util.TimeZone;

/** Each engine's next fire, in the type of time that the engine itself works with, so that none pays for conversions. */
final class Engines {

    /** A walk from fire to fire of one expression in one zone. */
    interface Walk {
        /** The next fire; begins again after {@link CronMix#UNTIL}. */
        Object next();

        /** Where it is. */
        Instant at();
    }

    /** Makes a walk. */
    interface Engine {
        Walk walk(String expression, ZoneId zone);
    }

    private Engines() {}

    static Walk[] walks(Engine engine) {
        Walk[] walks = new Walk[CronMix.size()];
        for (int walk = 0; walk < walks.length; walk++) {
            walks[walk] = engine.walk(CronMix.expression(walk), CronMix.zone(walk));
        }
        return walks;
    }

    static Walk carillon(String text, ZoneId zone) {
        CronExpression expression = CronExpression.parse(text);
        return new Walk() {
            private Instant at = CronMix.FROM;

            @Override
            public Object next() {
                at = expression.nextAfter(at, zone).orElseThrow();
                Instant fire = at;
                at = at.isBefore(CronMix.UNTIL) ? at : CronMix.FROM;
                return fire;
            }

            @Override
            public Instant at() {
                return at;
            }
        };
    }

    static Walk quartz(String text, ZoneId zone) {
        org.quartz.CronExpression expression;
        try {
            expression = new org.quartz.CronExpression(text);
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
        expression.setTimeZone(TimeZone.getTimeZone(zone));
        Date until = Date.from(CronMix.UNTIL);
        return new Walk() {
            private Date at = Date.from(CronMix.FROM);

            @Override
            public Object next() {
                at = Objects.requireNonNull(expression.getNextValidTimeAfter(at));
                Date fire = at;
                at = at.before(until) ? at : Date.from(CronMix.FROM);
                return fire;
            }

            @Override
            public Instant at() {
                return at.toInstant();
            }
        };
    }

    static Walk spring(String text, ZoneId zone) {
        var expression = org.springframework.scheduling.support.CronExpression.parse(text);
        return new ZonedWalk(zone) {
            @Override
            ZonedDateTime after(ZonedDateTime at) {
                return Objects.requireNonNull(expression.next(at));
            }
        };
    }

    static Walk cronUtils(String text, ZoneId zone) {
        ExecutionTime expression = ExecutionTime.forCron(
                new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ)).parse(text));
        return new ZonedWalk(zone) {
            @Override
            ZonedDateTime after(ZonedDateTime at) {
                return expression.nextExecution(at).orElseThrow();
            }
        };
    }

    private abstract static class ZonedWalk implements Walk {
        private final ZonedDateTime from;
        private final ZonedDateTime until;
        private ZonedDateTime at;

        ZonedWalk(ZoneId zone) {
            from = CronMix.FROM.atZone(zone);
            until = CronMix.UNTIL.atZone(zone);
            at = from;
        }

        abstract ZonedDateTime after(ZonedDateTime time);

        @Override
        public final Object next() {
            at = after(at);
            ZonedDateTime fire = at;
            at = at.isBefore(until) ? at : from;
            return fire;
        }

        @Override
        public final Instant at() {
            return at.toInstant();
        }
    }
}
