package dev.carillon.worker;

import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.core.job.TaskKind;
import dev.carillon.core.job.TimeoutPolicy;
import dev.carillon.kafka.codec.WorkOrder.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * An attempt whose runner has been called and has not returned, with the one timer it needs: whichever comes next of
 * <em>started</em> to be reported, of itself or a step of its plan, its limit, and the patience with a kill that it does not follow.
 */
final class RunningAttempt {

    /** What the timer is for. */
    enum Step {
        REPORT_STARTED,
        REPORT_STEP,
        PASS_LIMIT,
        INTERRUPT,
        NONE
    }

    private static final long NEVER = Long.MAX_VALUE;

    private final Attempt attempt;
    private final Start start;
    private final Moment begun;
    private final Duration startedAfter;
    private long startedNanos;
    private long limitNanos;
    private long interruptNanos = NEVER;
    private boolean killed;
    /** Steps of a plan that have begun and not been told of, by index; the one that began first comes first. */
    private final SequencedMap<Integer, BegunStep> steps = new LinkedHashMap<>();

    private record BegunStep(Input.StepBegan step, long toldNanos) {}

    RunningAttempt(Attempt attempt, Start start, Moment begun, Duration startedAfter) {
        this.attempt = attempt;
        this.start = start;
        this.begun = begun;
        this.startedAfter = startedAfter;
        this.startedNanos = startedAfter.toNanos();
        TimeoutPolicy timeout = start.definition().timeout();
        this.limitNanos = timeout.active() ? timeout.limit().toNanos() : NEVER;
    }

    Attempt attempt() {
        return attempt;
    }

    TaskKind kind() {
        return start.definition().task().kind();
    }

    TimeoutPolicy timeout() {
        return start.definition().timeout();
    }

    Instant begunAt() {
        return begun.broker();
    }

    boolean startedReported() {
        return startedNanos == NEVER;
    }

    /** The step the timer is for; <em>started</em> comes before the limit, since a limit may be shorter. */
    Step nextStep() {
        long next = nextElapsed();
        if (next == NEVER) {
            return Step.NONE;
        }
        if (next == startedNanos) {
            return Step.REPORT_STARTED;
        }
        if (next == stepNanos()) {
            return Step.REPORT_STEP;
        }
        return next == limitNanos ? Step.PASS_LIMIT : Step.INTERRUPT;
    }

    /** When the timer goes off, on the monotonic clock; far in the future when there is no step left. */
    long timerNanos() {
        long next = nextElapsed();
        // Half the range of long is 146 years: far enough, and differences of such readings do not overflow.
        return begun.nanos() + Math.min(next, Long.MAX_VALUE / 2);
    }

    void reportedStarted() {
        startedNanos = NEVER;
    }

    void passedLimit() {
        limitNanos = NEVER;
    }

    long revision() {
        return start.definition().revision();
    }

    void stepBegan(Input.StepBegan step, Moment now) {
        steps.put(step.index(), new BegunStep(step, now.nanos() - begun.nanos() + startedAfter.toNanos()));
    }

    void stepEnded(int index) {
        steps.remove(index);
    }

    /** What is to be said of the step the timer went off for; it is said once. */
    Report.StepStarted takeStep() {
        Input.StepBegan step = steps.pollFirstEntry().getValue().step();
        return new Report.StepStarted(attempt, step.index(), step.key(), step.name(), step.at());
    }

    /** Its kill switch is thrown: the limit has nothing more to say. */
    void killed(Moment now, Duration grace) {
        killed = true;
        limitNanos = NEVER;
        interruptNanos = now.nanos() - begun.nanos() + grace.toNanos();
    }

    boolean isKilled() {
        return killed;
    }

    void interrupted() {
        interruptNanos = NEVER;
    }

    private long nextElapsed() {
        return Math.min(Math.min(startedNanos, stepNanos()), Math.min(limitNanos, interruptNanos));
    }

    private long stepNanos() {
        var first = steps.firstEntry();
        return first == null ? NEVER : first.getValue().toldNanos();
    }
}
