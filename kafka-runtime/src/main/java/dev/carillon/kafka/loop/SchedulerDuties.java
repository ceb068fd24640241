package dev.carillon.kafka.loop;

import dev.carillon.core.scheduling.SchedulerShard;
import dev.carillon.kafka.clock.BrokerClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What a scheduler does, wired up: its lanes, the reader of the fleet, the clock probe. Who runs them, on which threads
 * and over which Kafka, is the owner's business: a node does with {@link SchedulerRuntime}, a simulation does with one
 * thread of control.
 *
 * <p>A duty that has failed is closed and replaced by a new one, so each is made as often as it is asked for.
 */
public final class SchedulerDuties implements AutoCloseable {

    private final Rules rules;
    private final String node;
    private final String incarnation;
    private final Surroundings around;
    private final LoopAdmin admin;
    private final LogOffsets offsets;
    private final WorkTopics workTopics;
    private final LoaderConsumers loaderConsumers;
    private final ShardLoading loading;
    private final Latest<FleetSnapshot> fleet = new Latest<>(FleetSnapshot.unknown());
    private final List<Latest<LaneStatus>> statuses = new ArrayList<>();

    /**
     * What is to be done.
     *
     * @param shards makes an empty shard for a partition; asked by several loaders at once
     */
    public record Rules(
            LoopTopics topics, LoopSettings settings, IntFunction<SchedulerShard> shards, LoopMetrics metrics) {}

    /**
     * What it is done with.
     *
     * @param time the broker's time; fed from the acknowledgements of clock records
     * @param wall the node's own clock
     * @param loaders runs loads, which block; a load that it rejects is tried again
     * @param pause waits when there is nothing to do, or shorter when the node stops
     */
    public record Surroundings(
            LoopClients clients, BrokerClock time, InstantSource wall, Executor loaders, Pause pause) {}

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        void pause(Duration atMost) throws InterruptedException;
    }

    /**
     * Makes the admin client; nothing else of Kafka is touched before a duty is made.
     *
     * @param node names the node in records and logs
     * @param incarnation unique for every start of a node
     * @param lanes group members of this node
     */
    public SchedulerDuties(String node, String incarnation, int lanes, Rules rules, Surroundings around) {
        this.node = node;
        this.incarnation = incarnation;
        this.rules = rules;
        this.around = around;
        admin = around.clients().admin(incarnation + "-admin");
        offsets = new LogOffsets(admin);
        workTopics = new WorkTopics(admin, rules.topics().names()::isWork);
        loaderConsumers = new LoaderConsumers(() -> around.clients().loader(incarnation + "-load"));
        ShardLoader loader = new ShardLoader(
                rules.topics(),
                new ShardLoader.LoaderClients(loaderConsumers, offsets, new OpenTransactionFence(admin)),
                rules.shards(),
                rules.settings().fenceAfter(),
                rules.metrics(),
                around.wall());
        loading = new ShardLoading(loader, around.loaders());
        for (int lane = 0; lane < lanes; lane++) {
            statuses.add(new Latest<>(LaneStatus.STARTING));
        }
    }

    /** Reads who works; one at a time. */
    public Duty fleetReader() {
        return new FleetReader(
                new FleetReader.Sources(
                        around.clients().workers(incarnation + "-fleet"),
                        new TopicPartition(rules.topics().names().workers(), 0),
                        offsets,
                        workTopics),
                rules.settings(),
                around.time(),
                rules.metrics(),
                fleet);
    }

    /** Keeps broker time known; one at a time. */
    public Duty clockProbe() {
        return new ClockProbe(
                around.clients().probing(incarnation + "-clock"),
                rules.topics().names().clocks(),
                node,
                around.time(),
                around.wall(),
                around.pause());
    }

    /** A lane; of each number one at a time, since the number is in the transactional id. */
    public Duty lane(int number) {
        String name = incarnation + "-" + number;
        TransactionalWriter writer =
                new TransactionalWriter(() -> around.clients().transactional(name), this::sample, around.wall());
        return new PartitionLoop(new LaneParts(
                rules.topics(),
                around.clients().member(name),
                writer,
                new StepEncoder(rules.topics(), node, workTopics, rules.metrics()),
                loading::start,
                offsets::lastLater,
                admin::target,
                fleet::get,
                around.time(),
                rules.settings(),
                rules.metrics(),
                newest -> stands(number, newest),
                this::idle));
    }

    private void idle(Duration atMost) {
        try {
            around.pause().pause(atMost);
        } catch (InterruptedException e) {
            // The lane ends at the next thing that can be interrupted, or when it is told to stop.
            Thread.currentThread().interrupt();
        }
    }

    private void stands(int lane, LaneStatus newest) {
        Latest<LaneStatus> status = statuses.get(lane);
        boolean moved = !newest.loaded().equals(status.get().loaded());
        status.set(newest);
        if (moved) {
            rules.metrics().serves(this::status, around.time());
        }
    }

    private void sample(RecordMetadata record, Instant sentAt) {
        if (record.topic().equals(rules.topics().names().clocks()) && record.hasTimestamp()) {
            around.time().offer(sentAt, around.wall().instant(), Instant.ofEpochMilli(record.timestamp()));
        }
    }

    /** How the lanes stand, in their order. */
    public List<LaneStatus> status() {
        return statuses.stream().map(Latest::get).toList();
    }

    /** Gives back the consumers that loads have kept open; those in use follow when their load is over. */
    void stopLoading() {
        loaderConsumers.close();
    }

    /** For when no duty runs any more. */
    @Override
    public void close() {
        stopLoading();
        admin.close();
    }
}
