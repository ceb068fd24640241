package dev.carillon.kafka.settings;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What all nodes of one cluster agree on: where Kafka is and how the topics are made.
 *
 * @param bootstrap brokers as {@code host:port}, separated by commas
 * @param prefix of every topic and group name
 * @param partitions of every topic keyed by job id; fixed when the cluster first starts
 * @param workPartitions of a new {@code work.<group>} topic; may be raised later
 * @param replication copies of every partition; 0: 3 where three brokers exist, else 1
 * @param historyRetention how long {@code history} is kept
 * @param kafka further settings of every Kafka client
 */
public record ClusterSettings(
        String bootstrap,
        String prefix,
        int partitions,
        int workPartitions,
        int replication,
        Duration historyRetention,
        Map<String, String> kafka) {

    private static final String ENDPOINT = "([^,\\s:\\[\\]]+|\\[[0-9a-fA-F:]+\\]):[0-9]{1,5}";
    private static final Pattern ENDPOINTS = Pattern.compile(ENDPOINT + "(," + ENDPOINT + ")*");
    private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,100}");

    public static final Setting<String> BOOTSTRAP = Setting.text(
                    "bootstrap", "127.0.0.1:9092", "Kafka's brokers, `host:port`, separated by commas.")
            .check(value -> matching(ENDPOINTS, value, "must be host:port, several separated by commas"));

    public static final Setting<String> TOPIC_PREFIX = Setting.text(
                    "prefix",
                    "carillon.",
                    "Begins the name of every topic and group, so that clusters can share brokers.")
            .check(value -> matching(PREFIX, value, "must be at most 100 of the characters a-z A-Z 0-9 . _ -"));

    public static final Setting<Integer> PARTITIONS = Setting.integer(
            "partitions",
            64,
            1,
            10_000,
            "Partitions of every topic keyed by job id: how many schedulers can share the work. Fixed when the cluster"
                    + " first starts; changing it is an export and import.");

    public static final Setting<Integer> WORK_PARTITIONS = Setting.integer(
            "work.partitions",
            8,
            1,
            1_000,
            "Partitions of a new topic `work.<group>`: workers of one group beyond this number share partitions.");

    public static final Setting<Integer> REPLICATION = Setting.integer(
            "replication",
            0,
            0,
            10,
            "Copies of every partition of new topics; from 3 on, two must confirm a write. 0 chooses 3 where three brokers"
                    + " exist, else 1.");

    public static final Setting<Duration> HISTORY_RETENTION = Setting.duration(
            "history.retention",
            Duration.ofDays(7),
            Duration.ofHours(1),
            Duration.ofDays(3650),
            "How long the history topic keeps what has happened. Counts for new topics.");

    public static final List<Setting<?>> ALL =
            List.of(BOOTSTRAP, TOPIC_PREFIX, PARTITIONS, WORK_PARTITIONS, REPLICATION, HISTORY_RETENTION);

    public ClusterSettings {
        kafka = Map.copyOf(kafka);
    }

    public static ClusterSettings of(Settings settings) {
        return new ClusterSettings(
                settings.get(BOOTSTRAP),
                settings.get(TOPIC_PREFIX),
                settings.get(PARTITIONS),
                settings.get(WORK_PARTITIONS),
                settings.get(REPLICATION),
                settings.get(HISTORY_RETENTION),
                settings.kafka());
    }

    /** A cluster with every other setting at its default. */
    public static ClusterSettings at(String bootstrap, int partitions) {
        return of(new SettingsParser(ALL)
                .commandLine(BOOTSTRAP.name(), bootstrap)
                .commandLine(PARTITIONS.name(), Integer.toString(partitions))
                .parse());
    }

    public ClusterSettings withKafka(Map<String, String> further) {
        Map<String, String> all = new HashMap<>(kafka);
        all.putAll(further);
        return new ClusterSettings(bootstrap, prefix, partitions, workPartitions, replication, historyRetention, all);
    }

    /** To begin every client's configuration with; the caller adds what its role needs. */
    public Map<String, Object> clientProperties() {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("bootstrap.servers", bootstrap);
        return properties;
    }

    /** Secrets are masked. */
    @Override
    public String toString() {
        return "ClusterSettings[bootstrap=" + bootstrap + ", prefix=" + prefix + ", partitions=" + partitions
                + ", workPartitions=" + workPartitions + ", replication=" + replication + ", historyRetention="
                + historyRetention + ", kafka=" + KafkaClientSettings.masked(kafka) + "]";
    }

    private static String matching(Pattern pattern, String value, String expected) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(expected);
        }
        return value;
    }
}
