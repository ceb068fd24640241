package dev.carillon.worker;

import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TaskKind;
import dev.carillon.kafka.clock.BrokerClock;
import dev.carillon.kafka.codec.HeartbeatCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.ReportCodec;
import dev.carillon.kafka.codec.WorkCodec;
import dev.carillon.kafka.codec.WorkOrder.Start;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.testkit.simulation.SimulatedBroker;
import dev.carillon.testkit.simulation.SimulatedConsumer;
import dev.carillon.testkit.simulation.SimulatedProcess;
import dev.carillon.testkit.simulation.SimulatedSender;
import dev.carillon.worker.Outbox.Outgoing;
import dev.carillon.worker.runner.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A worker in a simulated world: the real {@link WorkerCore} with its lease and incarnations, its reading, heartbeats and
 * reports over a simulated log. Only its attempts are made up: each takes a while and ends one way or another.
 */
public final class SimulatedWorker {

    private static final Duration CLOCK_SAMPLE_AGE = Duration.ofMinutes(1);
    private static final Duration BEAT_PATIENCE = Duration.ofSeconds(1);
    private static final Duration REPORT_PATIENCE = Duration.ofSeconds(2);

    private final SimulatedProcess process;
    private final SimulatedBroker broker;
    private final Topics topics;
    private final BrokerClock clock;
    private final WorkerCore core;
    private final Announcement announcement;
    private final Producer<byte[], byte[]> heartbeats;
    private final Deque<Input> inbox = new ArrayDeque<>();
    private final Map<Attempt, Running> running = new HashMap<>();
    private final Observer observer;
    private Producer<byte[], byte[]> reports;
    private Action.@Nullable Beat nextBeat;
    private boolean beating;
    private boolean stepping;
    private boolean draining;
    private long steps;
    private int incarnations;

    /** Hears of attempts that begin and end. */
    public interface Observer {
        void began(SimulatedWorker worker, Attempt attempt);

        void ended(SimulatedWorker worker, Attempt attempt);
    }

    /** An attempt that runs. */
    private static final class Running {
        private final Start start;
        private final Instant startedAt;
        private @Nullable SimulatedPlan plan;
        private @Nullable StopReason killed;

        Running(Start start, Instant startedAt) {
            this.start = start;
            this.startedAt = startedAt;
        }
    }

    /** @param work the partition it reads */
    public SimulatedWorker(
            SimulatedProcess process,
            SimulatedBroker broker,
            Topics topics,
            String workerId,
            TopicPartition work,
            Duration lease,
            Observer observer) {
        this.process = process;
        this.broker = broker;
        this.topics = topics;
        this.observer = observer;
        clock = new BrokerClock(process, process::monotonicNanos, CLOCK_SAMPLE_AGE);
        heartbeats = SimulatedSender.in(process, broker, BEAT_PATIENCE);
        reports = SimulatedSender.in(process, broker, REPORT_PATIENCE);
        announcement = new Announcement(
                workerId, Set.of("default"), Set.of(), work, lease, "simulated", 1, "", process.instant());
        WorkerLimits limits = WorkerLimits.of(Map.of(TaskKind.SHELL, 3), 50, lease, lease.dividedBy(6));
        core = new WorkerCore(limits, () -> process.name() + "-" + ++incarnations, moment());
        process.spawn("work", () -> read(work));
    }

    private Moment moment() {
        Instant wall = process.instant();
        return new Moment(wall.plus(clock.offset()), wall, process.monotonicNanos());
    }

    private void read(TopicPartition work) {
        Consumer<byte[], byte[]> consumer =
                SimulatedConsumer.in(process, broker, new SimulatedConsumer.Config("none", true, 500));
        consumer.assign(List.of(work));
        consumer.seekToEnd(List.of(work));
        // Before the first heartbeat: nothing that is sent to this incarnation can be missed.
        put(null);
        while (true) {
            consumer.poll(Duration.ofMillis(500)).forEach(record -> {
                if (Keys.text(record.key()).equals(core.incarnation())) {
                    put(new Input.WorkArrived(WorkCodec.decode(record.value())));
                }
            });
        }
    }

    private void put(@Nullable Input input) {
        if (input != null) {
            inbox.add(input);
        }
        if (!stepping) {
            long step = ++steps;
            process.after(Duration.ZERO, () -> step(step));
        }
    }

    /** What {@code WorkerLoop} does when it wakes. */
    private void step(long number) {
        if (number != steps) {
            return;
        }
        stepping = true;
        for (Input input = inbox.poll(); input != null; input = inbox.poll()) {
            perform(core.handle(input, moment()));
        }
        perform(core.advance(moment()));
        stepping = false;
        if (core.isDrained()) {
            heartbeats.send(new ProducerRecord<>(topics.workers(), 0, Keys.of(announcement.workerId()), null));
            return;
        }
        long next = ++steps;
        process.after(inbox.isEmpty() ? core.idleFor(moment()) : Duration.ZERO, () -> step(next));
    }

