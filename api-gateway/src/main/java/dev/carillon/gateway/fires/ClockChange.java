package dev.carillon.gateway.fires;

import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.DstPolicy;
import dev.carillon.core.time.DstPolicy.Gap;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OnDemand;
import dev.carillon.core.time.OneTime;
import dev.carillon.core.time.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * What a change of the clocks did to a schedule at an instant. Told from what the schedule fires against what it would fire in
 * a zone whose clocks never change, so it holds for every policy:
 *
 * <pre>
 *                            fires here                  fires not
 * local time is asked for    as usual                    overlap: the other pass counts
 * it is not                  gap: moved here             gap, if by the old offset it is; else as usual
 * </pre>
 *
 * @param rule of {@link DstPolicy} that decides here, such as {@code SHIFT}
 * @param at when the clocks change
 * @param local the time that the schedule asks for
 * @param firesAt where it fires instead; empty when it is dropped
 */
public record ClockChange(
        Effect effect, String rule, Instant at, LocalDateTime local, ZoneId zone, Optional<Instant> firesAt) {

    /** More than any offset. */
    private static final Duration EDGE = Duration.ofDays(1);

    /** What happened to the fire. */
    public enum Effect {
        /** The local time does not happen, and the fire was moved to the instant in question. */
        GAP_MOVED_HERE,
        /** The local time does not happen; its fire is elsewhere, or nowhere. */
        GAP,
        /** The local time happens twice, and only the other time counts. */
        OVERLAP
    }

    /** Empty when no change of the clocks matters to the schedule at this instant. */
    static Optional<ClockChange> at(Schedule schedule, Instant at) {
        return zoneOf(schedule).flatMap(zone -> at(schedule, at, zone));
    }

    private static Optional<ClockChange> at(Schedule schedule, Instant at, ZoneId zone) {
        Schedule wall = withoutClockChanges(schedule, zone);
        boolean fires = Schedules.firesAt(schedule, at);
        boolean asked = asks(wall, LocalDateTime.ofInstant(at, zone));
        if (asked) {
            return fires ? Optional.empty() : overlap(schedule, at, zone);
        }
        return gap(schedule, wall, at, zone, fires);
    }

    private static Optional<ClockChange> overlap(Schedule schedule, Instant at, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change == null || !change.isOverlap()) {
            return Optional.empty();
        }
        Instant first = local.toInstant(change.getOffsetBefore());
        Instant other = first.equals(at) ? local.toInstant(change.getOffsetAfter()) : first;
        return Optional.of(new ClockChange(
                Effect.OVERLAP,
                rules(schedule).overlap().name(),
                change.getInstant(),
                local,
                zone,
                Optional.of(other).filter(pass -> Schedules.firesAt(schedule, pass))));
    }

    private static Optional<ClockChange> gap(
            Schedule schedule, Schedule wall, Instant at, ZoneId zone, boolean movedHere) {
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition change = rules.previousTransition(at.plusMillis(1));
        if (change == null || !change.isGap()) {
            return Optional.empty();
        }
        // As the clocks would show it had they not been changed.
        LocalDateTime unchanged = LocalDateTime.ofInstant(at, change.getOffsetBefore());
        if (!unchanged.isBefore(change.getDateTimeAfter())) {
            return Optional.empty();
        }
        boolean asked = asks(wall, unchanged);
        Gap rule = rules(schedule).gap();
        if (movedHere) {
            LocalDateTime moved = asked ? unchanged : firstAsked(wall, change);
            return Optional.of(new ClockChange(
                    Effect.GAP_MOVED_HERE, rule.name(), change.getInstant(), moved, zone, Optional.of(at)));
        }
        return asked
                ? Optional.of(new ClockChange(
                        Effect.GAP,
                        rule.name(),
                        change.getInstant(),
                        unchanged,
                        zone,
                        Optional.of(change.getInstant()).filter(end -> rule == Gap.SHIFT)))
                : Optional.empty();
    }

    private static LocalDateTime firstAsked(Schedule wall, ZoneOffsetTransition change) {
        Instant begin = change.getDateTimeBefore().toInstant(ZoneOffset.UTC);
        return wall.nextAfter(begin.minusMillis(1))
                .map(found -> LocalDateTime.ofInstant(found, ZoneOffset.UTC))
                .orElse(change.getDateTimeBefore());
    }

    private static boolean asks(Schedule wall, LocalDateTime local) {
        return Schedules.firesAt(wall, local.toInstant(ZoneOffset.UTC));
    }

    private static DstPolicy rules(Schedule schedule) {
        return switch (schedule) {
            case CronSchedule cron -> cron.expression().resolved(cron.dst());
            case CalendarInterval interval -> interval.dst();
            case FixedRate rate -> DstPolicy.DEFAULT;
            case FixedDelay delay -> DstPolicy.DEFAULT;
            case OneTime once -> DstPolicy.DEFAULT;
            case OnDemand demand -> DstPolicy.DEFAULT;
        };
    }

    static Optional<ZoneId> zoneOf(Schedule schedule) {
        return switch (schedule) {
            case CronSchedule cron -> Optional.of(cron.zone());
            case CalendarInterval interval -> Optional.of(interval.zone()).filter(zone -> isInside(interval.start()));
            case FixedRate rate -> Optional.empty();
            case FixedDelay delay -> Optional.empty();
            case OneTime once -> Optional.empty();
            case OnDemand demand -> Optional.empty();
        };
    }

    /** So that the same local time in another zone is one that schedules take. */
    private static boolean isInside(Instant start) {
        return start.isAfter(Instant.EPOCH.plus(EDGE)) && start.isBefore(Timeline.END.minus(EDGE));
    }

    /** Its fires are the local times that the schedule asks for, as if they were of UTC. */
    private static Schedule withoutClockChanges(Schedule schedule, ZoneId zone) {
        return switch (schedule) {
            case CronSchedule cron -> new CronSchedule(cron.expression(), ZoneOffset.UTC);
            case CalendarInterval interval ->
                new CalendarInterval(
                        interval.unit(),
                        interval.every(),
                        LocalDateTime.ofInstant(interval.start(), zone).toInstant(ZoneOffset.UTC),
                        ZoneOffset.UTC);
            case FixedRate rate -> rate;
            case FixedDelay delay -> delay;
            case OneTime once -> once;
            case OnDemand demand -> demand;
        };
    }

    /** By how much the clocks change. */
    public Duration size() {
        ZoneOffsetTransition change = zone.getRules().previousTransition(at.plusMillis(1));
        return change == null ? Duration.ZERO : change.getDuration();
    }
}
