package dev.carillon.gateway.fires;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.scheduling.Output.Change;
import dev.carillon.gateway.service.JobPast;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which revision of a job was in force when, from the begin of time to its end, without a gap:
 *
 * <pre>
 *  ABSENT ──created──▶ ACTIVE ──disabled──▶ DISABLED ──enabled──▶ ACTIVE ──deleted──▶ DELETED
 *                          (effective]             (effective]
 * </pre>
 *
 * <p>A fire whose nominal time is the effective instant of a change belongs to the revision before it. Where the history does
 * not reach back, the stretch is UNKNOWN; the definition itself still tells when the job was created and last changed.
 */
public final class Timeline {

    /** Earlier than any fire and later than any. */
    static final Instant BEGIN = Instant.EPOCH.minusMillis(1);

    public static final Instant END = Instant.parse("2200-01-01T00:00:00Z");

    private final List<Stretch> stretches;

    /** What a job was in a stretch of time; but for ACTIVE it owed no fires. */
    public enum Condition {
        /** Not created yet. */
        ABSENT,
        /** Older than what the view keeps. */
        UNKNOWN,
        ACTIVE,
        DISABLED,
        PAUSED,
        QUARANTINED,
        DELETED;

        /** Whether a schedule is known that would fire. */
        boolean hasSchedule() {
            return switch (this) {
                case ACTIVE, DISABLED, PAUSED, QUARANTINED -> true;
                case ABSENT, UNKNOWN, DELETED -> false;
            };
        }
    }

    /**
     * One revision, or the lack of one.
     *
     * @param after exclusive
     * @param through inclusive
     * @param definition null where none was in force or none is known
     * @param kind of the change that began it; null where the history does not say
     * @param by who made that change
     */
    public record Stretch(
            Instant after,
            Instant through,
            Condition condition,
            @Nullable JobDefinition definition,
            @Nullable Change kind,
            String by) {

        boolean holds(Instant at) {
            return at.isAfter(after) && !at.isAfter(through);
        }

        /** Fires that the definition has in this stretch, owed or not. */
        Optional<Instant> nextAfter(Instant exclusive) {
            if (definition == null || !condition.hasSchedule()) {
                return Optional.empty();
            }
            Instant from = exclusive.isAfter(after) ? exclusive : after;
            return definition.nextFire(from).filter(fire -> !fire.isAfter(through));
        }

        Fire fire(Instant nominal) {
            return new Fire(nominal, definition == null ? nominal : definition.due(nominal), this);
        }
    }

    private Timeline(List<Stretch> stretches) {
        this.stretches = List.copyOf(stretches);
    }

    /** Of a job of which the view knows something. */
    public static Timeline of(JobPast past) {
        List<Turn> turns = new ArrayList<>(past.changes().stream()
                .map(change -> new Turn(change.effective(), change.definition(), change.kind(), change.by()))
                .sorted(Comparator.comparingLong(
                                (Turn turn) -> turn.definition().revision())
                        .thenComparing(Turn::effective))
                .toList());
        past.current()
                .filter(job -> turns.isEmpty() || turns.getLast().definition().revision() < job.revision())
                .ifPresent(job -> turns.add(
                        new Turn(job.audit().updatedAt(), job, null, job.audit().updatedBy())));
        return new Timeline(stretches(turns));
    }

    /** From an instant on another revision is in force. */
    private record Turn(
            Instant effective,
            JobDefinition definition,
            @Nullable Change kind,
            String by) {

        Condition condition() {
            if (kind == Change.DELETED) {
                return Condition.DELETED;
            }
            if (kind == Change.QUARANTINED) {
                return Condition.QUARANTINED;
            }
            if (!definition.enabled()) {
                return Condition.DISABLED;
            }
            return definition.pausedAt() == null ? Condition.ACTIVE : Condition.PAUSED;
        }
    }

    private static List<Stretch> stretches(List<Turn> turns) {
        if (turns.isEmpty()) {
            return List.of(nothing(BEGIN, END, Condition.UNKNOWN));
        }
        List<Stretch> stretches = new ArrayList<>(before(turns.getFirst()));
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            boolean last = i == turns.size() - 1;
            Instant through = last ? END : turns.get(i + 1).effective();
            // A revision between the two is not known: it may have begun at any time.
            boolean certain = last
                    || turns.get(i + 1).definition().revision()
                            <= turn.definition().revision() + 1;
            stretches.add(
                    certain
                            ? new Stretch(
                                    turn.effective(),
                                    through,
                                    turn.condition(),
                                    turn.definition(),
                                    turn.kind(),
                                    turn.by())
                            : nothing(turn.effective(), through, Condition.UNKNOWN));
        }
        return stretches;
    }

    private static List<Stretch> before(Turn first) {
        if (first.definition().revision() <= 1) {
            return List.of(nothing(BEGIN, first.effective(), Condition.ABSENT));
        }
        Instant created = first.definition().audit().createdAt();
        if (first.kind() == Change.CREATED || created.isBefore(BEGIN) || created.isAfter(first.effective())) {
            // The id had another job before, of which nothing is known.
            return List.of(nothing(BEGIN, first.effective(), Condition.UNKNOWN));
        }
        return List.of(
                nothing(BEGIN, created, Condition.ABSENT), nothing(created, first.effective(), Condition.UNKNOWN));
    }

    private static Stretch nothing(Instant after, Instant through, Condition condition) {
        return new Stretch(after, through, condition, null, null, "");
    }

    /** The revision that is in force now and, unless somebody changes it, for ever. */
    public Stretch last() {
        return stretches.getLast();
    }

    /** @param at in the years 1970–2199 */
    Stretch at(Instant at) {
        return stretches.stream()
                .filter(stretch -> stretch.holds(at))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not an instant of a schedule: " + at));
    }

    /** The first fire after the instant, by whichever revision is in force then. */
    Optional<Fire> nextAfter(Instant exclusive) {
        for (Stretch stretch : stretches) {
            Optional<Instant> next =
                    stretch.through().isAfter(exclusive) ? stretch.nextAfter(exclusive) : Optional.empty();
            if (next.isPresent()) {
                return next.map(stretch::fire);
            }
        }
        return Optional.empty();
    }

    /** The last fire before the instant, by whichever revision was in force then. */
    Optional<Fire> lastBefore(Instant exclusive) {
        for (Stretch stretch : stretches.reversed()) {
            if (stretch.after().isBefore(exclusive)) {
                Optional<Instant> last = Schedules.lastBetween(stretch::nextAfter, stretch.after(), exclusive);
                if (last.isPresent()) {
                    return last.map(stretch::fire);
                }
            }
        }
        return Optional.empty();
    }
}
