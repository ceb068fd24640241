package dev.carillon.worker;

import dev.carillon.core.job.TaskKind;
import dev.carillon.kafka.clock.BrokerClock;
import dev.carillon.kafka.codec.WorkerBeat;
import dev.carillon.kafka.health.HealthCheck;
import dev.carillon.kafka.secrets.SecretKeys;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.worker.runner.JobRunner;
import dev.carillon.worker.runner.Preparation;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker: its threads and clients around one {@link WorkerCore}.
 *
 * <pre>
 *  work.&lt;group&gt; ─▶ work thread ─┐                     ┌─▶ attempts (a thread each) ─▶ logs thread ─▶ logs
 *                              ├─▶ inbox ─▶ loop ─────┼─▶ reports producer ─▶ reports
 *  ends, acknowledgements ─────┘   (owns the core)    └─▶ heartbeat thread ─▶ workers
 * </pre>
 *
 * <p>It listens on no port. The topics must exist; see {@link WorkerTopics}. Thread-safe.
 */
public final class WorkerNode implements AutoCloseable {

    private static final int INBOX = 4_096;
    private static final Duration CLOCK_SAMPLE_AGE = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(WorkerNode.class);

    private final WorkerLimits limits;
    private final WorkerIdentity identity;
    private final List<JobRunner> runners;
    private final BrokerClock clock;
    private final Inbox inbox = new Inbox(INBOX);
    private final WorkReader reader;
    private final LogShipper logs;
    private final DeadLetters deadLetters;
    private final ReportSender reports;
    private final HeartbeatSender heartbeats;
    private final WorkerLoop loop;
    private final Thread loopThread;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Starts a worker; returns when its first heartbeat is about to be sent.
     *
     * @param runners kinds without one are not announced
     * @param keys open the secrets of jobs
     * @param wallClock of this machine
     * @throws StartRefusedException when its directory cannot be used
     */
    public static WorkerNode start(
            WorkerSettings settings,
            ClusterSettings cluster,
            Runners runners,
            SecretKeys keys,
            MeterRegistry metrics,
            InstantSource wallClock,
            RandomGenerator random) {
        WorkerIdentity identity;
        try {
            identity = WorkerIdentity.open(settings.directory(), settings.id(), wallClock, random);
        } catch (IOException e) {
            throw new StartRefusedException("The worker cannot start: " + e.getMessage() + ".", e);
        }
        try {
            WorkerNode node = new WorkerNode(settings, cluster, identity, runners, keys, metrics, wallClock, random);
            node.begin();
            return node;
        } catch (RuntimeException e) {
            release(identity);
            throw e;
        }
    }

    private WorkerNode(
            WorkerSettings settings,
            ClusterSettings cluster,
            WorkerIdentity identity,
            Runners runners,
            SecretKeys keys,
            MeterRegistry registry,
            InstantSource wallClock,
            RandomGenerator random) {
        this.identity = identity;
        LeaseLeft leaseLeft = new LeaseLeft();
        this.runners = List.copyOf(runners.make(leaseLeft));
        Map<TaskKind, JobRunner> byKind = byKind(this.runners);
        this.limits = settings.limits().withKinds(byKind.keySet());
        this.clock = new BrokerClock(wallClock, System::nanoTime, CLOCK_SAMPLE_AGE);
        WorkerMetrics metrics = new WorkerMetrics(registry);
        WorkerClients clients = new WorkerClients(cluster.clientProperties(), identity.workerId());
        Topics topics = Topics.of(cluster);

        TopicPartition work = choosePartition(settings, topics, clients, random);
        Producer<byte[], byte[]> logProducer = clients.logs();
        logs = new LogShipper(logProducer, topics.logs(), settings.outputLimit(), clock, metrics);
        deadLetters = new DeadLetters(logProducer, topics.deadLetters(), clock, identity.workerId(), metrics);
        reader = new WorkReader(clients.consumer("work"), work, inbox::put, deadLetters::put);
        // Before anything names an incarnation: from here on nothing that is sent to one can be missed.
        reader.position();

        reports = new ReportSender(clients::reports, topics.reports(), inbox::put);
        Announcement announcement = announcement(settings, work, wallClock.instant());
        heartbeats = new HeartbeatSender(
                clients.heartbeats(heartbeatPatience(limits)),
                topics.workers(),
                identity.workerId(),
                beat -> announcement.with(beat, clock.offset().negated()),
                wallClock,
                clock,
                inbox::put,
                metrics);
        WorkerClock moments = new WorkerClock(wallClock, clock);
        AttemptThreads threads = new AttemptThreads(byKind, new Preparation(keys), logs, clock, inbox::put);
        loop = new WorkerLoop(
                new WorkerCore(limits, identity::newIncarnation, moments.get()),
                inbox,
                new WorkerActions(threads, reports, heartbeats, metrics, moments),
                moments,
                metrics,
                leaseLeft,
                failure::completeExceptionally);
        loopThread = Thread.ofPlatform().name("carillon-worker").unstarted(loop);
        metrics.watch(loop::status, clock);
    }