    private void perform(List<Action> actions) {
        for (Action action : actions) {
            switch (action) {
                case Action.Run run -> run(run.attempt(), run.start());
                case Action.Kill kill -> kill(kill.attempt(), kill.reason());
                case Action.Interrupt interrupt -> end(interrupt.attempt(), RunResult.failed("interrupted", 0));
                case Action.Send send -> report(send.report());
                case Action.Beat beat -> {
                    nextBeat = beat;
                    sendBeat();
                }
                case Action.LeaseLost ignored -> {
                    reports.close(Duration.ZERO);
                    reports = SimulatedSender.in(process, broker, REPORT_PATIENCE);
                }
                case Action.CountDeclined ignored -> {}
                case Action.Reborn ignored -> {}
            }
        }
    }

    // --- attempts ---

    private void run(Attempt attempt, Start start) {
        Running run = new Running(start, clock.instant());
        running.put(attempt, run);
        observer.began(this, attempt);
        if (start.definition().task() instanceof Task.Plan plan) {
            run.plan = new SimulatedPlan(
                    attempt,
                    plan,
                    start.stepsDone(),
                    process,
                    clock::instant,
                    this::put,
                    result -> end(attempt, result));
            run.plan.begin();
            return;
        }
        boolean longer = broker.simulation().chance(0.15);
        Duration takes = broker.simulation().between(2, longer ? 25_000 : 500);
        boolean well = broker.simulation().chance(0.9);
        process.after(
                takes, () -> end(attempt, well ? RunResult.succeeded("done", 0) : RunResult.failed("went wrong", 1)));
    }

    private void kill(Attempt attempt, StopReason reason) {
        Running run = running.get(attempt);
        if (run != null) {
            run.killed = reason;
            process.after(broker.simulation().between(1, 150), () -> end(attempt, RunResult.failed("killed", 137)));
        }
    }

    private void end(Attempt attempt, RunResult result) {
        Running run = running.remove(attempt);
        if (run != null) {
            if (run.plan != null) {
                run.plan.stop();
            }
            observer.ended(this, attempt);
            put(new Input.AttemptEnded(attempt, TaskKind.SHELL, run.startedAt, result, run.killed));
        }
    }

    /** Told to stop in good order; it ends by itself when it owes nothing any more. */
    public void drain() {
        draining = true;
        put(new Input.Drain());
    }

    public boolean isDraining() {
        return draining;
    }

    /** Whether an attempt that has begun and not ended here may still do anything. */
    public boolean isAtWork() {
        // Where the worker itself stood still past its lease, the watchdog of the process tree has ended it, whether it
        // has noticed by now or not. One that does not stand still has to see to that by itself.
        boolean watchdog = process.hasJustThawed() && core.leaseEndNanos(moment()) - process.monotonicNanos() <= 0;
        return !process.isDead() && !process.isFrozen() && !watchdog;
    }

    public SimulatedProcess process() {
        return process;
    }

    /** What was said to run here, for messages. */
    public List<String> runs() {
        List<String> runs = new ArrayList<>();
        running.forEach((attempt, run) ->
                runs.add(attempt + " of " + run.start.definition().id()));
        return runs;
    }

    // --- what it says ---

    private void report(Outgoing outgoing) {
        byte[] value = ReportCodec.encode(outgoing.report());
        byte[] key = Keys.of(outgoing.report().attempt().id().jobId());
        reports.send(
                new ProducerRecord<>(topics.reports(), key, value),
                (ignored, failure) -> put(
                        failure == null
                                ? new Input.ReportAcknowledged(outgoing.number())
                                : new Input.ReportFailed(outgoing.number())));
    }

    /** One at a time; of those that wait the newest. */
    private void sendBeat() {
        Action.Beat beat = nextBeat;
        if (beating || beat == null) {
            return;
        }
        nextBeat = null;
        beating = true;
        Instant sent = process.instant();
        byte[] value =
                HeartbeatCodec.encode(announcement.with(beat, clock.offset().negated()));
        heartbeats.send(
                new ProducerRecord<>(topics.workers(), 0, Keys.of(announcement.workerId()), value),
                (metadata, failure) -> acknowledged(beat, sent, metadata, failure));
    }

    private void acknowledged(Action.Beat beat, Instant sent, RecordMetadata metadata, @Nullable Exception failure) {
        beating = false;
        if (failure == null) {
            clock.offer(sent, process.instant(), Instant.ofEpochMilli(metadata.timestamp()));
            put(new Input.BeatAcknowledged(beat.incarnation(), beat.sent()));
        }
        sendBeat();
    }
}
