package dev.carillon.worker;

import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.job.TaskKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The worker's meters, each declared in {@link WorkerMetric}. Thread-safe. */
final class WorkerMetrics {

    private final MeterRegistry registry;
    private final Timer lateness;
    private final Map<Outcome, Counter> finished = new EnumMap<>(Outcome.class);
    private final Counter declined;
    private final Counter heartbeatsFailed;
    private final Counter leasesLost;
    private final Counter logChunksLost;
    private final Counter unreadable;

    WorkerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.lateness = Timer.builder(WorkerMetric.START_LATENESS.meter())
                .description(WorkerMetric.START_LATENESS.text())
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        for (Outcome outcome : Outcome.values()) {
            finished.put(
                    outcome,
                    counter(WorkerMetric.ATTEMPTS, outcome.name().toLowerCase(Locale.ROOT)));
        }
        declined = counter(WorkerMetric.DECLINED);
        heartbeatsFailed = counter(WorkerMetric.HEARTBEATS_FAILED);
        leasesLost = counter(WorkerMetric.LEASES_LOST);
        logChunksLost = counter(WorkerMetric.LOG_CHUNKS_LOST);
        unreadable = counter(WorkerMetric.UNREADABLE_WORK);
    }

    private Counter counter(WorkerMetric metric, String... tagValues) {
        Counter.Builder builder = Counter.builder(metric.meter()).description(metric.text());
        for (int i = 0; i < tagValues.length; i++) {
            builder.tag(metric.tags().get(i), tagValues[i]);
        }
        return builder.register(registry);
    }

    /** Registers the gauges that read the state of a running worker. */
    void watch(Supplier<WorkerStatus> status, Supplier<Duration> clockOffset) {
        gauge(WorkerMetric.HELD, () -> status.get().held());
        gauge(WorkerMetric.ACTIVE, () -> status.get().active().size());
        gauge(WorkerMetric.CLOCK_OFFSET, () -> clockOffset.get().toNanos() / 1e9);
        status.get().slots().forEach((kind, count) -> {
            String tag = WorkerMetric.SLOTS_BUSY.tags().getFirst();
            Gauge.builder(WorkerMetric.SLOTS_BUSY.meter(), () -> busy(status.get(), kind))
                    .description(WorkerMetric.SLOTS_BUSY.text())
                    .tag(tag, kind.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        });
    }

    private static Number busy(WorkerStatus status, TaskKind kind) {
        Slots.Count count = status.slots().get(kind);
        return count == null ? 0 : count.busy();
    }

    private void gauge(WorkerMetric metric, Supplier<Number> value) {
        Gauge.builder(metric.meter(), value).description(metric.text()).register(registry);
    }

    void started(Duration lateness) {
        this.lateness.record(lateness.isNegative() ? Duration.ZERO : lateness);
    }

    void finished(Outcome outcome) {
        Counter counter = finished.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    void declined() {
        declined.increment();
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

    void unreadable() {
        unreadable.increment();
    }
}
