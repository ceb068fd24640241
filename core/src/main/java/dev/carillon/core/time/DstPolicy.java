package dev.carillon.core.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * What a cron expression means on the two nights when the clocks change. There are two answers, and the hour field
 * decides between them, because it shows what the author had in mind.
 *
 * <table>
 * <caption>Rules</caption>
 * <tr><th></th><th>{@link #WALL_CLOCK}</th><th>{@link #ELAPSED_TIME}</th></tr>
 * <tr><td>for expressions</td><td>that leave out at least one hour of the day</td><td>that select all 24 hours</td></tr>
 * <tr><td>example</td><td>{@code 0 30 2 * * ?}: a time of day</td><td>{@code 0 0/10 * * * ?}: an interval</td></tr>
 * <tr><td>clocks go forward</td><td>all local times that fall into the gap give one fire together, at the first instant
 * after it; if that instant matches by itself, it is the same fire</td><td>local times in the gap do not happen, so they
 * give no fire</td></tr>
 * <tr><td>clocks go back</td><td>a local time that happens twice fires the first time only</td><td>fires both
 * times</td></tr>
 * </table>
 *
 * <p>A step over the hours, such as {@code 0 0 0/2 * * ?}, leaves hours out and goes by the wall clock. A day that
 * does not happen at all (Apia, 30 December 2011) is a gap like any other. Under both rules the fires of an expression
 * are strictly in order: none is given twice.
 */
public enum DstPolicy {
    WALL_CLOCK {
        // Each local time belongs to one instant, and later local times never to earlier instants. So the answer is the
        // first local match whose instant is late enough. Only inside the second pass of an overlap are matches found
        // that are too early: they fired in the first pass, so the search goes on behind the overlap.
        @Override
        Optional<Instant> nextAfter(long after, ZoneRules rules, CronCalendar calendar) {
            long local = after + offsetAt(after, rules) + 1;
            while (true) {
                long match = calendar.next(local);
                if (match == CronCalendar.NONE) {
                    return Optional.empty();
                }
                LocalDateTime time = LocalDateTime.ofEpochSecond(match, 0, ZoneOffset.UTC);
                Instant fire = firstInstantOf(time, rules);
                if (fire.getEpochSecond() > after) {
                    return Optional.of(fire);
                }
                local = rules.getTransition(time).getDateTimeBefore().toEpochSecond(ZoneOffset.UTC);
            }
        }

        private static Instant firstInstantOf(LocalDateTime time, ZoneRules rules) {
            var offsets = rules.getValidOffsets(time);
            return offsets.isEmpty() ? rules.getTransition(time).getInstant() : time.toInstant(offsets.getFirst());
        }
    },

    ELAPSED_TIME {
        // Between two transitions local time and instants run in step, so a match before the next transition is the
        // answer; otherwise the search starts again at the transition. Local times already passed come back only if the
        // clocks go back soon; beyond that reach the search may leap to shortly before the match.
        @Override
        Optional<Instant> nextAfter(long after, ZoneRules rules, CronCalendar calendar) {
            long from = after + 1;
            while (true) {
                int offset = offsetAt(from, rules);
                long match = calendar.next(from + offset);
                long fire = match - offset;
                ZoneOffsetTransition transition = rules.nextTransition(Instant.ofEpochSecond(from));
                boolean undisturbed = transition == null || fire < transition.toEpochSecond();
                if (match != CronCalendar.NONE && undisturbed) {
                    return Optional.of(Instant.ofEpochSecond(fire));
                }
                boolean near = transition != null && transition.toEpochSecond() - from < REACH;
                if (match == CronCalendar.NONE && !near) {
                    return Optional.empty();
                }
                from = near ? transition.toEpochSecond() : Math.max(from + 1, fire - REACH);
            }
        }
    };

    /** More than any two offsets can differ (36 hours). */
    private static final long REACH = 2 * 86_400;

    static DstPolicy of(CronCalendar calendar) {
        return calendar.everyHour() ? ELAPSED_TIME : WALL_CLOCK;
    }

    /** The first fire after the given epoch second. */
    abstract Optional<Instant> nextAfter(long after, ZoneRules rules, CronCalendar calendar);

    private static int offsetAt(long epochSecond, ZoneRules rules) {
        return rules.getOffset(Instant.ofEpochSecond(epochSecond)).getTotalSeconds();
    }
}
