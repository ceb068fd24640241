package dev.carillon.worker;

import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TaskKind;
import dev.carillon.kafka.codec.WorkOrder;
import dev.carillon.kafka.codec.WorkOrder.Start;
import dev.carillon.worker.HoldQueue.Held;
import dev.carillon.worker.Outbox.Outgoing;
import dev.carillon.worker.runner.Outcomes;
import dev.carillon.worker.runner.ResultText;
import dev.carillon.worker.runner.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each attempt that is sent here.
 *
 * <pre>
 *  Start ─▶ held ──due, slot free──▶ running ──returns──▶ Finished
 *    │        ├──Withdraw──▶ Finished WITHDRAWN    ├──Kill, limit──▶ kill switch ─▶ Finished STOPPED, TIMED_OUT
 *    │        └──Kill──────▶ Finished STOPPED      └──200 ms───────▶ Started
 *    │                                         └──a step of a plan──▶ Started, StepEnded; after 200 ms StepStarted
 *    └─ past its start-by, kind not run, queue full, no slot for a second ─▶ Declined
 * </pre>
 *
 * <p>Reports are sent only for attempts of the incarnation that counts now. When it changes, attempts of the one before
 * keep their slots until they have ended, and nothing is said of them any more.
 *
 * <p>Nothing here waits, sends or runs: each method adds to a list what is to be done. Not thread-safe.
 */
final class Attempts {

    private final WorkerLimits limits;
    private final Slots slots;
    private final HoldQueue held;
    private final RunningAttempts running = new RunningAttempts();
    private final Outbox outbox;
    private @Nullable String incarnation;
    private boolean draining;
    private boolean leftSurvivors;
    private long resendNanos;

    Attempts(WorkerLimits limits, Moment now) {
        this.limits = limits;
        this.slots = new Slots(limits.slots());
        this.held = new HoldQueue(limits.holdLimit());
        this.outbox = new Outbox(limits.memory());
        this.resendNanos = now.nanos();
    }

    /** Counts for a new incarnation from now on. */
    void begin(String newIncarnation) {
        incarnation = newIncarnation;
        leftSurvivors = false;
    }

    /** The lease is over: everything is killed, nothing more is said. Until {@link #begin}, work is ignored. */
    void renounce(Moment now, List<Action> out) {
        incarnation = null;
        held.removeAll();
        outbox.clear();
        killAll(StopReason.COMMAND, now, out);
    }

    void accept(WorkOrder order, Moment now, List<Action> out) {
        if (!order.incarnation().equals(incarnation)) {
            return;
        }
        Attempt attempt = new Attempt(order.executionId(), order.attempt(), order.incarnation());
        switch (order) {
            case Start start -> start(attempt, start, now, out);
            case WorkOrder.Withdraw ignored -> withdraw(attempt, now, out);
            case WorkOrder.Kill kill -> kill(attempt, kill.reason(), now, out);
        }
    }

    private void start(Attempt attempt, Start start, Moment now, List<Action> out) {
        if (held.contains(attempt) || running.get(attempt) != null || outbox.last(attempt) != null) {
            return;
        }
        Task task = start.definition().task();
        TaskKind kind = task.kind();
        if (draining) {
            decline(attempt, "the worker is stopping", kind, out);
        } else if (!task.kinds().stream().allMatch(slots::runs)) {
            String kinds = task.kinds().stream().sorted().map(TaskKind::name).collect(Collectors.joining(" and "));
            decline(attempt, "this worker does not run " + kinds, kind, out);
        } else if (now.broker().isAfter(start.startBy())) {
            decline(attempt, "arrived after its start-by instant " + start.startBy(), kind, out);
        } else if (!held.add(attempt, start)) {
            decline(attempt, "the queue is full, " + limits.holdLimit() + " are waiting", kind, out);
        }
    }

    private void withdraw(Attempt attempt, Moment now, List<Action> out) {
        RunningAttempt runs = running.get(attempt);
        if (runs != null) {
            reportStarted(runs, out);
            return;
        }
        endUnstarted(attempt, Outcome.WITHDRAWN, now, out);
    }

