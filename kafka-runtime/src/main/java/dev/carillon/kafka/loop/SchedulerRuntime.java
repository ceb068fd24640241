package dev.carillon.kafka.loop;

import dev.carillon.core.scheduling.SchedulerShard;
import dev.carillon.core.scheduling.ShardSettings;
import dev.carillon.kafka.clock.BrokerClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything of a scheduler that runs: its lanes, each a thread and a member of the group; the reader of the fleet; the
 * threads that load shards. The topics must exist.
 *
 * <p>Start and stop it from one thread; {@link #status} may be asked from any.
 */
public final class SchedulerRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SchedulerRuntime.class);
    private static final int LOADERS = 2;
    private static final Duration READER_STOPS_WITHIN = Duration.ofMillis(500);

    private final List<DutyThread> lanes = new ArrayList<>();
    private final DutyThread fleetReader;
    private final DutyThread clockProbe;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final LoaderConsumers loaderConsumers;
    private final ShardLoading loading;
    private final Admin admin;
    private final List<Latest<LaneStatus>> statuses = new ArrayList<>();

    /**
     * Who runs where.
     *
     * @param connection settings with which every Kafka client begins
     * @param node names the node in records and logs
     * @param incarnation unique for every start of a node; no two running nodes may share one
     * @param lanes group members of this node
     */
    public record Identity(
            Map<String, Object> connection, String groupId, String node, String incarnation, int lanes) {}

    /**
     * Wires it up; nothing runs before {@link #start}.
     *
     * @param time the broker's time; fed from the acknowledgements of clock records
     * @param wall the node's own clock
     * @param seeds where the shards' seeds come from
     */
    public SchedulerRuntime(
            Identity identity,
            LoopTopics topics,
            LoopSettings settings,
            ShardSettings shardSettings,
            LoopMetrics metrics,
            BrokerClock time,
            InstantSource wall,
            RandomGenerator.SplittableGenerator seeds) {
        LoopClients clients = new LoopClients(identity.connection(), identity.groupId(), settings.pollRecordsMax());
        String incarnation = identity.incarnation();
        admin = clients.admin(incarnation + "-admin");
        LogEnds ends = new LogEnds(admin);
        WorkTopics workTopics = new WorkTopics(admin, topics.names()::isWork);
        Latest<FleetSnapshot> fleet = new Latest<>(FleetSnapshot.unknown());
        fleetReader = new DutyThread(
                incarnation + "-fleet",
                () -> new FleetReader(
                        new FleetReader.Sources(
                                clients.workers(incarnation + "-fleet"),
                                new TopicPartition(topics.names().workers(), 0),
                                ends,
                                workTopics),
                        settings,
                        time,
                        metrics,
                        fleet));
        loaderConsumers = new LoaderConsumers(() -> clients.loader(incarnation + "-load"));
        ShardLoader loader = new ShardLoader(
                topics,
                new ShardLoader.LoaderClients(loaderConsumers, ends, new OpenTransactionFence(admin)),
                partition -> new SchedulerShard(shardSettings, seedOf(seeds)),
                settings.fenceAfter(),
                metrics,
                wall);
        loading = new ShardLoading(loader, incarnation, LOADERS, 2 * topics.partitions() * identity.lanes() + 16);
        clockProbe = new DutyThread(
                incarnation + "-clock",
                () -> new ClockProbe(
                        clients.probing(incarnation + "-clock"),
                        topics.names().clocks(),
                        identity.node(),
                        time,
                        wall,
                        this::pause));
        metrics.watch(this::status, time);
        for (int lane = 0; lane < identity.lanes(); lane++) {
            Latest<LaneStatus> status = new Latest<>(LaneStatus.STARTING);
            statuses.add(status);
            String name = incarnation + "-" + lane;
            lanes.add(new DutyThread(name, () -> {
                Consumer<byte[], byte[]> consumer = clients.member(name);
                TransactionalWriter writer = new TransactionalWriter(
                        () -> clients.transactional(name),
                        (record, sentAt) -> sample(time, topics, record, sentAt, wall.instant()),
                        wall);
                StepEncoder encoder = new StepEncoder(topics, identity.node(), workTopics, metrics);
                return new PartitionLoop(new LaneParts(
                        topics,
                        consumer,
                        writer,
                        encoder,
                        loading::start,
                        ends::lastOffsetsLater,
                        fleet::get,
                        time,
                        settings,
                        metrics,
                        newest -> {
                            boolean moved = !newest.loaded().equals(status.get().loaded());
                            status.set(newest);
                            if (moved) {
                                metrics.serves(this::status, time);
                            }
                        }));
            }));
        }
    }

    private static long seedOf(RandomGenerator.SplittableGenerator seeds) {
        // Shards are made on several loader threads, and a splittable generator belongs to one at a time.
        synchronized (seeds) {
            return seeds.nextLong();
        }
    }

    private static void sample(
            BrokerClock time, LoopTopics topics, RecordMetadata record, Instant sentAt, Instant ackedAt) {
        if (record.topic().equals(topics.names().clocks()) && record.hasTimestamp()) {
            time.offer(sentAt, ackedAt, Instant.ofEpochMilli(record.timestamp()));
        }
    }

    private void pause(Duration atMost) throws InterruptedException {
        if (stopping.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.atDebug().log("stopping, not waiting any longer");
        }
    }

    public void start() {
        clockProbe.start();
        fleetReader.start();
        lanes.forEach(DutyThread::start);
    }

    /** How the lanes stand, in their order. */
    public List<LaneStatus> status() {
        return statuses.stream().map(Latest::get).toList();
    }

    /** Whether all its threads run. */
    public boolean isAlive() {
        return fleetReader.isAlive() && clockProbe.isAlive() && lanes.stream().allMatch(DutyThread::isAlive);
    }

    /** Every lane serves what it holds. */
    public boolean ready() {
        return status().stream().allMatch(LaneStatus::ready);
    }

    /**
     * Finishes the steps under way, leaves the group and gives everything back.
     *
     * @param within for the lanes to end; interrupted after that
     */
    public void stop(Duration within) throws InterruptedException {
        lanes.forEach(DutyThread::stop);
        fleetReader.stop();
        clockProbe.stop();
        stopping.countDown();
        loading.close();
        loaderConsumers.close();
        long deadline = System.nanoTime() + within.toNanos();
        for (DutyThread lane : lanes) {
            lane.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        fleetReader.join(READER_STOPS_WITHIN);
        clockProbe.join(READER_STOPS_WITHIN);
        admin.close(Duration.ZERO);
    }

    @Override
    public void close() throws InterruptedException {
        stop(Duration.ofSeconds(2));
    }
}
