package dev.carillon.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A broker inside the test's process, on loopback. */
final class EmbeddedBroker implements RunningBroker {

    private final Path directory;
    private final int port;
    private final Map<String, String> config;
    private KafkaRaftServer server;

    private EmbeddedBroker(Map<String, String> settings) throws IOException {
        directory = Files.createTempDirectory("carillon-broker");
        List<Integer> ports = FreePort.two();
        port = ports.getFirst();
        config = config(directory, port, ports.getLast(), settings);
        format(directory);
        server = started();
    }

    static EmbeddedBroker start(Map<String, String> settings) {
        try {
            return new EmbeddedBroker(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    @Override
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
        KafkaRaftServer raft = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
        raft.startup();
        return raft;
    }

    private static Map<String, String> config(
            Path directory, int port, int controllerPort, Map<String, String> settings) {
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
        config.put("metric.reporters", "");
        config.putAll(settings);
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
}
