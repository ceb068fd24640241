package dev.carillon.worker.simulation;

import dev.carillon.core.scheduling.SchedulerShard;
import dev.carillon.core.scheduling.ShardSettings;
import dev.carillon.kafka.clock.BrokerClock;
import dev.carillon.kafka.loop.Duty;
import dev.carillon.kafka.loop.LoopMetrics;
import dev.carillon.kafka.loop.LoopSettings;
import dev.carillon.kafka.loop.LoopTopics;
import dev.carillon.kafka.loop.SchedulerDuties;
import dev.carillon.kafka.loop.SimulatedClients;
import dev.carillon.testkit.simulation.SimulatedBroker;
import dev.carillon.testkit.simulation.SimulatedProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A scheduler in a simulated world: everything that a real one runs, on simulated threads, over simulated clients. */
final class SimulatedScheduler {

    private static final int LOADERS = 2;
    private static final Duration CLOCK_SAMPLE_AGE = Duration.ofSeconds(30);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    private final SimulatedProcess process;
    private final SchedulerDuties duties;
    private final Map<Integer, List<SchedulerShard>> shards = new HashMap<>();
    private final Deque<Runnable> loads = new ArrayDeque<>();
    private final int lanes;
    private int loading;
    private boolean stopping;

    SimulatedScheduler(
            SimulatedProcess process,
            SimulatedBroker broker,
            LoopTopics topics,
            LoopSettings settings,
            ShardSettings shardSettings,
            int lanes) {
        this.process = process;
        this.lanes = lanes;
        BrokerClock clock = new BrokerClock(process, process::monotonicNanos, CLOCK_SAMPLE_AGE);
        duties = new SchedulerDuties(
                process.name(),
                process.name(),
                lanes,
                new SchedulerDuties.Rules(
                        topics,
                        settings,
                        partition -> shard(shardSettings, partition),
                        new LoopMetrics(new SimpleMeterRegistry())),
                new SchedulerDuties.Surroundings(
                        new SimulatedClients(
                                process, broker, topics.names().prefix() + "scheduler", settings.pollRecordsMax()),
                        clock,
                        process,
                        this::load,
                        process::sleep));
    }

    private SchedulerShard shard(ShardSettings settings, int partition) {
        SchedulerShard made =
                new SchedulerShard(settings, process.simulation().random().nextLong());
        shards.computeIfAbsent(partition, any -> new ArrayList<>()).add(made);
        return made;
    }

    void start() {
        run("clock", duties::clockProbe);
        run("fleet", duties::fleetReader);
        for (int lane = 0; lane < lanes; lane++) {
            int number = lane;
            run("lane-" + lane, () -> duties.lane(number));
        }
    }

    /** What a {@code DutyThread} does. */
    private void run(String name, Supplier<Duty> duty) {
        process.spawn(name, () -> {
            while (!stopping) {
                try (Duty made = duty.get()) {
                    while (!stopping) {
                        made.doWork();
                    }
                    made.leave();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody interrupts here", e);
                } catch (RuntimeException e) {
                    process.sleep(AGAIN_AFTER);
                }
            }
        });
    }

    /** What the loader threads do. */
    private void load(Runnable load) {
        loads.add(load);
        if (loading < LOADERS) {
            loading++;
            process.spawn("load", () -> {
                for (Runnable next = loads.poll(); next != null; next = loads.poll()) {
                    next.run();
                }
                loading--;
            });
        }
    }

    /** Every duty finishes its step and gives back what it holds. */
    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    /** For a message. */
    String describe() {
        return process.name() + " " + duties.status();
    }

    SimulatedProcess process() {
        return process;
    }

    /**
     * The shards of a partition that this process has made. A lane serves one of them; others it has dropped, or are of a
     * load that was cancelled too late to stop, by it or by another lane, which may be the newest.
     */
    List<SchedulerShard> shards(int partition) {
        return shards.getOrDefault(partition, List.of());
    }
}