    private void kill(Attempt attempt, StopReason reason, Moment now, List<Action> out) {
        RunningAttempt runs = running.get(attempt);
        if (runs != null) {
            throwSwitch(runs, reason, now, out);
            return;
        }
        endUnstarted(attempt, Outcome.STOPPED, now, out);
    }

    /**
     * Ends what is held. What is over already is answered with what has happened. What was never heard of has not
     * started here and now never will: the records of one incarnation arrive in order.
     */
    private void endUnstarted(Attempt attempt, Outcome outcome, Moment now, List<Action> out) {
        Outgoing last = outbox.last(attempt);
        if (last != null) {
            report(last.report(), last.survivors(), out);
            return;
        }
        held.remove(attempt);
        report(new Report.Finished(attempt, outcome, null, now.broker(), "never started", 0), "", out);
    }

    /** Notes that a runner has returned. */
    void ended(Input.AttemptEnded end, Moment now, List<Action> out) {
        RunningAttempt runs = running.remove(end.attempt());
        if (runs == null) {
            return;
        }
        slots.release(runs.kind());
        RunResult result = end.result();
        leftSurvivors |= !result.survivors().isEmpty();
        Report.Finished finished = new Report.Finished(
                end.attempt(),
                Outcomes.of(result, end.killed()),
                end.startedAt(),
                now.broker(),
                ResultText.of(result),
                result.code());
        report(finished, result.survivors(), out);
    }

    /** Notes that a step of a plan has begun; it is told if it lasts. */
    void stepBegan(Input.StepBegan step, Moment now) {
        RunningAttempt runs = running.get(step.attempt());
        if (runs != null) {
            runs.stepBegan(step, now);
            running.setTimer(runs);
        }
    }

    /** Notes that a step of a plan has ended; it is told at once. */
    void stepEnded(Input.StepEnded step, List<Action> out) {
        RunningAttempt runs = running.get(step.attempt());
        if (runs != null) {
            runs.stepEnded(step.result().index());
            running.setTimer(runs);
            reportStarted(runs, out);
            report(new Report.StepEnded(step.attempt(), runs.revision(), step.result()), "", out);
        }
    }

    void acknowledged(long report, List<Action> out) {
        outbox.acknowledged(report).forEach(outgoing -> out.add(new Action.Send(outgoing)));
    }

    void failed(long report) {
        outbox.failed(report);
    }

    /** Does whatever has become due. */
    void advance(Moment now, List<Action> out) {
        held.promote(now);
        for (TaskKind kind : limits.slots().keySet()) {
            startReady(kind, now, out);
        }
        for (Held overdue : held.takeOverdue(now, limits.slotPatience())) {
            decline(overdue.attempt(), "no free slot for " + limits.slotPatience(), overdue.kind(), out);
        }
        for (RunningAttempt due = running.due(now); due != null; due = running.due(now)) {
            takeStep(due, now, out);
            running.setTimer(due);
        }
        if (outbox.hasFailed() && now.nanos() - resendNanos >= 0) {
            outbox.takeFailed().forEach(outgoing -> out.add(new Action.Send(outgoing)));
            resendNanos = now.nanos() + limits.resend().toNanos();
        }
    }

    private void startReady(TaskKind kind, Moment now, List<Action> out) {
        while (slots.free(kind) > 0) {
            Held next = held.takeReady(kind).orElse(null);
            if (next == null) {
                return;
            }
            if (now.broker().isAfter(next.start().startBy())) {
                String reason = "found no slot before its start-by instant "
                        + next.start().startBy();
                decline(next.attempt(), reason, kind, out);
                continue;
            }
            slots.take(kind);
            running.add(new RunningAttempt(next.attempt(), next.start(), now, limits.startedAfter()));
            out.add(new Action.Run(next.attempt(), next.start()));
        }
    }

    private void takeStep(RunningAttempt due, Moment now, List<Action> out) {
        switch (due.nextStep()) {
            case REPORT_STARTED -> reportStarted(due, out);
            case PASS_LIMIT -> passLimit(due, now, out);
            case REPORT_STEP -> {
                reportStarted(due, out);
                report(due.takeStep(), "", out);
            }
            case INTERRUPT -> {
                due.interrupted();
                out.add(new Action.Interrupt(due.attempt()));
            }
            case NONE -> throw new IllegalStateException("a timer without a step went off for " + due.attempt());
        }
    }

