package dev.carillon.standalone.broker;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The server settings of the embedded broker: a single node, so one copy of everything; a guest in a small process, so few threads and
 * small buffers; and the time-outs on which failing over within seconds depends.
 */
final class BrokerConfiguration {

    static final int NODE_ID = 1;
    static final String CLIENTS = "CLIENTS";
    static final String CONTROLLER = "CONTROLLER";

    private final Map<String, Object> values = new HashMap<>();

    private BrokerConfiguration() {}

    static Map<String, Object> of(BrokerSettings settings, BrokerSecret secret, int port, int controllerPort) {
        BrokerConfiguration configuration = new BrokerConfiguration();
        configuration.node(settings, port, controllerPort);
        configuration.login(secret);
        configuration.singleCopy();
        configuration.failover();
        configuration.footprint();
        return configuration.values;
    }

    private void node(BrokerSettings settings, int port, int controllerPort) {
        String clients = CLIENTS + "://127.0.0.1:" + port;
        set("process.roles", "broker,controller");
        set("node.id", NODE_ID);
        set("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        set("controller.listener.names", CONTROLLER);
        set("listeners", clients + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        set("advertised.listeners", clients);
        set("inter.broker.listener.name", CLIENTS);
        set("listener.security.protocol.map", CLIENTS + ":SASL_PLAINTEXT," + CONTROLLER + ":SASL_PLAINTEXT");
        set("log.dirs", settings.log().toString());
        set("auto.create.topics.enable", false);
        // Without a limit a start that cannot succeed would wait for ever. Checking a large log after a kill takes a
        // while.
        set("server.max.startup.time.ms", 300_000);
        if (settings.syncEveryWrite()) {
            set("log.flush.interval.messages", 1);
        }
    }

    /** There is a single account with every right, so that an authorizer would have nothing to decide. */
    private void login(BrokerSecret secret) {
        set("sasl.enabled.mechanisms", BrokerSecret.MECHANISM);
        set("sasl.mechanism.inter.broker.protocol", BrokerSecret.MECHANISM);
        set("sasl.mechanism.controller.protocol", BrokerSecret.MECHANISM);
        for (String listener : new String[] {CLIENTS, CONTROLLER}) {
            String prefix = "listener.name." + listener.toLowerCase(Locale.ROOT) + ".scram-sha-512.";
            set(prefix + "sasl.jaas.config", secret.jaas());
            set(prefix + "sasl.server.callback.handler.class", BrokerLogin.class.getName());
        }
    }

    private void singleCopy() {
        set("default.replication.factor", 1);
        set("min.insync.replicas", 1);
        set("offsets.topic.replication.factor", 1);
        set("offsets.topic.num.partitions", 4);
        set("transaction.state.log.replication.factor", 1);
        set("transaction.state.log.min.isr", 1);
        set("transaction.state.log.num.partitions", 4);
        set("share.coordinator.state.topic.replication.factor", 1);
        set("share.coordinator.state.topic.min.isr", 1);
        set("share.coordinator.state.topic.num.partitions", 4);
    }

    private void failover() {
        // A dead member is missed after 5 s; the floors lie below, so that a group may choose less.
        set("group.consumer.session.timeout.ms", 5_000);
        set("group.consumer.min.session.timeout.ms", 1_000);
        set("group.consumer.heartbeat.interval.ms", 1_000);
        set("group.consumer.min.heartbeat.interval.ms", 200);
        // Partitions move as soon as a member has come or gone; the default gathers changes for a second.
        set("group.consumer.assignment.interval.ms", 0);
        set("group.initial.rebalance.delay.ms", 0);
        // A dead owner's open transaction holds back every reader; by default it is looked for only every 10 s.
        set("transaction.abort.timed.out.transaction.cleanup.interval.ms", 500);
        // After a kill the controller takes the previous life of this broker for alive until its session is over, and
        // refuses the new one; by default for 9 s. Less than this, and a pause of the process would take partitions
        // away.
        set("broker.heartbeat.interval.ms", 400);
        set("broker.session.timeout.ms", 2_000);
    }

    private void footprint() {
        set("num.network.threads", 2);
        set("num.io.threads", 4);
        set("num.replica.fetchers", 1);
        set("num.recovery.threads.per.data.dir", 2);
        set("background.threads", 2);
        set("group.coordinator.threads", 1);
        set("share.coordinator.threads", 1);
        set("log.cleaner.threads", 1);
        // Room for 600,000 keys per pass; the default takes 128 MiB of heap.
        set("log.cleaner.dedupe.buffer.size", 16 << 20);
        // An index is created at its full size, per segment; this is ample for segments of 64 MiB.
        set("log.index.size.max.bytes", 1 << 20);
        set("log.segment.bytes", 64 << 20);
        set("message.max.bytes", 4 << 20);
        set("replica.fetch.max.bytes", 4 << 20);
        // An idle controller would otherwise write and sync an empty record twice a second.
        set("metadata.max.idle.interval.ms", 10_000);
        set("metric.reporters", "");
    }

    private void set(String name, Object value) {
        values.put(name, value.toString());
    }
}
