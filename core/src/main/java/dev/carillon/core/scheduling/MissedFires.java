package dev.carillon.core.scheduling;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.MisfirePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fires that are later than the misfire threshold, given in order. The newest run as far as the policy allows, the others
 * are recorded in ranges: every fire of the schedule from the first to the last of a range was skipped for its reason.
 * Fires that a calendar excludes are recorded as such and do not count among the newest; none runs that is older than the
 * catch-up window.
 *
 * <pre>
 *   recorded ───────────────▶│ held: begins with one that may run, at most `allowed` of them
 *   m m c c c m m m c m m m  │ m c c m m
 * </pre>
 */
final class MissedFires {

    /**
     * @param excluded which calendar excludes it; null when none does
     * @param mayRun unless too many later ones may
     */
    private record Missed(Instant nominal, @Nullable String excluded, boolean mayRun) {}

    private final Turn turn;
    private final JobDefinition definition;
    private final int allowed;
    private final Instant tooOld;
    private final String late;
    private final Deque<Missed> held = new ArrayDeque<>();
    private int mayRun;
    private @Nullable Instant recordedThrough;
    private Output.@Nullable SkippedFire range;

    MissedFires(Turn turn, JobDefinition definition) {
        this.turn = turn;
        this.definition = definition;
        MisfirePolicy policy = definition.misfire();
        Duration catchUp = policy.catchUp();
        this.allowed = policy.allowed();
        this.tooOld = catchUp.isZero() ? Instant.MIN : turn.now().minus(catchUp);
        this.late = "more than " + policy.threshold().toSeconds() + " s late, policy " + policy.mode()
                + (catchUp.isZero() ? "" : ", catch-up window " + catchUp.toSeconds() + " s");
    }

    void add(Instant nominal) {
        Optional<String> excluded = turn.calendars().excludes(definition, nominal);
        boolean may = excluded.isEmpty() && !definition.due(nominal).isBefore(tooOld);
        held.addLast(new Missed(nominal, excluded.orElse(null), may));
        mayRun += may ? 1 : 0;
        while (!held.isEmpty() && (mayRun > allowed || !held.getFirst().mayRun())) {
            record(held.removeFirst());
        }
    }

    /** Everything up to here is recorded as skipped; empty when nothing is. */
    Optional<Instant> recordedThrough() {
        return Optional.ofNullable(recordedThrough);
    }

    /** Tells what is recorded; what is held is to be given again. */
    void say() {
        if (range != null) {
            turn.say(range);
            range = null;
        }
    }

    /** Tells everything; what is held and may run goes to {@code emit}. */
    void settle(Consumer<Instant> emit) {
        while (!held.isEmpty()) {
            Missed next = held.removeFirst();
            if (next.mayRun()) {
                say();
                emit.accept(next.nominal());
            } else {
                record(next);
            }
        }
        say();
    }

    private void record(Missed missed) {
        mayRun -= missed.mayRun() ? 1 : 0;
        recordedThrough = missed.nominal();
        Output.SkipReason reason = missed.excluded() == null ? Output.SkipReason.MISFIRE : Output.SkipReason.CALENDAR;
        String detail = missed.excluded() == null ? late : missed.excluded();
        Output.SkippedFire before = range;
        Instant first = missed.nominal();
        long count = 1;
        if (before != null && before.reason() == reason && before.detail().equals(detail)) {
            first = before.first();
            count = before.count() + 1;
        } else {
            say();
        }
        range = new Output.SkippedFire(
                definition.id(), turn.now(), definition.revision(), first, missed.nominal(), count, reason, detail);
    }
}
