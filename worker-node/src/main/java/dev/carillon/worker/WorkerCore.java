package dev.carillon.worker;

import dev.carillon.core.execution.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a worker: its incarnations, their lease, its heartbeats and its stop; {@link Attempts} has those for the
 * work. A function over inputs and moments: no thread, no Kafka, no clock of its own.
 *
 * <pre>
 *            ┌──────── heartbeats acknowledged ─┐
 *  begin ──▶ alive ◀────────────────────────────┘
 *              │ lease over: kill all, say nothing more
 *              ▼
 *           renounced ── all ended, or waited long enough ──▶ alive, as a new incarnation
 * </pre>
 *
 * <p>Before anything else every call asks whether the lease still lives: after a pause of the process the first input
 * must not be treated as if no time had passed. Not thread-safe; one loop owns it.
 */
final class WorkerCore {

    private static final Duration MAX_IDLE = Duration.ofMillis(500);
    /** How long a stopping worker in which nothing runs waits for its last reports to be acknowledged. */
    private static final Duration REPORT_PATIENCE = Duration.ofSeconds(3);

    private final WorkerLimits limits;
    private final Supplier<String> newIncarnation;
    private final Attempts attempts;

    private String incarnation;
    private Lease lease;
    private long sequence;
    private long nextBeatNanos;
    private @Nullable String replaces;
    private @Nullable Moment renouncedAt;
    private @Nullable Moment drainingSince;
    private @Nullable Moment idleSince;
    private boolean gaveUp;
    private boolean drained;

    /** @param newIncarnation makes a name that no incarnation has had */
    WorkerCore(WorkerLimits limits, Supplier<String> newIncarnation, Moment now) {
        this.limits = limits;
        this.newIncarnation = newIncarnation;
        this.attempts = new Attempts(limits, now);
        this.incarnation = newIncarnation.get();
        this.lease = new Lease(limits.lease(), now);
        this.nextBeatNanos = now.nanos();
        attempts.begin(incarnation);
    }

    /** Takes in what has happened. */
    List<Action> handle(Input input, Moment now) {
        List<Action> out = new ArrayList<>();
        checkLease(now, out);
        switch (input) {
            case Input.WorkArrived arrived -> attempts.accept(arrived.order(), now, out);
            case Input.AttemptEnded ended -> attempts.ended(ended, now, out);
            case Input.StepBegan step -> attempts.stepBegan(step, now);
            case Input.StepEnded step -> attempts.stepEnded(step, out);
            case Input.ReportAcknowledged report -> attempts.acknowledged(report.number(), out);
            case Input.ReportFailed report -> attempts.failed(report.number());
            case Input.BeatAcknowledged beat -> beatAcknowledged(beat, now);
            case Input.Drain drain -> drain(now, out);
        }
        return out;
    }

    /** Does what has become due. To be called after inputs and at the latest after {@link #idleFor}. */
    List<Action> advance(Moment now) {
        List<Action> out = new ArrayList<>();
        checkLease(now, out);
        if (renouncedAt != null) {
            rebirth(now, renouncedAt, out);
        }
        attempts.advance(now, out);
        if (drainingSince != null) {
            endDrain(now, drainingSince, out);
        }
        beat(now, out);
        return out;
    }

    /** How long the loop may wait if no input arrives. */
    Duration idleFor(Moment now) {
        long untilBeat = Math.max(0, nextBeatNanos - now.nanos());
        Duration atMost =
                renouncedAt == null && untilBeat < MAX_IDLE.toNanos() ? Duration.ofNanos(untilBeat) : MAX_IDLE;
        return attempts.idleFor(now, atMost);
    }

    /** Whether the worker was told to stop and owes nothing any more, or has waited long enough for the broker. */
    boolean isDrained() {
        return drained;
    }

    /** Whether so many reports wait for the broker that no more work should be read. */
    boolean isCongested() {
        return attempts.unacknowledged() >= WorkerLimits.MAX_UNACKNOWLEDGED;
    }

    /** When the lease ends unless it is renewed, on the monotonic clock; the given moment when it is over. */
    long leaseEndNanos(Moment now) {
        return renouncedAt == null ? lease.endNanos() : now.nanos();
    }

    String incarnation() {
        return incarnation;
    }

    WorkerStatus status() {
        return attempts.status();
    }

    private void checkLease(Moment now, List<Action> out) {
        if (renouncedAt == null && !lease.alive(now)) {
            renouncedAt = now;
            attempts.renounce(now, out);
            out.add(new Action.LeaseLost(incarnation));
        }
    }

    private void rebirth(Moment now, Moment since, List<Action> out) {
        boolean waitedEnough = now.since(since).compareTo(limits.killGrace().multipliedBy(2)) >= 0;
        if (drainingSince != null || !attempts.isIdle() && !waitedEnough) {
            return;
        }
        // Only when every attempt has returned and none has left processes behind is the old one proved gone. Else the
        // shards find out by its lease.
        replaces = attempts.isIdle() && !attempts.leftSurvivors() ? incarnation : null;
        incarnation = newIncarnation.get();
        renouncedAt = null;
        lease = new Lease(limits.lease(), now);
        sequence = 0;
        nextBeatNanos = now.nanos();
        attempts.begin(incarnation);
        out.add(new Action.Reborn(incarnation, replaces == null ? "" : replaces));
    }

    private void beatAcknowledged(Input.BeatAcknowledged beat, Moment now) {
        if (beat.incarnation().equals(incarnation)) {
            lease.acknowledged(beat.sent(), now);
        }
    }

    private void beat(Moment now, List<Action> out) {
        if (renouncedAt != null || now.nanos() - nextBeatNanos < 0) {
            return;
        }
        out.add(new Action.Beat(incarnation, replaces == null ? "" : replaces, ++sequence, attempts.status(), now));
        nextBeatNanos = now.nanos() + limits.heartbeat().toNanos();
    }

    private void drain(Moment now, List<Action> out) {
        if (drainingSince == null) {
            drainingSince = now;
            attempts.drain(out);
            nextBeatNanos = now.nanos();
        }
    }

    private void endDrain(Moment now, Moment since, List<Action> out) {
        Duration passed = now.since(since);
        if (passed.compareTo(limits.drain()) >= 0) {
            attempts.killAll(StopReason.COMMAND, now, out);
        }
        if (!gaveUp && passed.compareTo(limits.drain().plus(limits.killGrace()).plusSeconds(1)) >= 0) {
            gaveUp = true;
            attempts.giveUp(now, out);
        }
        if (attempts.isIdle()) {
            idleSince = idleSince == null ? now : idleSince;
            drained = attempts.unacknowledged() == 0
                    || renouncedAt != null
                    || now.since(idleSince).compareTo(REPORT_PATIENCE) >= 0;
        }
    }
}
