package dev.carillon.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A broker inside the test's process, without any access control, on free loopback ports; it can be stopped and started
 * again with its data.
 */
public final class TestBroker implements AutoCloseable {

    private final Path directory;
    private final int port;
    private final int controllerPort;
    private final Map<String, String> further;
    private KafkaRaftServer server;

    public TestBroker() {
        this(Map.of());
    }

    /** @param further broker settings beside or instead of the usual ones */
    public TestBroker(Map<String, String> further) {
        this.further = Map.copyOf(further);
        try {
            directory = Files.createTempDirectory("carillon-broker");
            port = freePort();
            controllerPort = freePort();
            format(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = started();
    }

    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Settings with which a client begins. */
    public Map<String, Object> connection() {
        return Map.of("bootstrap.servers", bootstrap());
    }

    public Admin admin() {
        return Admin.create(connection());
    }

    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    public void restart() {
        server = started();
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KafkaRaftServer started() {
        KafkaRaftServer raft = new KafkaRaftServer(new KafkaConfig(config(), false), Time.SYSTEM);
        raft.startup();
        return raft;
    }

    private Map<String, String> config() {
        Map<String, String> config = new HashMap<>();
        config.put("process.roles", "broker,controller");
        config.put("node.id", "1");
        config.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        config.put("controller.listener.names", "CONTROLLER");
        config.put("listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        config.put("advertised.listeners", "CLIENTS://127.0.0.1:" + port);
        config.put("inter.broker.listener.name", "CLIENTS");
        config.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.put("log.dirs", directory.toString());
        config.put("auto.create.topics.enable", "false");
        config.put("log.message.timestamp.type", "LogAppendTime");
        config.put("offsets.topic.replication.factor", "1");
        config.put("offsets.topic.num.partitions", "4");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("transaction.state.log.num.partitions", "4");
        config.put("group.consumer.session.timeout.ms", "5000");
        config.put("group.consumer.min.session.timeout.ms", "1000");
        config.put("group.consumer.heartbeat.interval.ms", "500");
        config.put("group.consumer.min.heartbeat.interval.ms", "200");
        config.put("group.consumer.assignment.interval.ms", "0");
        config.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
        config.put("broker.heartbeat.interval.ms", "400");
        config.put("broker.session.timeout.ms", "2000");
        config.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        config.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        config.put("metric.reporters", "");
        config.putAll(further);
        return config;
    }

    private static void format(Path directory) throws IOException {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setMetadataLogDirectory(directory.toString())
                    .addDirectory(directory.toString())
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("formatting " + directory, e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