    private void begin() {
        logs.start();
        heartbeats.start();
        reader.start(loop::incarnation, loop::isCongested);
        loopThread.start();
        LOG.atInfo()
                .addKeyValue("worker", identity.workerId())
                .addKeyValue("incarnation", loop.incarnation())
                .addKeyValue("slots", limits.slots())
                .log("The worker takes work");
    }

    private static Map<TaskKind, JobRunner> byKind(List<JobRunner> runners) {
        Map<TaskKind, JobRunner> byKind = new EnumMap<>(TaskKind.class);
        for (JobRunner runner : runners) {
            if (byKind.put(runner.kind(), runner) != null) {
                throw new IllegalStateException("two runners for " + runner.kind());
            }
        }
        return byKind;
    }

    private TopicPartition choosePartition(
            WorkerSettings settings, Topics topics, WorkerClients clients, RandomGenerator random) {
        String topic = topics.work(settings.groups().getFirst());
        try (Consumer<byte[], byte[]> consumer = clients.consumer("start")) {
            int partitions = consumer.partitionsFor(topic).size();
            Collection<WorkerBeat> others = WorkersTopic.read(consumer, topics.workers());
            return new TopicPartition(
                    topic, WorkPartition.emptiest(topic, partitions, others, clock.instant(), random));
        }
    }

    private Announcement announcement(WorkerSettings settings, TopicPartition work, Instant startedAt) {
        String version = WorkerNode.class.getPackage().getImplementationVersion();
        return new Announcement(
                identity.workerId(),
                Set.copyOf(settings.groups()),
                Set.copyOf(settings.labels()),
                work,
                limits.lease(),
                hostName(),
                ProcessHandle.current().pid(),
                version == null ? "" : version,
                startedAt);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            LOG.atDebug().setCause(e).log("This machine does not know its own name");
            return "";
        }
    }

    private static Duration heartbeatPatience(WorkerLimits limits) {
        Duration second = Duration.ofSeconds(1);
        return limits.heartbeat().compareTo(second) < 0 ? limits.heartbeat() : second;
    }

    public String workerId() {
        return identity.workerId();
    }

    /** The incarnation whose work counts at the moment. */
    public String incarnation() {
        return loop.incarnation();
    }

    /** Keeps a record that cannot be read where an operator finds it. */
    public void deadLetter(ConsumerRecord<byte[], byte[]> record, String reason) {
        deadLetters.put(record, reason);
    }

    /** Completes, exceptionally, when the worker has failed by itself; it is to be closed then. */
    public CompletionStage<Void> failure() {
        return failure.minimalCompletionStage();
    }

    /** The process should go on. */
    public HealthCheck live() {
        return new HealthCheck(
                "worker-loop",
                () -> loopThread.isAlive()
                        ? HealthCheck.Answer.healthy("runs")
                        : HealthCheck.Answer.unhealthy("has ended"));
    }

    /** Work can be had: heartbeats arrive and the clock agrees with the broker's. */
    public HealthCheck ready() {
        return new HealthCheck("worker", () -> {
            Instant last = heartbeats.lastAcknowledged();
            if (last == null) {
                return HealthCheck.Answer.unhealthy("no heartbeat has been acknowledged yet");
            }
            if (!clock.trusted()) {
                return HealthCheck.Answer.unhealthy("the clock is off by "
                        + clock.offset().negated().toMillis() + " ms, so the schedulers send no work");
            }
            return HealthCheck.Answer.healthy("last heartbeat acknowledged at " + last);
        });
    }

    /**
     * Stops in good order: what has not begun is given back, what runs may go on for 8 s and is then killed, reports are
     * flushed, a tombstone says goodbye. Takes a few seconds more at worst.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        inbox.put(new Input.Drain());
        awaitLoop();
        reports.close();
        heartbeats.close();
        reader.close();
        logs.close();
        runners.forEach(JobRunner::close);
        release(identity);
        LOG.atInfo().addKeyValue("worker", identity.workerId()).log("The worker has stopped");
    }

    private static void release(WorkerIdentity identity) {
        try {
            identity.close();
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("worker", identity.workerId())
                    .setCause(e)
                    .log("The lock on the worker's directory was not released; it is when the process ends");
        }
    }

    private void awaitLoop() {
        try {
            if (!loopThread.join(limits.stopWithin())) {
                LOG.atError()
                        .addKeyValue("worker", identity.workerId())
                        .log("The worker's loop did not end in time and is interrupted; what runs is ended");
                loopThread.interrupt();
                loopThread.join(Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            loopThread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
