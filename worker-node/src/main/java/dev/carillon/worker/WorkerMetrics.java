package dev.carillon.worker;

import dev.carillon.core.job.TaskKind;
import dev.carillon.kafka.clock.BrokerClock;
import dev.carillon.kafka.health.Metric;
import dev.carillon.worker.runner.Outcomes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The worker's meters. Thread-safe. */
final class WorkerMetrics {

    private final MeterRegistry registry;
    private final Map<TaskKind, Timer> lateness = new EnumMap<>(TaskKind.class);
    private final Counter heartbeatsFailed;
    private final Counter leasesLost;
    private final Counter logChunksLost;

    WorkerMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (TaskKind kind : TaskKind.values()) {
            lateness.put(kind, Metric.START_LATENESS.timer(registry, tag(kind)));
        }
        heartbeatsFailed = Metric.HEARTBEATS_FAILED.counter(registry);
        leasesLost = Metric.LEASES_LOST.counter(registry);
        logChunksLost = Metric.LOG_CHUNKS_LOST.counter(registry);
    }

    /** Registers the gauges that read the state of a running worker. */
    void watch(Supplier<WorkerStatus> status, BrokerClock clock) {
        Metric.WORK_HELD.gauge(registry, () -> status.get().held());
        Metric.CLOCK_OFFSET.gauge(registry, () -> clock.offset().negated().toNanos() / 1e9, "worker");
        Metric.CLOCK_TRUSTED.gauge(registry, () -> clock.trusted() ? 1 : 0, "worker");
        for (TaskKind kind : status.get().slots().keySet()) {
            Metric.SLOTS.gauge(registry, () -> count(status, kind).total(), tag(kind));
            Metric.SLOTS_BUSY.gauge(registry, () -> count(status, kind).busy(), tag(kind));
        }
    }

    private static Slots.Count count(Supplier<WorkerStatus> status, TaskKind kind) {
        return status.get().slots().getOrDefault(kind, new Slots.Count(0, 0));
    }

    void started(TaskKind kind, Duration late) {
        Timer timer = lateness.get(kind);
        if (timer != null) {
            timer.record(late.isNegative() ? Duration.ZERO : late);
        }
    }

    void ended(Input.AttemptEnded end) {
        String outcome = Outcomes.of(end.result(), end.killed()).name().toLowerCase(Locale.ROOT);
        Metric.ATTEMPTS.counter(registry, tag(end.kind()), outcome).increment();
    }

    void declined(TaskKind kind) {
        Metric.ATTEMPTS_DECLINED.counter(registry, tag(kind)).increment();
    }

    void deadLetter(String topic) {
        Metric.DEAD_LETTERS.counter(registry, topic).increment();
    }

    void heartbeatFailed() {
        heartbeatsFailed.increment();
    }

    void leaseLost() {
        leasesLost.increment();
    }

    void logChunkLost() {
        logChunksLost.increment();
    }

    private static String tag(TaskKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
