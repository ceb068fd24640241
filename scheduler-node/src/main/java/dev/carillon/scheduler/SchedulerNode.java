package dev.carillon.scheduler;

import dev.carillon.kafka.clock.BrokerClock;
import dev.carillon.kafka.health.HealthCheck;
import dev.carillon.kafka.loop.LaneStatus;
import dev.carillon.kafka.loop.LoopMetrics;
import dev.carillon.kafka.loop.LoopTopics;
import dev.carillon.kafka.loop.SchedulerRuntime;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.topics.BrokerCheck;
import dev.carillon.kafka.topics.GroupTiming;
import dev.carillon.kafka.topics.TopicCreator;
import dev.carillon.kafka.topics.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scheduler: it takes its share of the partitions and fires what they owe. Any number of nodes share them; each node
 * is a new incarnation at every start and keeps nothing between starts. It listens on no port.
 *
 * <p>Start and stop it from one thread; the health checks may be asked from any.
 */
public final class SchedulerNode implements AutoCloseable {

    /** Enough to finish a step, leave the group and give the producers back on a broker that answers. */
    public static final Duration STOP_WITHIN = Duration.ofMillis(1_500);

    private static final Logger LOG = LoggerFactory.getLogger(SchedulerNode.class);
    private static final Duration CLOCK_SAMPLE_AGE = Duration.ofSeconds(30);

    private final SchedulerRuntime runtime;
    private final BrokerClock clock;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private SchedulerNode(SchedulerRuntime runtime, BrokerClock clock) {
        this.runtime = runtime;
        this.clock = clock;
    }

    /**
     * Checks the brokers, makes the topics that are missing and starts. Returns before the partitions are loaded; see
     * {@link #ready}.
     *
     * @param wall this machine's clock
     * @param random for the incarnation's name and the choices of the shards
     * @throws dev.carillon.kafka.settings.StartRefusedException when the brokers or topics do not suit
     * @throws org.apache.kafka.common.KafkaException when the brokers do not answer
     */
    public static SchedulerNode start(
            SchedulerSettings settings,
            ClusterSettings cluster,
            MeterRegistry metrics,
            InstantSource wall,
            RandomGenerator.SplittableGenerator random) {
        Topics topics = Topics.of(cluster);
        prepare(cluster, topics, wall);
        String name = settings.name().isEmpty() ? hostName() : settings.name();
        String incarnation =
                topics.schedulerGroup() + "-" + name + "-" + HexFormat.of().toHexDigits(random.nextLong());
        BrokerClock clock = new BrokerClock(wall, System::nanoTime, CLOCK_SAMPLE_AGE);
        SchedulerRuntime runtime = new SchedulerRuntime(
                new SchedulerRuntime.Identity(
                        cluster.clientProperties(), topics.schedulerGroup(), name, incarnation, settings.lanes()),
                new LoopTopics(topics, cluster.partitions()),
                settings.loop(),
                settings.shard(),
                new LoopMetrics(metrics),
                clock,
                wall,
                random);
        runtime.start();
        LOG.atInfo()
                .addKeyValue("node", name)
                .addKeyValue("incarnation", incarnation)
                .addKeyValue("lanes", settings.lanes())
                .log("scheduler started");
        return new SchedulerNode(runtime, clock);
    }

    private static void prepare(ClusterSettings cluster, Topics topics, InstantSource wall) {
        try (Admin admin = Admin.create(cluster.clientProperties())) {
            BrokerCheck.check(admin);
            new TopicCreator(admin, cluster, wall).createAll();
            GroupTiming timing = GroupTiming.apply(admin, topics.schedulerGroup());
            timing.advice().ifPresent(LOG::warn);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            LOG.atDebug().addKeyValue("error", e.toString()).log("this machine does not know its name");
            return "scheduler";
        }
    }

    /** Serves every partition that the group has given to it, with a clock that may be acted on. */
    public HealthCheck ready() {
        return new HealthCheck("scheduler", () -> {
            List<LaneStatus> lanes = runtime.status();
            return lanes.stream().allMatch(LaneStatus::ready)
                    ? HealthCheck.Answer.healthy(served(lanes) + " partitions")
                    : HealthCheck.Answer.unhealthy(missing(lanes));
        });
    }

    /** Its threads run. */
    public HealthCheck live() {
        return new HealthCheck(
                "scheduler-threads",
                () -> runtime.isAlive()
                        ? HealthCheck.Answer.healthy("run")
                        : HealthCheck.Answer.unhealthy("a thread has ended"));
    }

    private static int served(List<LaneStatus> lanes) {
        return lanes.stream().mapToInt(lane -> lane.loaded().size()).sum();
    }

    private String missing(List<LaneStatus> lanes) {
        Map<Integer, String> stopped = new TreeMap<>();
        lanes.forEach(lane -> stopped.putAll(lane.stopped()));
        if (!stopped.isEmpty()) {
            return "partitions stopped: " + stopped;
        }
        if (lanes.stream().anyMatch(lane -> !lane.clockTrusted())) {
            return "the clock is not measured yet, or off by "
                    + clock.offset().negated().toMillis() + " ms; nothing fires";
        }
        if (lanes.stream().anyMatch(lane -> !lane.fleetKnown())) {
            return "the workers topic is not read yet; nothing fires";
        }
        if (lanes.stream().anyMatch(lane -> !lane.writing())) {
            return "no transactional producer; nothing fires";
        }
        return served(lanes) + " partitions loaded, others still loading or not assigned yet";
    }

    /** The partitions that this node serves at the moment. */
    public int partitions() {
        return served(runtime.status());
    }

    /**
     * Finishes the steps under way, leaves the group so that others take over at once, and ends.
     *
     * @param drain how long that may take before it is cut off; see {@link #STOP_WITHIN}
     */
    public void stop(Duration drain) throws InterruptedException {
        if (stopped.compareAndSet(false, true)) {
            runtime.stop(drain);
            LOG.atInfo().log("scheduler stopped");
        }
    }

    @Override
    public void close() {
        try {
            stop(STOP_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.atWarn().log("interrupted while stopping; what is left ends with the process");
        }
    }
}
