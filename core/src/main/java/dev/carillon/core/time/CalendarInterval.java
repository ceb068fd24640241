package dev.carillon.core.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/**
 * Fires at {@code start} and then every so many days, weeks or months, at the same local time.
 *
 * <p>Counted from the start, so there is no drift: every month from 31 January is 28 February, then 31 March. A local time
 * that does not happen because clocks go forward is the first instant after the gap; one that happens twice counts the
 * first time.
 *
 * @param every how many units, 1 … 1000
 * @param start the first fire
 * @param zone in which days begin
 */
public record CalendarInterval(Unit unit, int every, Instant start, ZoneId zone) implements Schedule {

    public static final int MAX_EVERY = 1000;

    /** What is counted; shorter ones are a {@link FixedRate}. */
    public enum Unit {
        DAY(ChronoUnit.DAYS),
        WEEK(ChronoUnit.WEEKS),
        MONTH(ChronoUnit.MONTHS);

        private final ChronoUnit chrono;

        Unit(ChronoUnit chrono) {
            this.chrono = chrono;
        }
    }

    public CalendarInterval {
        if (every < 1 || every > MAX_EVERY) {
            throw new IllegalArgumentException(
                    "every: " + every + " is out of range, expected 1–" + MAX_EVERY + " of the unit");
        }
        ScheduleLimits.checkInstant("start", start);
    }

    @Override
    public Optional<Instant> nextAfter(Instant exclusive) {
        if (exclusive.isBefore(start)) {
            return Optional.of(start);
        }
        if (!exclusive.isBefore(ScheduleLimits.END)) {
            return Optional.empty();
        }
        ZoneRules rules = zone.getRules();
        LocalDateTime first = LocalDateTime.ofInstant(start, zone);
        // Offsets differ by less than two days between two instants, so the answer is not before this one.
        LocalDateTime near = LocalDateTime.ofInstant(exclusive, zone).minusDays(2);
        long count = Math.max(1, unit.chrono.between(first, near) / every);
        Instant fire = at(first, count, rules);
        while (!fire.isAfter(exclusive)) {
            count++;
            fire = at(first, count, rules);
        }
        return Optional.of(fire).filter(found -> found.isBefore(ScheduleLimits.END));
    }

    private Instant at(LocalDateTime first, long count, ZoneRules rules) {
        LocalDateTime local = first.plus(count * every, unit.chrono);
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return offsets.isEmpty() ? rules.getTransition(local).getInstant() : local.toInstant(offsets.getFirst());
    }
}
