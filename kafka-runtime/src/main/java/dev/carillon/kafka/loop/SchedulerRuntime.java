package dev.carillon.kafka.loop;

import dev.carillon.core.scheduling.SchedulerShard;
import dev.carillon.core.scheduling.ShardSettings;
import dev.carillon.kafka.clock.BrokerClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
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
    private final ExecutorService loaders;
    private final SchedulerDuties duties;

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
        String incarnation = identity.incarnation();
        loaders = ShardLoading.threads(incarnation, LOADERS, 2 * topics.partitions() * identity.lanes() + 16);
        duties = new SchedulerDuties(
                identity.node(),
                incarnation,
                identity.lanes(),
                new SchedulerDuties.Rules(
                        topics, settings, partition -> new SchedulerShard(shardSettings, seedOf(seeds)), metrics),
                new SchedulerDuties.Surroundings(
                        new KafkaLoopClients(identity.connection(), identity.groupId(), settings.pollRecordsMax()),
                        time,
                        wall,
                        loaders,
                        this::pause));
        fleetReader = new DutyThread(incarnation + "-fleet", duties::fleetReader);
        clockProbe = new DutyThread(incarnation + "-clock", duties::clockProbe);
        for (int lane = 0; lane < identity.lanes(); lane++) {
            int number = lane;
            lanes.add(new DutyThread(incarnation + "-" + lane, () -> duties.lane(number)));
        }
        metrics.watch(this::status, time);
    }

    private static long seedOf(RandomGenerator.SplittableGenerator seeds) {
        // Shards are made on several loader threads, and a splittable generator belongs to one at a time.
        synchronized (seeds) {
            return seeds.nextLong();
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
        return duties.status();
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
        loaders.shutdownNow();
        duties.stopLoading();
        long deadline = System.nanoTime() + within.toNanos();
        for (DutyThread lane : lanes) {
            lane.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        fleetReader.join(READER_STOPS_WITHIN);
        clockProbe.join(READER_STOPS_WITHIN);
        duties.close();
    }

    @Override
    public void close() throws InterruptedException {
        stop(Duration.ofSeconds(2));
    }
}
