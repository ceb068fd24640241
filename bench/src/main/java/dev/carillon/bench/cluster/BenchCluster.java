package dev.carillon.bench.cluster;

import dev.carillon.bench.BenchFailedException;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.standalone.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker and nodes of one bench, each in a process of its own, with their data in a temporary directory. Closing
 * stops the processes and removes the directory. A node that is started again has the name and settings that it had.
 */
public final class BenchCluster implements AutoCloseable {

    public static final Topics TOPICS = new Topics("carillon.");

    private static final Logger LOG = LoggerFactory.getLogger(BenchCluster.class);
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);

    private final NodeOptions options;
    private final int partitions;
    private final TemporaryDirectory directory;
    private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();
    private final Map<String, List<String>> arguments = new LinkedHashMap<>();
    private final NodeOptions.Kafka kafka;

    private BenchCluster(NodeOptions options, int partitions, TemporaryDirectory directory) {
        this.options = options;
        this.partitions = partitions;
        this.directory = directory;
        kafka = options.kafka().orElseGet(this::embeddedBroker);
    }

    private NodeOptions.Kafka embeddedBroker() {
        NodeProcess broker = launch("broker", List.of("broker", "--data", file("broker"), "--broker-port", "0"));
        try {
            return new NodeOptions.Kafka(
                    broker.awaitLine("Broker is ready: ", READY_WITHIN),
                    Path.of(broker.awaitLine("--kafka-config ", READY_WITHIN)));
        } catch (RuntimeException e) {
            broker.kill();
            throw e;
        }
    }

    /** Starts the broker, unless there is one. */
    public static BenchCluster start(NodeOptions options, int partitions) {
        try {
            TemporaryDirectory directory = Leftovers.directory("carillon-bench");
            try {
                return new BenchCluster(options, partitions, directory);
            } catch (RuntimeException e) {
                Leftovers.remove(directory);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public KafkaAccess kafka() {
        return KafkaAccess.of(kafka);
    }

    public int partitions() {
        return partitions;
    }

    /** Starts a scheduler and returns when it is ready. */
    public NodeProcess scheduler(String name, String... settings) {
        List<String> all = with("scheduler.name=" + name, settings);
        all.addAll(options.schedulerSettings());
        return node(name, "scheduler", List.of(), all);
    }

    /** Starts a worker that knows the job which does nothing, and returns when it is ready. */
    public NodeProcess worker(String name, String... settings) {
        JobJar.writeTo(Path.of(file(name), "jobs"));
        return node(name, "worker", List.of("--data", file(name)), with("worker.id=" + name, settings));
    }

    /** Starts a gateway on a free port and returns when it is ready. */
    public NodeProcess gateway(String name, String... settings) {
        return node(name, "gateway", List.of("--data", file(name), "--port", "0"), List.of(settings));
    }

    private static List<String> with(String first, String... others) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(others));
        return all;
    }

    private NodeProcess node(String name, String kind, List<String> further, List<String> settings) {
        List<String> all = new ArrayList<>(List.of(
                kind,
                "--kafka",
                kafka.bootstrap(),
                "--kafka-config",
                kafka.clientProperties().toString(),
                "--set",
                "partitions=" + partitions));
        all.addAll(further);
        settings.forEach(setting -> all.addAll(List.of("--set", setting)));
        arguments.put(name, all);
        return restart(name);
    }

    /** Starts a node as it was started before and returns when it is ready. */
    public NodeProcess restart(String name) {
        NodeProcess node = launch(name);
        node.awaitLine(" is ready", READY_WITHIN);
        return node;
    }

    /** Starts a node as it was started before and returns at once. */
    public NodeProcess launch(String name) {
        return launch(name, Optional.ofNullable(arguments.get(name)).orElseThrow());
    }

    private NodeProcess launch(String name, List<String> all) {
        NodeProcess node = NodeProcess.start(name, Path.of(file(name + ".log")), options.jvm(), all);
        nodes.put(name, node);
        return node;
    }

    public NodeProcess process(String name) {
        return Optional.ofNullable(nodes.get(name)).orElseThrow();
    }

    private String file(String name) {
        return directory.path().resolve(name).toString();
    }

    /** CPU time that each node which runs has used so far, by name. */
    public Map<String, Duration> cpu() {
        Map<String, Duration> cpu = new LinkedHashMap<>();
        nodes.values().stream().filter(NodeProcess::isAlive).forEach(node -> cpu.put(node.name(), node.cpu()));
        return cpu;
    }

    /**
     * Keeps what the nodes have recorded so far, where they record.
     *
     * @throws BenchFailedException when one could not be written
     */
    public void keepRecordings() {
        options.recordings().ifPresent(this::keepRecordings);
    }

    private void keepRecordings(Path to) {
        try {
            Files.createDirectories(to);
        } catch (IOException e) {
            throw new BenchFailedException("recordings cannot be kept in " + to + ": " + e, e);
        }
        nodes.values().stream().filter(NodeProcess::isAlive).forEach(node -> node.keepRecording(to));
    }

    @Override
    public void close() {
        List<NodeProcess> latestFirst = new ArrayList<>(nodes.values()).reversed();
        latestFirst.forEach(NodeProcess::close);
        options.keepLogs().ifPresent(this::copyLogs);
        Leftovers.remove(directory);
    }

    private void copyLogs(Path to) {
        try {
            Files.createDirectories(to);
            for (String name : nodes.keySet()) {
                Files.writeString(to.resolve(name + ".log"), process(name).printed());
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("directory", to).setCause(e).log("the logs of the nodes were not kept");
        }
    }
}
