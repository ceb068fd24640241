package dev.carillon.kafka.loop;

import dev.carillon.kafka.topics.Topics;
import dev.carillon.testkit.simulation.SimulatedBroker;
import dev.carillon.testkit.simulation.SimulatedProcess;
import dev.carillon.testkit.simulation.Simulation;
import dev.carillon.testkit.simulation.Weather;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The contract on the simulated log, in several worlds: whatever the order of things, it is kept. */
class SimulatedContractTest implements KafkaContract {

    private static final int WORLDS = 10;
    private static final Duration BREATH = Duration.ofMillis(20);
    private static final Duration SESSION = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(60);

    private @Nullable SimulatedProcess process;

    @Override
    public void on(String name, Scenario scenario) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        // A world hands its baton to and fro between virtual threads, which costs least among themselves.
        Thread driver = Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, e) -> failure.set(e))
                .start(() -> all(name, scenario));
        try {
            driver.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }

    private void all(String name, Scenario scenario) {
        for (long seed = 1; seed <= WORLDS; seed++) {
            Simulation simulation = new Simulation(seed);
            try {
                play(simulation, name, scenario);
            } catch (AssertionError e) {
                throw new AssertionError(name + " with seed " + seed + ": " + e.getMessage(), e);
            } finally {
                simulation.end();
            }
        }
    }

    private void play(Simulation simulation, String name, Scenario scenario) {
        SimulatedBroker broker = new SimulatedBroker(simulation, SESSION, commit -> {});
        broker.weather(new Weather(0, 0.05, 0.2));
        if (simulation.chance(0.5)) {
            broker.refuseLaggingEpochs();
        }
        LoopTopics topics = new LoopTopics(new Topics(name + "."), 2);
        Stream.of(
                        topics.names().commands(),
                        topics.names().reports(),
                        topics.names().jobs())
                .forEach(topic -> broker.log().create(topic, 2));
        SimulatedProcess player = new SimulatedProcess(simulation, "player");
        process = player;
        AtomicBoolean played = new AtomicBoolean();
        player.spawn(name, () -> {
            try {
                scenario.play(new InWorld(player, broker, topics));
                played.set(true);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        if (!simulation.runUntil(played::get, SOON.multipliedBy(5))) {
            throw new AssertionError("is not over after " + SOON.multipliedBy(5));
        }
    }

    @Override
    public void until(Condition condition) throws Exception {
        SimulatedProcess player = process;
        if (player == null) {
            throw new IllegalStateException("nothing is played");
        }
        long deadline = player.monotonicNanos() + SOON.toNanos();
        while (!condition.holds()) {
            if (player.monotonicNanos() > deadline) {
                throw new AssertionError("did not happen in time");
            }
            player.sleep(BREATH);
        }
    }

    private static final class InWorld extends SimulatedClients implements Kafka {

        private static final int POLL_RECORDS_MAX = 500;

        private final SimulatedBroker broker;
        private final LoopTopics topics;

        InWorld(SimulatedProcess process, SimulatedBroker broker, LoopTopics topics) {
            super(process, broker, topics.names().prefix() + "scheduler", POLL_RECORDS_MAX);
            this.broker = broker;
            this.topics = topics;
        }

        @Override
        public LoopTopics topics() {
            return topics;
        }

        @Override
        public void deleteBefore(TopicPartition partition, long offset) {
            broker.log().deleteBefore(partition, offset);
        }

        @Override
        public TopicPartition narrow() {
            broker.refuseRecords(1);
            return new TopicPartition(topics.names().jobs(), 1);
        }

        @Override
        public TopicPartition oftenCleaned() {
            return new TopicPartition(topics.names().jobs(), 0);
        }

        @Override
        public void clean(TopicPartition partition) {
            broker.log().compact(partition, Duration.ZERO);
        }
    }
}
