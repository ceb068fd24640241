package dev.carillon.kafka.loop;

import dev.carillon.core.scheduling.ShardSettings;
import dev.carillon.kafka.clock.BrokerClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;

/** A scheduler as a node runs it, in the test's process. */
final class RunningScheduler implements AutoCloseable {

    private final SchedulerRuntime runtime;
    private final MeterRegistry metrics = new SimpleMeterRegistry();

    RunningScheduler(Cluster cluster, String incarnation) {
        BrokerClock clock = new BrokerClock(InstantSource.system(), System::nanoTime, Duration.ofSeconds(30));
        runtime = new SchedulerRuntime(
                new SchedulerRuntime.Identity(
                        cluster.connection(), cluster.group(), incarnation, cluster.group() + "-" + incarnation, 1),
                cluster.topics(),
                LoopSettings.DEFAULT,
                ShardSettings.DEFAULT,
                new LoopMetrics(metrics),
                clock,
                InstantSource.system(),
                new SplittableRandom(1));
        runtime.start();
    }

    SchedulerRuntime runtime() {
        return runtime;
    }

    boolean owns(int partitions) {
        return runtime.ready()
                && runtime.status().stream()
                                .mapToInt(lane -> lane.loaded().size())
                                .sum()
                        == partitions;
    }

    /** Zero as well when nothing has been counted yet. */
    double count(String metric) {
        return metrics.find(metric).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Override
    public void close() {
        try {
            runtime.close();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while stopping", e);
        }
    }
}
