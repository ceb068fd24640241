package dev.carillon.cluster.faults;

import dev.carillon.cluster.harness.TestDirectory;
import dev.carillon.testkit.TestBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The public broker image, for the Maven profile {@code containers}. */
final class BrokerContainer implements FaultBroker {

    private final TestBroker broker = new TestBroker();
    private final Path clientProperties;

    private BrokerContainer(Path clientProperties) {
        this.clientProperties = clientProperties;
    }

    static BrokerContainer start(TestDirectory directory) {
        try {
            return new BrokerContainer(
                    Files.writeString(directory.file("client.properties"), "security.protocol=PLAINTEXT\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String bootstrap() {
        return broker.bootstrap();
    }

    @Override
    public Path clientProperties() {
        return clientProperties;
    }

    @Override
    public void kill() {
        broker.stop();
    }

    @Override
    public void restart() {
        broker.restart();
    }

    @Override
    public void close() {
        broker.close();
    }
}
