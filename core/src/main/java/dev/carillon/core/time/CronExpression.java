package dev.carillon.core.time;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression. In the dialect of Quartz: {@code second minute hour day-of-month month day-of-week [year]}; for the
 * others see {@link CronDialect}.
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
 * <p>Immutable. Two expressions are equal if their dialects are and their texts, leaving aside case, blanks, and the ways to
 * say that a day field is unused, that every year is meant, or what a macro stands for.
 */
public final class CronExpression {
    /** No fire is left, see {@link #nextAfter(long, ZoneId, DstPolicy)}. */
    static final long NONE = FireSearch.NONE;

    private static final long EARLIEST = ZoneOffsets.EARLIEST + 2 * 86_400;
    private static final long LATEST = ZoneOffsets.LATEST - 2 * 86_400;

    private final CronDialect dialect;
    private final String text;
    private final CronCalendar calendar;
    private final DstPolicy defaultPolicy;

    /** Of the zone asked for last; nearly always the only one. A race costs one look into the table of zones. */
    private @Nullable ZoneOffsets lastZone;

    private CronExpression(CronDialect dialect, String text) {
        ParsedCron parsed = dialect.read(text);
        this.dialect = dialect;
        this.text = text;
        this.calendar = parsed.calendar();
        this.defaultPolicy = DstPolicy.DEFAULT.resolved(calendar.everyHour());
    }

    /** In the dialect of Quartz. Throws {@link CronSyntaxException} with a message for the author of the text. */
    public static CronExpression parse(String text) {
        return parse(CronDialect.QUARTZ, text);
    }

    /** Throws {@link CronSyntaxException} with a message for the author of the text. */
    public static CronExpression parse(CronDialect dialect, String text) {
        return new CronExpression(dialect, text);
    }

    /** The first fire strictly after the given instant; empty if there is none, in bounded time. */
    public Optional<Instant> nextAfter(Instant exclusive, ZoneId zone, DstPolicy policy) {
        // Fires are whole seconds, so parts of one do not matter.
        long fire = nextAfter(exclusive.getEpochSecond(), zone, policy);
        return fire == NONE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(fire));
    }

    /** The same with {@link DstPolicy#DEFAULT}. */
    public Optional<Instant> nextAfter(Instant exclusive, ZoneId zone) {
        return nextAfter(exclusive, zone, DstPolicy.DEFAULT);
    }

    /** The same in epoch seconds, without an object; {@link #NONE} if there is none. */
    long nextAfter(long exclusive, ZoneId zone, DstPolicy policy) {
        long from = Math.clamp(exclusive, EARLIEST, LATEST) + 1;
        ZoneOffsets known = lastZone;
        if (known != null && known.zone().equals(zone)) {
            return FireSearch.next(from, known, calendar, resolved(policy));
        }
        ZoneRules rules = zone.getRules();
        if (rules.isFixedOffset()) {
            int offset = rules.getOffset(Instant.EPOCH).getTotalSeconds();
            long match = calendar.next(from + offset);
            return match == CronCalendar.NONE ? NONE : match - offset;
        }
        ZoneOffsets offsets = ZoneOffsets.of(zone, rules);
        lastZone = offsets;
        return FireSearch.next(from, offsets, calendar, resolved(policy));
    }

    public CronDialect dialect() {
        return dialect;
    }

    /** The policy with what {@code BY_EXPRESSION} means for this expression. */
    public DstPolicy resolved(DstPolicy policy) {
        return policy.equals(DstPolicy.DEFAULT) ? defaultPolicy : policy.resolved(calendar.everyHour());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronExpression that
                && dialect == that.dialect
                && (text.equals(that.text) || normalised().equals(that.normalised()));
    }

    @Override
    public int hashCode() {
        return 31 * dialect.name().hashCode() + normalised().hashCode();
    }

    /** Read anew each time: a scheduler holds a million expressions, and compares one when its job is changed. */
    private String normalised() {
        return dialect.read(text).normalised();
    }

    /** The text as it was given. */
    @Override
    public String toString() {
        return text;
    }
}
