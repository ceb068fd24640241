package dev.carillon.kafka.loop;

import dev.carillon.kafka.topics.Topics;
import dev.carillon.testkit.simulation.SimulatedBroker;
import dev.carillon.testkit.simulation.SimulatedConsumer;
import dev.carillon.testkit.simulation.SimulatedProcess;
import dev.carillon.testkit.simulation.SimulatedProducer;
import dev.carillon.testkit.simulation.SimulatedSender;
import dev.carillon.testkit.simulation.Simulation;
import dev.carillon.testkit.simulation.Weather;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The contract on the simulated log, in several worlds: whatever the order of things, it is kept. */
class SimulatedContractTest extends KafkaContract {

    private static final int WORLDS = 10;
    private static final Duration BREATH = Duration.ofMillis(20);
    private static final Duration SESSION = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(60);

    private @Nullable SimulatedProcess process;

    @Override
    void on(String name, Scenario scenario) {
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
    void until(Condition condition) throws Exception {
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

    private record InWorld(SimulatedProcess process, SimulatedBroker broker, LoopTopics topics)
            implements Kafka, LoopAdmin {

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

        @Override
        public Consumer<byte[], byte[]> member(String clientId) {
            return reading(true);
        }

        @Override
        public Consumer<byte[], byte[]> loader(String clientId) {
            return reading(true);
        }

        @Override
        public Consumer<byte[], byte[]> workers(String clientId) {
            return reading(false);
        }

        private Consumer<byte[], byte[]> reading(boolean readCommitted) {
            return SimulatedConsumer.in(
                    process,
                    broker,
                    new SimulatedConsumer.Config(topics.names().prefix() + "scheduler", readCommitted, 500));
        }

        @Override
        public Producer<byte[], byte[]> transactional(String transactionalId) {
            return SimulatedProducer.in(process, broker, transactionalId, Duration.ofSeconds(5));
        }

        @Override
        public Producer<byte[], byte[]> probing(String clientId) {
            return SimulatedSender.in(process, broker, Duration.ofSeconds(2));
        }

        @Override
        public LoopAdmin admin(String clientId) {
            return this;
        }

        @Override
        public CompletableFuture<Map<TopicPartition, Long>> firstOffsets(Collection<TopicPartition> partitions) {
            return broker.starts(process, partitions);
        }

        @Override
        public CompletableFuture<Map<TopicPartition, Long>> lastOffsets(Collection<TopicPartition> partitions) {
            return broker.ends(process, partitions);
        }

        @Override
        public CompletableFuture<Set<Long>> openProducers(Collection<TopicPartition> partitions) {
            return broker.openProducers(process, partitions);
        }

        @Override
        public CompletableFuture<Collection<TransactionListing>> transactions(Set<Long> producerIds) {
            return broker.transactions(process, producerIds);
        }

        @Override
        public CompletableFuture<Void> fence(Collection<String> transactionalIds) {
            return broker.fence(process, transactionalIds);
        }

        @Override
        public CompletableFuture<Integer> partitions(String topic) {
            return broker.partitions(process, topic);
        }

        @Override
        public void close() {
            // Belongs to the world.
        }
    }
}
