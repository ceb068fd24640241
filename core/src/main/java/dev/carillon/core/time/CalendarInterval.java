package dev.carillon.core.time;

import dev.carillon.core.time.DstPolicy.Overlap;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/**
 * Fires at {@code start} and then every so many days, weeks or months, at the same local time.
 *
 * <p>Counted from the start, so there is no drift: every month from 31 January is 28 February, then 31 March. For a local
 * time that does not happen, or happens twice, see {@link DstPolicy}; by default it is the first instant after the gap, and
 * the first of the two. The start is a fire whatever the policy; only under {@code BOTH} does its local time fire once more.
 *
 * @param every how many units, 1 … 1000
 * @param start the first fire
 * @param zone in which days begin
 * @param dst never {@code BY_EXPRESSION}: that is replaced by SHIFT and FIRST
 */
public record CalendarInterval(Unit unit, int every, Instant start, ZoneId zone, DstPolicy dst) implements Schedule {

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
        dst = dst.resolved(false);
    }

    /** With {@link DstPolicy#DEFAULT}. */
    public CalendarInterval(Unit unit, int every, Instant start, ZoneId zone) {
        this(unit, every, start, zone, DstPolicy.DEFAULT);
    }

    /** Whether its policy is what {@link DstPolicy#DEFAULT} means for an interval. */
    public boolean hasDefaultDst() {
        return dst.equals(DstPolicy.DEFAULT.resolved(false));
    }

    /** The same, counted from another instant. */
    public CalendarInterval from(Instant otherStart) {
        return new CalendarInterval(unit, every, otherStart, zone, dst);
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
        long least = dst.overlap() == Overlap.BOTH ? 0 : 1;
        for (long count = Math.max(least, unit.chrono.between(first, near) / every); ; count++) {
            LocalDateTime local = first.plus(count * every, unit.chrono);
            Optional<Instant> fire = firesAt(local, rules).stream()
                    .filter(found -> found.isAfter(exclusive))
                    .findFirst();
            if (fire.isPresent()) {
                return fire.filter(found -> found.isBefore(ScheduleLimits.END));
            }
            if (local.toInstant(ZoneOffset.MAX).isAfter(ScheduleLimits.END)) {
                return Optional.empty();
            }
        }
    }

    /** In order. No zone has set its clocks back by a day since 1970, so those of the next count all come later. */
    private List<Instant> firesAt(LocalDateTime local, ZoneRules rules) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return switch (offsets.size()) {
            case 0 -> inGap(local, rules.getTransition(local));
            case 1 -> List.of(local.toInstant(offsets.getFirst()));
            default ->
                switch (dst.overlap()) {
                    case FIRST -> List.of(local.toInstant(offsets.getFirst()));
                    case SECOND -> List.of(local.toInstant(offsets.getLast()));
                    case BOTH -> offsets.stream().map(local::toInstant).toList();
                    case BY_EXPRESSION -> throw new IllegalStateException("not resolved: " + dst);
                };
        };
    }

    private List<Instant> inGap(LocalDateTime local, ZoneOffsetTransition gap) {
        return switch (dst.gap()) {
            case SHIFT -> List.of(gap.getInstant());
            case SKIP -> List.of();
            case KEEP_ELAPSED -> List.of(local.toInstant(gap.getOffsetBefore()));
            case BY_EXPRESSION -> throw new IllegalStateException("not resolved: " + dst);
        };
    }
}
