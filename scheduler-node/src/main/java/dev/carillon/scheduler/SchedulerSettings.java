package dev.carillon.scheduler;

import dev.carillon.core.scheduling.ShardSettings;
import dev.carillon.kafka.loop.LoopSettings;
import dev.carillon.kafka.settings.Setting;
import dev.carillon.kafka.settings.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How one scheduler node works.
 *
 * @param name of the node in records and logs; empty: the machine's name
 * @param lanes members of the schedulers' group in this process, each with a thread and a share of the partitions
 * @param loop limits of a lane
 * @param shard waits and limits of the rules
 */
public record SchedulerSettings(String name, int lanes, LoopSettings loop, ShardSettings shard) {

    private static final LoopSettings LOOP = LoopSettings.DEFAULT;
    private static final ShardSettings SHARD = ShardSettings.DEFAULT;

    public static final Setting<String> NAME =
            Setting.text("scheduler.name", "", "Name of this node in records and logs; empty: the machine's name.");

    public static final Setting<Integer> LANES = Setting.integer(
            "scheduler.lanes",
            2,
            1,
            64,
            "Members of the schedulers' group in this process. Each has a thread, a producer and its share of the"
                    + " partitions; with two, one decides while the other waits for the broker. More than the machine has"
                    + " cores gain nothing.");

    public static final Setting<Integer> RECORDS = Setting.integer(
            "scheduler.step.records", LOOP.pollRecordsMax(), 1, 10_000, "Commands and reports taken in one step.");

    public static final Setting<Integer> DECISIONS = Setting.integer(
            "scheduler.step.decisions",
            LOOP.decisionsMax(),
            1,
            100_000,
            "Fires, placements and timers handled in one step, which is one transaction.");

    public static final Setting<Duration> PACE = Setting.duration(
            "scheduler.step.pace",
            LOOP.stepPace(),
            Duration.ZERO,
            Duration.ofSeconds(1),
            "How long a lane rests at most between two steps, so that what arrives meanwhile shares one transaction. It"
                    + " rests six times as long as its last transaction took, a third of that while commands come, and"
                    + " not at all while it is behind.");

    public static final Setting<Duration> LOOKAHEAD = Setting.duration(
            "scheduler.lookahead",
            SHARD.lookahead(),
            Duration.ZERO,
            Duration.ofSeconds(10),
            "How long before its due instant a fire is sent to a worker, which holds it until then.");

    public static final Setting<Duration> HANDOVER_AHEAD = Setting.duration(
            "scheduler.handover.ahead",
            LOOP.handoverAhead(),
            Duration.ZERO,
            Duration.ofSeconds(10),
            "How far ahead the fires of partitions are sent to workers when this node gives the partitions up in order,"
                    + " so that the next owner has that time to take over. 0: not further than usual.");

    public static final Setting<Duration> LEASE = Setting.duration(
            "scheduler.lease",
            SHARD.lease(),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            "How long a worker that this node has never heard of is taken for alive. At least as long as the workers'"
                    + " own lease.");

    public static final Setting<Duration> NO_WORKER_FAILS = Setting.duration(
            "scheduler.no-worker.fails-after",
            SHARD.noWorkerFailAfter(),
            Duration.ofSeconds(1),
            Duration.ofDays(30),
            "How long an execution waits for a worker before it fails.");

    public static final Setting<Duration> NO_WORKER_ALERTS = Setting.duration(
            "scheduler.no-worker.alerts-after",
            SHARD.noWorkerAlertAfter(),
            Duration.ofSeconds(1),
            Duration.ofDays(30),
            "How long an execution waits for a worker before the alert.");

    public static final List<Setting<?>> ALL = List.of(
            NAME, LANES, RECORDS, DECISIONS, PACE, LOOKAHEAD, HANDOVER_AHEAD, LEASE, NO_WORKER_FAILS, NO_WORKER_ALERTS);

    public static SchedulerSettings of(Settings settings) {
        Duration lease = settings.get(LEASE);
        return new SchedulerSettings(
                settings.get(NAME),
                settings.get(LANES),
                new LoopSettings(
                        LOOP.pollAtMost(),
                        settings.get(RECORDS),
                        settings.get(DECISIONS),
                        settings.get(PACE),
                        LOOP.fenceAfter(),
                        LOOP.reportsEvery(),
                        LOOP.workersEvery(),
                        LOOP.leaseMargin(),
                        LOOP.clockOffsetMax(),
                        settings.get(HANDOVER_AHEAD),
                        LOOP.handoverWithin()),
                new ShardSettings(
                        settings.get(LOOKAHEAD),
                        lease,
                        SHARD.startGrace(),
                        settings.get(NO_WORKER_ALERTS),
                        settings.get(NO_WORKER_FAILS),
                        SHARD.declineBackoffMax(),
                        SHARD.timeoutGrace()));
    }
}
