package dev.carillon.cluster.faults;

import dev.carillon.cluster.harness.TestDirectory;
import dev.carillon.cluster.harness.TestKafka;
import dev.carillon.testkit.TestBroker;
import java.nio.file.Path;

/** The broker of one fault test, outside the JVMs of the nodes. */
sealed interface FaultBroker extends AutoCloseable permits BrokerProcess, BrokerContainer {

    /** Where the product's own broker is not wanted, the public image; returns when it serves clients. */
    static FaultBroker start(TestDirectory directory) {
        return TestBroker.inContainer() ? BrokerContainer.start(directory) : BrokerProcess.start(directory);
    }

    /** {@code host:port}, the same after a restart. */
    String bootstrap();

    /** What else a client needs, as a file. */
    Path clientProperties();

    void kill();

    /** On the same port, with the same data; returns when it serves clients. */
    void restart();

    @Override
    void close();

    default TestKafka kafka() {
        return TestKafka.of(bootstrap(), clientProperties());
    }
}
