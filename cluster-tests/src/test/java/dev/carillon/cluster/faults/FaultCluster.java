package dev.carillon.cluster.faults;

import dev.carillon.cluster.harness.ProductProcess;
import dev.carillon.cluster.harness.TestDirectory;
import dev.carillon.cluster.harness.TestKafka;
import dev.carillon.kafka.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One broker and the nodes of one test, each in a process of its own. A node that is started again has the name and the
 * directory that it had before.
 */
final class FaultCluster implements AutoCloseable {

    static final int PARTITIONS = 8;
    static final Topics TOPICS = new Topics("carillon.");

    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final Duration EXIT_WITHIN = Duration.ofSeconds(20);

    private final TestDirectory directory;
    private final Map<String, ProductProcess> nodes = new LinkedHashMap<>();
    private final Map<String, List<String>> arguments = new LinkedHashMap<>();
    private final Map<String, WrongClock> wrongClocks = new LinkedHashMap<>();
    private final FaultBroker broker;

    /** Starts the broker. */
    FaultCluster(Class<?> test) {
        directory = TestDirectory.of(test);
        broker = FaultBroker.start(directory);
    }

    TestKafka kafka() {
        return broker.kafka();
    }

    FaultBroker broker() {
        return broker;
    }

    /** Starts a scheduler; returns at once. */
    void scheduler(String name, String... settings) {
        List<String> all = node("scheduler");
        addSettings(all, "scheduler.name=" + name);
        addSettings(all, settings);
        launch(name, all);
    }

    /** Starts a scheduler whose machine's clock is right until it is told otherwise; returns at once. */
    WrongClock schedulerWithWrongClock(String name) {
        WrongClock clock = wrongClocks.computeIfAbsent(name, any -> new WrongClock(directory.file(name + ".offset")));
        clock.offBy(Duration.ZERO);
        nodes.put(
                name,
                ProductProcess.start(
                        SchedulerWithWrongClock.class.getName(),
                        name,
                        directory.file(name + ".log"),
                        "256m",
                        List.of(
                                broker.bootstrap(),
                                broker.clientProperties().toString(),
                                clock.file().toString(),
                                name,
                                Integer.toString(PARTITIONS))));
        return clock;
    }

    /** Starts a worker; returns at once. */
    void worker(String name, String... settings) {
        List<String> all = node("worker");
        all.addAll(List.of("--data", directory.directory(name).toString()));
        addSettings(all, "worker.id=" + name);
        addSettings(all, settings);
        launch(name, all);
    }

    private List<String> node(String kind) {
        List<String> all = new ArrayList<>(List.of(
                kind,
                "--kafka",
                broker.bootstrap(),
                "--kafka-config",
                broker.clientProperties().toString()));
        addSettings(all, "partitions=" + PARTITIONS);
        return all;
    }

    private static void addSettings(List<String> arguments, String... settings) {
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
    }

    private void launch(String name, List<String> all) {
        arguments.put(name, all);
        nodes.put(name, ProductProcess.start(name, directory.file(name + ".log"), "256m", all));
    }

    /** Asks it to end, as a service manager does; returns when it has. */
    void stop(String name) {
        ProductProcess node = process(name);
        node.term();
        node.awaitExit(EXIT_WITHIN);
    }

    /** Starts a node as it was started before; returns at once. */
    void restart(String name) {
        launch(name, Optional.ofNullable(arguments.get(name)).orElseThrow());
    }

    ProductProcess process(String name) {
        return Optional.ofNullable(nodes.get(name)).orElseThrow();
    }

    /** Returns when every node that runs has said that it is ready. */
    void awaitReady() {
        nodes.values().stream()
                .filter(ProductProcess::isAlive)
                .forEach(node -> node.awaitLine(" is ready", READY_WITHIN));
    }

    /** For failures that are hard to repeat: what every node that runs is doing. */
    void dumpThreads() {
        nodes.values().stream().filter(ProductProcess::isAlive).forEach(ProductProcess::dumpThreads);
    }

    Path file(String name) {
        return directory.file(name);
    }

    @Override
    public void close() {
        nodes.values().forEach(ProductProcess::close);
        broker.close();
    }
}
