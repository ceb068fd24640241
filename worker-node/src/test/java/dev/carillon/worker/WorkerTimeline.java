package dev.carillon.worker;

import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.TaskKind;
import dev.carillon.kafka.codec.WorkOrder;
import dev.carillon.worker.runner.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Drives a {@link WorkerCore} as its loop would, and keeps what it wanted. Heartbeats arrive while told so. */
final class WorkerTimeline {

    static final int SHELL_SLOTS = 2;
    static final int HOLD_LIMIT = 5;
    static final Duration LEASE = Duration.ofSeconds(30);

    final ManualMoments time = new ManualMoments();
    private final List<Action> wanted = new ArrayList<>();
    private int incarnations;
    private boolean beatsArrive = true;
    private boolean reportsArrive = true;
    final WorkerCore core = new WorkerCore(
            WorkerLimits.of(
                    Map.of(TaskKind.SHELL, SHELL_SLOTS, TaskKind.HTTP, 1), HOLD_LIMIT, LEASE, Duration.ofSeconds(1)),
            () -> "w-" + ++incarnations,
            time.now());

    void beatsArrive(boolean arrive) {
        beatsArrive = arrive;
    }

    void reportsArrive(boolean arrive) {
        reportsArrive = arrive;
    }

    Instant now() {
        return time.now().broker();
    }

    WorkOrder.Start send(WorkOrder.Start order) {
        send((WorkOrder) order);
        return order;
    }

    void send(WorkOrder order) {
        input(new Input.WorkArrived(order));
    }

    void end(WorkOrder.Start order, RunResult result) {
        end(order, result, null);
    }

    void end(WorkOrder.Start order, RunResult result, @Nullable StopReason killed) {
        input(new Input.AttemptEnded(
                Orders.attempt(order), order.definition().task().kind(), now(), result, killed));
    }

    void input(Input input) {
        keep(core.handle(input, time.now()));
        keep(core.advance(time.now()));
    }

    /** Lets time pass in the steps in which the core asks to be called. */
    void pass(Duration duration) {
        Duration left = duration;
        while (left.isPositive()) {
            Duration idle = core.idleFor(time.now());
            Duration step = idle.compareTo(left) < 0 ? idle : left;
            time.advance(step.isZero() ? Duration.ofNanos(1) : step);
            left = left.minus(step.isZero() ? Duration.ofNanos(1) : step);
            keep(core.advance(time.now()));
        }
    }

    private void keep(List<Action> actions) {
        for (Action action : actions) {
            wanted.add(action);
            switch (action) {
                case Action.Beat beat
                when beatsArrive ->
                    keep(core.handle(new Input.BeatAcknowledged(beat.incarnation(), beat.sent()), time.now()));
                case Action.Send send
                when reportsArrive ->
                    keep(core.handle(new Input.ReportAcknowledged(send.report().number()), time.now()));
                case Action.Send send ->
                    keep(core.handle(new Input.ReportFailed(send.report().number()), time.now()));
                default -> {}
            }
        }
    }

    /** What the core has wanted since the last call, heartbeats apart. */
    List<Action> taken() {
        List<Action> taken = wanted.stream()
                .filter(action -> !(action instanceof Action.Beat))
                .toList();
        wanted.clear();
        return taken;
    }

    List<Report> reports() {
        return all(Action.Send.class).map(send -> send.report().report()).toList();
    }

    List<Action.Run> runs() {
        return all(Action.Run.class).toList();
    }

    List<Action.Beat> beats() {
        return all(Action.Beat.class).toList();
    }

    <A extends Action> Stream<A> all(Class<A> type) {
        return wanted.stream().filter(type::isInstance).map(type::cast);
    }
}
