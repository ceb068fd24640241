package dev.carillon.kafka.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How soon the schedulers' group notices that a member is gone: the gap in firing after a crash.
 *
 * <p>With the new group protocol the times are the group's, not the client's, and a broker refuses those below its own
 * floors (45 s and 5 s as shipped). So the floors are asked for first and the nearest allowed times are set; what then
 * differs from the wish is said, with the broker settings that would allow it.
 *
 * @param session after which a silent member loses its partitions; empty: not known, since the brokers did not let us see
 * @param advice what the operator should know, a sentence or two; empty when all is as wished
 */
public record GroupTiming(Optional<Duration> session, Optional<String> advice) {

    public static final Duration WANTED_SESSION = Duration.ofSeconds(4);

    /** A partition that is given up reaches its next owner with that one's next heartbeat. */
    public static final Duration WANTED_HEARTBEAT = Duration.ofMillis(500);

    /** Worth no words: a hand-over is a little longer, and no fire late for it. */
    private static final Duration HEARTBEAT_FINE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(GroupTiming.class);
    private static final String SESSION = "consumer.session.timeout.ms";
    private static final String HEARTBEAT = "consumer.heartbeat.interval.ms";
    private static final String SESSION_FLOOR = "group.consumer.min.session.timeout.ms";
    private static final String HEARTBEAT_FLOOR = "group.consumer.min.heartbeat.interval.ms";

    /** Sets the times of a group, as near to the wanted ones as the brokers allow. Repeating it changes nothing. */
    public static GroupTiming apply(Admin admin, String group) {
        try {
            Map<String, Long> floors = floors(admin);
            long session = Math.max(WANTED_SESSION.toMillis(), floors.getOrDefault(SESSION_FLOOR, 0L));
            long heartbeat = Math.max(WANTED_HEARTBEAT.toMillis(), floors.getOrDefault(HEARTBEAT_FLOOR, 0L));
            set(admin, group, session, heartbeat);
            return new GroupTiming(Optional.of(Duration.ofMillis(session)), advice(session, heartbeat));
        } catch (KafkaException refused) {
            LOG.atWarn()
                    .addKeyValue("group", group)
                    .addKeyValue("error", refused.getMessage())
                    .log("the brokers refused the group's times");
            return new GroupTiming(
                    Optional.empty(),
                    Optional.of("The brokers refused to set the times of group " + group + " (" + refused.getMessage()
                            + "): after a crash of a scheduler its jobs stand still for the brokers' own session time, 45 s"
                            + " as shipped. Let the node alter the configuration of this group, and set "
                            + SESSION_FLOOR
                            + "=" + WANTED_SESSION.toMillis() + " and " + HEARTBEAT_FLOOR + "="
                            + WANTED_HEARTBEAT.toMillis() + " on the brokers."));
        }
    }

    private static void set(Admin admin, String group, long session, long heartbeat) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        Collection<AlterConfigOp> changes = List.of(
                new AlterConfigOp(new ConfigEntry(SESSION, Long.toString(session)), AlterConfigOp.OpType.SET),
                new AlterConfigOp(new ConfigEntry(HEARTBEAT, Long.toString(heartbeat)), AlterConfigOp.OpType.SET));
        AdminCalls.await(
                "set the times of group " + group,
                admin.incrementalAlterConfigs(Map.of(resource, changes)).all());
    }

    /** The highest floor of any broker, since any of them may come to coordinate the group. */
    private static Map<String, Long> floors(Admin admin) {
        Collection<Node> brokers =
                AdminCalls.await("name their members", admin.describeCluster().nodes());
        List<ConfigResource> resources = brokers.stream()
                .map(broker -> new ConfigResource(ConfigResource.Type.BROKER, broker.idString()))
                .toList();
        Collection<Config> configs = AdminCalls.await(
                        "describe themselves", admin.describeConfigs(resources).all())
                .values();
        Map<String, Long> floors = new LinkedHashMap<>();
        for (Config config : configs) {
            for (String name : List.of(SESSION_FLOOR, HEARTBEAT_FLOOR)) {
                ConfigEntry entry = config.get(name);
                if (entry != null && entry.value() != null) {
                    floors.merge(name, Long.parseLong(entry.value()), Math::max);
                }
            }
        }
        return floors;
    }

    private static Optional<String> advice(long session, long heartbeat) {
        List<String> advice = new ArrayList<>();
        if (session > WANTED_SESSION.toMillis()) {
            advice.add("After a crash of a scheduler its jobs stand still for " + seconds(session)
                    + " s, because the brokers allow no shorter session, and then up to " + seconds(heartbeat)
                    + " s until the others are told.");
        }
        if (heartbeat > HEARTBEAT_FINE.toMillis()) {
            advice.add("After a scheduler is asked to stop, the others are told within " + seconds(heartbeat)
                    + " s; set scheduler.handover.ahead to some seconds more, or fires are late meanwhile.");
        }
        if (advice.isEmpty()) {
            return Optional.empty();
        }
        advice.add("To make the session " + WANTED_SESSION.toSeconds() + " s and the hand-over short, set "
                + SESSION_FLOOR + "=" + WANTED_SESSION.toMillis() + " and " + HEARTBEAT_FLOOR + "="
                + WANTED_HEARTBEAT.toMillis() + " on the brokers and start again.");
        return Optional.of(String.join(" ", advice));
    }

    private static long seconds(long millis) {
        return millis / 1000;
    }
}
