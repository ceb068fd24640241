package dev.carillon.testkit;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * A broker for a test, without any access control, on free ports; it can be stopped and started again with its data.
 *
 * <p>It runs inside the test's process, unless the system property {@value #PLACE} says {@code container}: then it is
 * the public image of the same release, as the Maven profile {@code containers} sets it up. Tests cannot tell which.
 */
public final class TestBroker implements AutoCloseable {

    private static final String PLACE = "carillon.test.broker";

    private final RunningBroker broker;

    public TestBroker() {
        this(Map.of());
    }

    /** @param further broker settings beside or instead of the usual ones */
    public TestBroker(Map<String, String> further) {
        Map<String, String> settings = usual();
        settings.putAll(further);
        broker = inContainer() ? ContainerBroker.start(settings) : EmbeddedBroker.start(settings);
    }

    /** Whether this run is to prove the product on the public broker image rather than on an embedded broker. */
    public static boolean inContainer() {
        String place = System.getProperty(PLACE, "embedded");
        return switch (place) {
            case "embedded" -> false;
            case "container" -> true;
            default -> throw new IllegalArgumentException(PLACE + " is embedded or container, not " + place);
        };
    }

    public String bootstrap() {
        return broker.bootstrap();
    }

    /** Settings with which a client begins. */
    public Map<String, Object> connection() {
        return Map.of("bootstrap.servers", bootstrap());
    }

    public Admin admin() {
        return Admin.create(connection());
    }

    /** Returns when it serves nobody any more. In a container this is a kill. */
    public void stop() {
        broker.stop();
    }

    /** On the same port, with the same data; returns when it serves clients. */
    public void restart() {
        broker.restart();
    }

    @Override
    public void close() {
        broker.close();
    }

    /** What the product wants of its brokers (docs/operations.md), and what makes a single one small and quick. */
    private static Map<String, String> usual() {
        Map<String, String> settings = new HashMap<>();
        settings.put("auto.create.topics.enable", "false");
        settings.put("log.message.timestamp.type", "LogAppendTime");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.consumer.session.timeout.ms", "5000");
        settings.put("group.consumer.min.session.timeout.ms", "1000");
        settings.put("group.consumer.heartbeat.interval.ms", "500");
        settings.put("group.consumer.min.heartbeat.interval.ms", "200");
        settings.put("group.consumer.assignment.interval.ms", "0");
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
        settings.put("broker.heartbeat.interval.ms", "400");
        // A container is killed, and its next life is let in when the session of the last one is over.
        // Elsewhere a stall of the machine must not make the controller forget its only broker.
        settings.put("broker.session.timeout.ms", inContainer() ? "2000" : "9000");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        settings.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        return settings;
    }
}
