package dev.carillon.worker;

import dev.carillon.core.job.TaskKind;
import dev.carillon.core.scheduling.Fleet;
import dev.carillon.kafka.settings.Setting;
import dev.carillon.kafka.settings.Settings;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.worker.runner.http.TargetRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What one worker is and how much it takes.
 *
 * @param id empty: the one kept in {@code directory}, made at the first start
 * @param directory for what the worker keeps between starts; one process at a time
 * @param groups whose work it takes; the topic of the first is where all of it arrives
 * @param labels by which executions can demand this worker
 * @param jobDirectory where the jars of Java jobs lie
 * @param outputLimit bytes of output kept of one attempt
 * @param httpAllow targets that HTTP jobs and alerts may talk to; empty: all that are not denied
 * @param httpDeny targets that they must not talk to, whatever is allowed
 * @param alerts whether this node delivers alerts too
 */
public record WorkerSettings(
        String id,
        Path directory,
        List<String> groups,
        List<String> labels,
        WorkerLimits limits,
        Path jobDirectory,
        int outputLimit,
        List<String> httpAllow,
        List<String> httpDeny,
        boolean alerts) {

    private static final Pattern ID_FORM = Pattern.compile("[A-Za-z0-9._-]{0,128}");

    public static final Setting<String> ID = Setting.text(
                    "worker.id", "", "Name of this worker, the same at every start. Empty: made once and kept.")
            .check(value -> matching(ID_FORM, value, "must be at most 128 of the characters a-z A-Z 0-9 . _ -"));
    public static final Setting<String> DIRECTORY = Setting.text(
            "worker.directory", "carillon-data/worker", "What the worker keeps between starts; one process at a time.");
    public static final Setting<List<String>> GROUPS = Setting.list(
                    "worker.groups",
                    List.of(Fleet.DEFAULT_GROUP),
                    "Groups whose work it takes; `default` serves every group that no worker names.")
            .check(WorkerSettings::atLeastOne);
    public static final Setting<List<String>> LABELS =
            Setting.list("worker.labels", List.of(), "Labels by which executions can demand this worker.");
    public static final Setting<Integer> SHELL_SLOTS = slots("shell", 16);
    public static final Setting<Integer> HTTP_SLOTS = slots("http", 64);
    public static final Setting<Integer> JAVA_SLOTS = slots("java", 16);
    public static final Setting<Integer> HOLD_LIMIT = Setting.integer(
            "worker.hold-limit", 10_000, 1, 1_000_000, "Pieces of work that may wait; further ones are declined.");
    public static final Setting<Duration> LEASE = Setting.duration(
            "worker.lease",
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "Without an acknowledged heartbeat for so long the worker ends its work and another may begin it. Longer than"
                    + " a failover of the brokers takes.");
    public static final Setting<Duration> HEARTBEAT = Setting.duration(
            "worker.heartbeat",
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            Duration.ofMinutes(1),
            "Between two heartbeats.");
    public static final Setting<String> JOB_DIRECTORY =
            Setting.text("worker.job-directory", "carillon-data/jobs", "Where the jars of Java jobs lie.");
    public static final Setting<Integer> OUTPUT_LIMIT = Setting.integer(
            "worker.output-limit",
            4 * 1024 * 1024,
            1024,
            1024 * 1024 * 1024,
            "Bytes of output kept of one attempt; the rest is cut, and the log says so.");
    public static final Setting<List<String>> HTTP_ALLOW = Setting.list(
            "worker.http.allow",
            List.of(),
            "Targets that HTTP jobs and alerts may talk to: host, *.domain, address or network, with a port or a range"
                    + " behind a colon if need be. Empty: all that are not denied.");
    public static final Setting<List<String>> HTTP_DENY = Setting.list(
            "worker.http.deny",
            TargetRules.METADATA,
            "Targets that they must not talk to, whatever is allowed. By default the metadata services of the clouds.");
    public static final Setting<Boolean> ALERTS =
            Setting.flag("worker.alerts", true, "Whether this node delivers alerts too.");

    public static final List<Setting<?>> ALL = List.of(
            ID,
            DIRECTORY,
            GROUPS,
            LABELS,
            SHELL_SLOTS,
            HTTP_SLOTS,
            JAVA_SLOTS,
            HOLD_LIMIT,
            LEASE,
            HEARTBEAT,
            JOB_DIRECTORY,
            OUTPUT_LIMIT,
            HTTP_ALLOW,
            HTTP_DENY,
            ALERTS);

    public WorkerSettings {
        groups = List.copyOf(groups);
        labels = List.copyOf(labels);
        httpAllow = List.copyOf(httpAllow);
        httpDeny = List.copyOf(httpDeny);
    }

    /** @throws StartRefusedException when two settings do not go together */
    public static WorkerSettings of(Settings settings) {
        return new WorkerSettings(
                settings.get(ID),
                Path.of(settings.get(DIRECTORY)),
                settings.get(GROUPS),
                settings.get(LABELS),
                limits(settings),
                Path.of(settings.get(JOB_DIRECTORY)),
                settings.get(OUTPUT_LIMIT),
                settings.get(HTTP_ALLOW),
                settings.get(HTTP_DENY),
                settings.get(ALERTS));
    }

    private static WorkerLimits limits(Settings settings) {
        Map<TaskKind, Integer> slots = new EnumMap<>(TaskKind.class);
        slots.put(TaskKind.SHELL, settings.get(SHELL_SLOTS));
        slots.put(TaskKind.HTTP, settings.get(HTTP_SLOTS));
        slots.put(TaskKind.JAVA, settings.get(JAVA_SLOTS));
        slots.values().removeIf(count -> count == 0);
        try {
            return WorkerLimits.of(slots, settings.get(HOLD_LIMIT), settings.get(LEASE), settings.get(HEARTBEAT));
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(
                    "Settings " + LEASE.name() + " and " + HEARTBEAT.name() + ": " + e.getMessage() + ".", e);
        }
    }

    /**
     * The rules for targets.
     *
     * @param ownPorts on which nodes listen on this machine; denied always
     * @throws StartRefusedException when a rule cannot be read
     */
    public TargetRules targets(Set<Integer> ownPorts) {
        try {
            return TargetRules.of(httpAllow, httpDeny, ownPorts);
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(
                    "Settings " + HTTP_ALLOW.name() + " and " + HTTP_DENY.name() + ": " + e.getMessage() + ".", e);
        }
    }

    private static Setting<Integer> slots(String kind, int count) {
        return Setting.integer(
                "worker.slots." + kind,
                count,
                0,
                10_000,
                "Attempts of kind " + kind + " that may run at once; 0: the worker does not run them.");
    }

    private static List<String> atLeastOne(List<String> groups) {
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("must name at least one group");
        }
        return groups;
    }

    private static String matching(Pattern pattern, String value, String expected) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(expected);
        }
        return value;
    }
}
