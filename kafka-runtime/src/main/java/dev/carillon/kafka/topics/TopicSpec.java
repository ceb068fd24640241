package dev.carillon.kafka.topics;

import dev.carillon.kafka.settings.ClusterSettings;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every topic: its name behind the prefix, how many partitions it has and what its log keeps.
 *
 * <p>All have {@code message.timestamp.type=LogAppendTime}: broker time is the cluster's clock, so each record must
 * carry when it reached the broker and not what its sender believed.
 */
public enum TopicSpec {
    COMMANDS("commands", Partitions.BY_JOB, Log.delete(Duration.ofDays(30))),
    REPORTS("reports", Partitions.BY_JOB, Log.delete(Duration.ofDays(30))),
    JOBS("jobs", Partitions.BY_JOB, Log.compact(Duration.ofDays(7))),
    PROJECTS("projects", Partitions.BY_JOB, Log.compact(Duration.ofDays(7))),
    CALENDARS("calendars", Partitions.BY_JOB, Log.compact(Duration.ofDays(7))),
    EXECUTIONS("executions", Partitions.BY_JOB, Log.compact(Duration.ofSeconds(60))),
    JOB_STATE("job-state", Partitions.BY_JOB, Log.compact(Duration.ofDays(1))),
    CLOCKS("clocks", Partitions.BY_JOB, Log.compact(Duration.ofDays(1))),
    WORK("work", Partitions.WORK, Log.delete(Duration.ofDays(1))),
    WORKERS("workers", Partitions.ONE, Log.compactAndDelete(Duration.ofHours(1))),
    REPLIES("replies", Partitions.SPREAD, Log.delete(Duration.ofHours(1))),
    HISTORY("history", Partitions.BY_JOB, Log.delete(Duration.ofDays(7))),
    ALERTS("alerts", Partitions.BY_JOB, Log.delete(Duration.ofDays(7))),
    LOGS("logs", Partitions.SPREAD, Log.delete(Duration.ofDays(3))),
    DEAD_LETTERS("dead-letters", Partitions.ONE, Log.delete(Duration.ofDays(30)));

    /** What decides the number of partitions. */
    public enum Partitions {
        /** The cluster's number, the same for all, so that equal numbers belong to one shard. Never changes. */
        BY_JOB,
        /** Workers choose one; more may be added. */
        WORK,
        /** Keyed by what is read whole by few; more may be added. */
        SPREAD,
        /** Read whole by everyone, in one order. */
        ONE
    }

    private static final int SPREAD_PARTITIONS = 8;

    private final String suffix;
    private final Partitions partitions;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy, see Log
    private final Map<String, String> log;

    TopicSpec(String suffix, Partitions partitions, Map<String, String> log) {
        this.suffix = suffix;
        this.partitions = partitions;
        this.log = log;
    }

    /** The name behind the prefix; of {@link #WORK} the part before the group. */
    public String suffix() {
        return suffix;
    }

    public Partitions partitions() {
        return partitions;
    }

    /** How many partitions a new topic gets. */
    public int partitions(ClusterSettings settings) {
        return switch (partitions) {
            case BY_JOB -> settings.partitions();
            case WORK -> settings.workPartitions();
            case SPREAD -> SPREAD_PARTITIONS;
            case ONE -> 1;
        };
    }

    /** Whether another number of partitions than that of a new topic would break something. */
    public boolean partitionsAreFixed() {
        return partitions == Partitions.BY_JOB || partitions == Partitions.ONE;
    }

    /** The topic's configuration, apart from what depends on the number of brokers. */
    public Map<String, String> configs(ClusterSettings settings) {
        Map<String, String> configs = new TreeMap<>(log);
        if (this == HISTORY) {
            configs.putAll(Log.delete(settings.historyRetention()));
        }
        return configs;
    }

    /** The kinds of log. A nested class, since an enum's constants cannot use its own static fields. */
    private static final class Log {

        private static final int STATE_SEGMENT_BYTES = 16 * 1024 * 1024;
        private static final int SEGMENT_BYTES = 256 * 1024 * 1024;
        private static final Duration STATE_SEGMENT = Duration.ofSeconds(60);
        private static final Duration MAX_SEGMENT = Duration.ofDays(1);
        private static final Duration MAX_COMPACTION_LAG = Duration.ofMinutes(5);

        private Log() {}

        /** Records go when they are old. Only whole closed segments go, hence segments of a quarter of the time. */
        static Map<String, String> delete(Duration retention) {
            Duration quarter = retention.dividedBy(4);
            Duration segment = quarter.compareTo(MAX_SEGMENT) < 0 ? quarter : MAX_SEGMENT;
            return with(
                    "delete",
                    Map.of(
                            "retention.ms", ms(retention),
                            "segment.ms", ms(segment),
                            "segment.bytes", Integer.toString(SEGMENT_BYTES)));
        }

        /** Stays as small as the live state; tombstones stand so long that no reader of the whole log misses one. */
        static Map<String, String> compact(Duration tombstones) {
            return with("compact", state(Map.of("delete.retention.ms", ms(tombstones))));
        }

        static Map<String, String> compactAndDelete(Duration retention) {
            return with(
                    "compact,delete",
                    state(Map.of("retention.ms", ms(retention), "delete.retention.ms", ms(retention))));
        }

        private static Map<String, String> state(Map<String, String> further) {
            Map<String, String> configs = new TreeMap<>(further);
            configs.put("segment.ms", ms(STATE_SEGMENT));
            configs.put("segment.bytes", Integer.toString(STATE_SEGMENT_BYTES));
            configs.put("min.cleanable.dirty.ratio", "0.1");
            configs.put("max.compaction.lag.ms", ms(MAX_COMPACTION_LAG));
            return configs;
        }

        private static Map<String, String> with(String cleanupPolicy, Map<String, String> further) {
            Map<String, String> configs = new TreeMap<>(further);
            configs.put("cleanup.policy", cleanupPolicy);
            configs.put("message.timestamp.type", "LogAppendTime");
            return Map.copyOf(configs);
        }

        private static String ms(Duration duration) {
            return Long.toString(duration.toMillis());
        }
    }
}
