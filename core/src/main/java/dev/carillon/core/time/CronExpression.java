package dev.carillon.core.time;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * A cron expression in the dialect of Quartz: {@code second minute hour day-of-month month day-of-week [year]}.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><td>second, minute</td><td>0–59</td><td>{@code , - * /}</td></tr>
 * <tr><td>hour</td><td>0–23</td><td>{@code , - * /}</td></tr>
 * <tr><td>day-of-month</td><td>1–31</td><td>{@code , - * / ?}, {@code L} the last, {@code L-3} three days before it,
 * {@code 15W} the Monday to Friday nearest to the 15th, {@code LW}, {@code L-3W}</td></tr>
 * <tr><td>month</td><td>1–12, JAN–DEC</td><td>{@code , - * /}</td></tr>
 * <tr><td>day-of-week</td><td>1–7, SUN–SAT (1 = Sunday)</td><td>{@code , - * / ?}, {@code L} Saturday, {@code 6L} the last
 * Friday of the month, {@code 6#3} the third</td></tr>
 * <tr><td>year</td><td>1970–2199</td><td>{@code , - * /}</td></tr>
 * </table>
 *
 * <p>Ranges may wrap ({@code FRI-MON}, {@code 22-2}), except of years. One of the two day fields is {@code ?};
 * {@code *} in the one that is not used means the same. A day that a month does not have ({@code 31}, {@code 31W},
 * {@code 2#5}) gives no fire in that month.
 *
 * <p>Immutable. Two expressions are equal if their texts are, leaving aside case, blanks, and the ways to say that a day
 * field is unused or that every year is meant.
 */
public final class CronExpression {
    /** The years of cron with room for any offset; also keeps every sum below far from overflow. */
    private static final long EARLIEST = Instant.parse("1969-12-30T00:00:00Z").getEpochSecond();

    private static final long LATEST = Instant.parse("2200-01-03T00:00:00Z").getEpochSecond();

    private final String text;
    private final String normalised;
    private final CronCalendar calendar;
    private final DstPolicy dstPolicy;

    private CronExpression(String text, CronParser parser) {
        this.text = text;
        this.normalised = parser.normalised();
        this.calendar = parser.calendar();
        this.dstPolicy = DstPolicy.of(calendar);
    }

    /** Throws {@link CronSyntaxException} with a message for the author of the text. */
    public static CronExpression parse(String text) {
        return new CronExpression(text, new CronParser(text));
    }

    /** The first fire strictly after the given instant; empty if there is none, in bounded time. */
    public Optional<Instant> nextAfter(Instant exclusive, ZoneId zone) {
        long after = Math.clamp(exclusive.getEpochSecond(), EARLIEST, LATEST);
        ZoneRules rules = zone.getRules();
        return rules.isFixedOffset()
                ? nextAtOffset(after, rules.getOffset(Instant.EPOCH).getTotalSeconds())
                : dstPolicy.nextAfter(after, rules, calendar);
    }

    public DstPolicy dstPolicy() {
        return dstPolicy;
    }

    private Optional<Instant> nextAtOffset(long after, int offset) {
        long match = calendar.next(after + 1 + offset);
        return match == CronCalendar.NONE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(match - offset));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronExpression that && normalised.equals(that.normalised);
    }

    @Override
    public int hashCode() {
        return normalised.hashCode();
    }

    /** The text as it was given. */
    @Override
    public String toString() {
        return text;
    }
}
