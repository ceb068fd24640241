package dev.carillon.standalone.broker;

import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.standalone.Loopback;
import dev.carillon.standalone.OwnerOnly;
import dev.carillon.standalone.ShutdownSequence;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.image.loader.MetadataLoader;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker inside this process: one KRaft node that is its own controller, with its data in a directory.
 *
 * <pre>
 * clients ──SCRAM──▶ 127.0.0.1:port         broker
 *                                             │ SCRAM
 *                    127.0.0.1:any free     controller
 * </pre>
 *
 * Both ports are on loopback and both ask for the secret that is generated into the directory: other accounts of the machine reach the
 * ports and get no further. The ports are taken before Kafka is started and handed to it ({@link BrokerSockets}), which
 * {@code KafkaRaftServer} has no door for; so its two halves are put together here.
 *
 * <p>An acknowledged record survives the end of the process, {@code kill -9} included; whether it survives the loss of power is
 * {@link BrokerSettings#syncEveryWrite}. Closing is for one thread; everything else may be called by any.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);

    /** How long closing waits for the controller's leave to go. A single node has nobody to hand its partitions to. */
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(2);

    /** Many times the session that a killed broker leaves behind. */
    private static final Duration PREVIOUS_LIFE_TIMEOUT = Duration.ofSeconds(30);

    private final KafkaParts parts;
    private final Map<String, String> clientProperties;

    private record KafkaParts(
            SharedServer shared, ControllerServer controller, BrokerServer broker, BrokerFaults faults) {

        /** The controller outlives the broker, which tells it that it leaves. */
        void shutDown() {
            broker.shutdown(LEAVE_TIMEOUT);
            controller.shutdown();
        }
    }

    private EmbeddedBroker(KafkaParts parts, Map<String, String> clientProperties) {
        this.parts = parts;
        this.clientProperties = clientProperties;
    }

    /**
     * Starts the broker and returns when it serves clients, a few seconds later.
     *
     * @throws StartRefusedException when its port is taken or its directory cannot be used
     */
    public static EmbeddedBroker start(BrokerSettings settings) {
        try {
            BrokerSockets sockets = BrokerSockets.listen(settings.port());
            try {
                return start(settings, sockets);
            } catch (IOException | RuntimeException e) {
                sockets.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StartRefusedException(
                    "The embedded broker cannot use " + settings.directory() + " (" + e + ").", e);
        }
    }

    private static EmbeddedBroker start(BrokerSettings settings, BrokerSockets sockets) throws IOException {
        long startedAt = System.nanoTime();
        OwnerOnly.createDirectories(settings.directory());
        OwnerOnly.createDirectories(settings.log());
        BrokerSecret secret = BrokerSecret.readOrCreate(settings.secret());
        formatIfNew(settings.log());

        KafkaParts parts = assemble(
                new KafkaConfig(
                        BrokerConfiguration.of(settings, secret, sockets.port(), sockets.controllerPort()), false),
                sockets);
        try {
            startUp(parts);
            Map<String, String> clientProperties = secret.clientProperties(Loopback.HOST + ":" + sockets.port());
            writeClientProperties(settings.clientProperties(), clientProperties);
            log.atInfo()
                    .addKeyValue("port", sockets.port())
                    .addKeyValue("directory", settings.directory())
                    .addKeyValue(
                            "ms",
                            Duration.ofNanos(System.nanoTime() - startedAt).toMillis())
                    .log("Embedded broker started");
            return new EmbeddedBroker(parts, clientProperties);
        } catch (IOException | RuntimeException e) {
            try (ShutdownSequence failed = new ShutdownSequence()) { // what has half started may hang when stopped
                failed.add("broker", parts::shutDown);
            }
            throw e;
        }
    }

    /** {@code host:port}, for clients on this machine. */
    public String bootstrapServers() {
        return Loopback.HOST + ":" + port();
    }

    /** The port that clients reach: the one asked for, or the free one that was found. */
    public int port() {
        return parts.broker().boundPort(new ListenerName(BrokerConfiguration.CLIENTS));
    }

    /** The port of the controller, which is for the broker only and asks for the secret too. */
    int controllerPort() {
        return parts.controller().socketServer().boundPort(new ListenerName(BrokerConfiguration.CONTROLLER));
    }

    /** All that a Kafka client needs to connect, the secret included. */
    public Map<String, String> clientProperties() {
        return clientProperties;
    }

    /** Completes when the broker has failed for good, for instance because its disk is full; never with an exception. */
    public CompletableFuture<Throwable> failed() {
        return parts.faults().fatal();
    }

    /** Stops serving, writes what is open to the disk and marks the log as cleanly closed, so that the next start need not check it. */
    @Override
    public void close() {
        parts.shutDown();
        log.atInfo().log("Embedded broker stopped");
    }

    private static KafkaParts assemble(KafkaConfig config, BrokerSockets sockets) {
        BrokerFaults faults = new BrokerFaults();
        var prepared = KafkaRaftServer.initializeLogDirs(config, log, "");
        String clusterId = prepared._1().clusterId().orElseThrow();
        Metrics metrics = Server.initializeMetrics(config, Time.SYSTEM, clusterId);
        SharedServer shared = new SharedServer(
                config,
                prepared._1(),
                Time.SYSTEM,
                metrics,
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                QuorumConfig.parseBootstrapServers(config.quorumConfig().bootstrapServers()),
                faults,
                sockets);
        return new KafkaParts(
                shared,
                new ControllerServer(shared, KafkaRaftServer.configSchema(), prepared._2()),
                new BrokerServer(shared),
                faults);
    }

    /** In a thread of its own, because a controller that has failed leaves the broker waiting for it. */
    private static void startUp(KafkaParts parts) {
        CompletableFuture<Void> started = CompletableFuture.runAsync(
                () -> {
                    parts.controller().startup();
                    awaitEndOfPreviousLife(parts.shared().loader());
                    parts.broker().startup();
                },
                start -> Thread.ofPlatform().daemon().name("broker-start").start(start));
        CompletableFuture<Throwable> fatal = parts.faults().fatal();
        try {
            CompletableFuture.anyOf(started, fatal).join();
        } catch (CompletionException e) {
            throw new StartRefusedException("The embedded broker did not start: " + e.getMessage() + ".", e);
        }
        if (fatal.isDone()) {
            throw new StartRefusedException(
                    "The embedded broker failed while starting: " + fatal.join() + ".", fatal.join());
        }
    }

    private static void awaitEndOfPreviousLife(MetadataLoader metadata) {
        PreviousLife previous = new PreviousLife(BrokerConfiguration.NODE_ID);
        metadata.installPublishers(List.of(previous)).join();
        // A controller that does not get that far has a reason, which the broker's own start will name.
        previous.over()
                .completeOnTimeout(null, PREVIOUS_LIFE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .join();
        metadata.removeAndClosePublisher(previous).join();
    }

    /**
     * Gives a new directory its cluster id and the features of this Kafka release: transactions of version 2 and the consumer group protocol
     * are among them. A directory of an older release keeps its features.
     */
    private static void formatIfNew(Path directory) throws IOException {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(BrokerConfiguration.NODE_ID)
                    .setControllerListenerName(BrokerConfiguration.CONTROLLER)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setMetadataLogDirectory(directory.toString())
                    .addDirectory(directory.toString())
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) { // what Formatter declares
            throw new IOException("Formatting " + directory + " failed", e);
        }
    }

    private static void writeClientProperties(Path file, Map<String, String> properties) throws IOException {
        String lines = new TreeMap<>(properties)
                .entrySet().stream()
                        .map(property -> property.getKey() + "=" + property.getValue() + "\n")
                        .collect(Collectors.joining());
        OwnerOnly.write(file, "# Written at every start of the embedded broker. Holds its secret.\n" + lines);
    }
}
