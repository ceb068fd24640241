package dev.carillon.cluster.faults;

import dev.carillon.cluster.harness.FreePorts;
import dev.carillon.cluster.harness.ProductProcess;
import dev.carillon.cluster.harness.TestDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The product's embedded broker in a process of its own: {@code carillon broker}. */
final class BrokerProcess implements FaultBroker {

    private static final Duration READY_WITHIN = Duration.ofSeconds(120);

    private final TestDirectory directory;
    private final int port = FreePorts.one();
    private final Path clientProperties;
    private ProductProcess process;

    private BrokerProcess(TestDirectory directory) {
        this.directory = directory;
        process = launch();
        try {
            clientProperties = awaitReady();
        } catch (AssertionError e) {
            process.close();
            throw e;
        }
    }

    static BrokerProcess start(TestDirectory directory) {
        return new BrokerProcess(directory);
    }

    private ProductProcess launch() {
        return ProductProcess.start(
                "broker",
                directory.file("broker.log"),
                "400m",
                List.of(
                        "broker",
                        "--data",
                        directory.file("broker").toString(),
                        "--broker-port",
                        Integer.toString(port)));
    }

    private Path awaitReady() {
        return Path.of(process.awaitLine("--kafka-config ", READY_WITHIN));
    }

    @Override
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    @Override
    public Path clientProperties() {
        return clientProperties;
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void restart() {
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        process.close();
    }
}