    private void passLimit(RunningAttempt runs, Moment now, List<Action> out) {
        if (runs.timeout().kill()) {
            throwSwitch(runs, StopReason.TIMEOUT, now, out);
        } else {
            runs.passedLimit();
            reportStarted(runs, out);
            report(new Report.TimeoutPassed(runs.attempt(), now.broker()), "", out);
        }
    }

    private void reportStarted(RunningAttempt runs, List<Action> out) {
        if (!runs.startedReported()) {
            runs.reportedStarted();
            report(new Report.Started(runs.attempt(), runs.begunAt()), "", out);
            running.setTimer(runs);
        }
    }

    private void throwSwitch(RunningAttempt runs, StopReason reason, Moment now, List<Action> out) {
        if (!runs.isKilled()) {
            runs.killed(now, limits.killGrace());
            running.setTimer(runs);
            out.add(new Action.Kill(runs.attempt(), reason));
        }
    }

    /** Takes no more work and gives back what has not begun. */
    void drain(List<Action> out) {
        draining = true;
        for (Held back : held.removeAll()) {
            decline(back.attempt(), "the worker is stopping", back.kind(), out);
        }
    }

    void killAll(StopReason reason, Moment now, List<Action> out) {
        running.all().forEach(runs -> throwSwitch(runs, reason, now, out));
    }

    /** Says of everything that still runs that it was stopped and did not end; the process is about to end it. */
    void giveUp(Moment now, List<Action> out) {
        for (RunningAttempt runs : running.all()) {
            running.remove(runs.attempt());
            Report.Finished finished = new Report.Finished(
                    runs.attempt(), Outcome.STOPPED, runs.begunAt(), now.broker(), "the worker stopped", 0);
            report(finished, "the attempt did not follow its kill switch", out);
        }
    }

    private void decline(Attempt attempt, String reason, TaskKind kind, List<Action> out) {
        out.add(new Action.CountDeclined(attempt, kind, reason));
        report(new Report.Declined(attempt, reason, draining ? 0 : slots.free(kind)), "", out);
    }

    private void report(Report report, String survivors, List<Action> out) {
        if (report.attempt().incarnation().equals(incarnation)) {
            outbox.add(report, survivors).ifPresent(outgoing -> out.add(new Action.Send(outgoing)));
        }
    }

    /** Whether nothing runs; with {@link #leftSurvivors} false, nothing of the incarnations so far is left. */
    boolean isIdle() {
        return running.isEmpty();
    }

    /** Whether an attempt since {@link #begin} has left processes that could not be ended. */
    boolean leftSurvivors() {
        return leftSurvivors;
    }

    int unacknowledged() {
        return outbox.size();
    }

    WorkerStatus status() {
        TreeSet<Attempt> active = new TreeSet<>(WorkerStatus.ATTEMPTS);
        running.all().stream()
                .map(RunningAttempt::attempt)
                .filter(attempt -> attempt.incarnation().equals(incarnation))
                .forEach(active::add);
        active.addAll(outbox.finishing());
        return new WorkerStatus(slots.counts(), List.copyOf(active), held.size(), draining);
    }

    /** How long nothing becomes due if nothing arrives; at most the given time. */
    Duration idleFor(Moment now, Duration atMost) {
        long nanos = atMost.toNanos();
        Instant due = held.nextDue().orElse(null);
        if (due != null && due.isBefore(now.broker().plus(atMost))) {
            nanos = Math.min(nanos, Duration.between(now.broker(), due).toNanos());
        }
        nanos = Math.min(
                nanos, until(held.nextOverdueNanos(limits.slotPatience()).orElse(now.nanos() + nanos), now));
        nanos = Math.min(nanos, until(running.nextTimerNanos().orElse(now.nanos() + nanos), now));
        if (outbox.hasFailed()) {
            nanos = Math.min(nanos, until(resendNanos, now));
        }
        return Duration.ofNanos(Math.max(0, nanos));
    }

    private static long until(long nanos, Moment now) {
        return nanos - now.nanos();
    }
}
