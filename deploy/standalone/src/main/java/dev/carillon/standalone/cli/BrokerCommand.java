package dev.carillon.standalone.cli;

import dev.carillon.standalone.DataDirectory;
import dev.carillon.standalone.ShutdownSequence;
import dev.carillon.standalone.StopSignal;
import dev.carillon.standalone.broker.BrokerSettings;
import dev.carillon.standalone.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code carillon broker}: the embedded broker alone, for trying several nodes on one machine. */
@Command(
        name = "broker",
        description = "Run only the embedded broker, for trying several nodes on one machine.",
        sortOptions = false)
final class BrokerCommand implements Callable<Integer> {

    @Mixin
    private StorageOptions storage = new StorageOptions();

    private final StopSignal stop;
    private final PrintWriter out;

    BrokerCommand(StopSignal stop, PrintWriter out) {
        this.stop = stop;
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (ShutdownSequence running = new ShutdownSequence()) {
            DataDirectory data = running.add("data-directory", DataDirectory.open(storage.data));
            EmbeddedBroker broker = running.add(
                    "broker",
                    EmbeddedBroker.start(new BrokerSettings(
                            data.broker(), data.clientProperties(), storage.brokerPort, storage.fsync)));
            out.println("Broker is ready: " + broker.bootstrapServers());
            out.println("Nodes join with: --kafka " + broker.bootstrapServers() + " --kafka-config "
                    + data.clientProperties());
            return stop.await(broker.failed());
        }
    }
}
