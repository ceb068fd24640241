package dev.carillon.standalone;

import dev.carillon.standalone.broker.BrokerSettings;
import dev.carillon.standalone.broker.EmbeddedBroker;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The whole cluster in this process, built by hand: each part is started when what it needs is there, and stopped before it.
 *
 * <pre>
 * data directory ─▶ broker ─▶ scheduler ─▶ worker ─▶ gateway     started this way, stopped the other
 * </pre>
 *
 * The parts know each other through Kafka only, so that the same nodes run in processes of their own.
 */
public final class Cluster implements AutoCloseable {

    private final ClusterSettings settings;
    private final ShutdownSequence running;
    private final EmbeddedBroker broker;

    private Cluster(ClusterSettings settings, ShutdownSequence running, EmbeddedBroker broker) {
        this.settings = settings;
        this.running = running;
        this.broker = broker;
    }

    /**
     * Starts everything and returns when requests are served.
     *
     * @throws StartException when a port is taken or the data directory cannot be used; what was started is stopped again
     */
    public static Cluster start(ClusterSettings settings) {
        // The broker takes seconds; a port that is taken is better named before.
        Loopback.requireFree(settings.host(), settings.port(), "--port");
        Loopback.requireFree(Loopback.HOST, settings.managementPort(), "--management-port");
        ShutdownSequence running = new ShutdownSequence();
        try {
            DataDirectory data = running.add("data-directory", DataDirectory.open(settings.data()));
            EmbeddedBroker broker = running.add("broker", EmbeddedBroker.start(brokerSettings(data, settings)));
            // The nodes: scheduler, worker, and last the gateway, so that nobody is let in before somebody can serve
            // them.
            return new Cluster(settings, running, broker);
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    /** Where the gateway answers. */
    public String url() {
        return "http://" + settings.host() + ":" + settings.port();
    }

    /** How further nodes of this machine join. */
    public Map<String, String> clientProperties() {
        return broker.clientProperties();
    }

    /** Completes when a part has failed for good, so that the process should end; never with an exception. */
    public CompletableFuture<Throwable> failed() {
        return broker.failed();
    }

    /** Drains and stops every part, in reverse; returns after {@link ShutdownSequence#LIMIT} or little more. */
    @Override
    public void close() {
        running.close();
    }

    private static BrokerSettings brokerSettings(DataDirectory data, ClusterSettings settings) {
        return new BrokerSettings(
                data.broker(), data.clientProperties(), settings.brokerPort(), settings.syncEveryWrite());
    }
}
