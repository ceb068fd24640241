package dev.carillon.standalone.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a cluster stood when it was asked. Gateways do not appear: they read topics without belonging to any group, and
 * each tells on its own management port how it is.
 *
 * @param id of the Kafka cluster
 * @param prefix of the topics, several Carillons may share brokers
 * @param clocks of the scheduler nodes that have lately said how theirs goes
 * @param faults of topics and records that were found while looking: missing topics, wrong partition counts
 */
public record ClusterStatus(
        String id,
        int brokers,
        String prefix,
        List<Lane> lanes,
        List<SchedulerClock> clocks,
        List<Partition> partitions,
        List<Worker> workers,
        List<String> faults) {

    /** More unread commands or reports in one partition than a scheduler that keeps up would ever show: two full polls. */
    public static final long LAG_MAX = 1_000;

    /** A fire that is overdue for longer than a failover takes. */
    public static final Duration BEHIND_MAX = Duration.ofSeconds(10);

    /** Fires later than this, lately, are worth a look. */
    public static final Duration FIRED_LATE_MAX = Duration.ofSeconds(2);

    /** Half of what makes a node stop working: NTP does not run, or not well. */
    public static final Duration CLOCK_OFFSET_MAX = Duration.ofMillis(500);

    /**
     * What a scheduler node has measured of its machine's clock.
     *
     * @param offset its clock minus the brokers'
     * @param error how far the offset may be from the truth
     * @param age since it has said so
     */
    public record SchedulerClock(String node, Duration offset, Duration error, Duration age) {}

    /** A member of the schedulers' group; a scheduler node has one or several. */
    public record Lane(String name, String host, List<Integer> partitions) {}

    /**
     * @param owner the lane that the group has given it to
     * @param cursorAge how long ago the last fire was due; a partition whose jobs rarely fire has an old one. Empty: none yet
     * @param behind how long the earliest fire that is not emitted yet is overdue; zero: it is not due yet, or there is none
     * @param firedLate how late its latest fire of the last minutes was decided; empty: it has lately had no step
     * @param commandsLag commands that are not handled yet
     * @param reportsLag reports that are not handled yet
     */
    public record Partition(
            int number,
            Optional<String> owner,
            Optional<Duration> cursorAge,
            Duration behind,
            Optional<Duration> firedLate,
            long commandsLag,
            long reportsLag) {}

    /**
     * @param slots by kind of task
     * @param held pieces of work that wait for their instant or a slot
     * @param active attempts that run or whose end is not acknowledged
     * @param beatAge since its last heartbeat reached the broker
     * @param clockOffset its clock minus the broker's
     * @param live within its lease
     */
    public record Worker(
            String id,
            String host,
            List<String> groups,
            Map<String, Slots> slots,
            int held,
            int active,
            Duration beatAge,
            Duration clockOffset,
            boolean draining,
            boolean live) {}

    public record Slots(int busy, int total) {}

    public boolean isHealthy() {
        return problems().isEmpty();
    }

    /** Why it is not healthy, one sentence each; empty when every partition is owned, served in time and can be worked for. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(faults);
        List<Integer> orphans = partitions.stream()
                .filter(partition -> partition.owner().isEmpty())
                .map(Partition::number)
                .toList();
        if (!orphans.isEmpty()) {
            problems.add("no scheduler owns partitions " + Ranges.of(orphans) + ": their jobs do not fire");
        }
        if (workers.stream().noneMatch(worker -> worker.live() && !worker.draining())) {
            problems.add("no worker is live: nothing runs");
        }
        partitions.stream()
                .filter(partition -> partition.behind().compareTo(BEHIND_MAX) > 0)
                .map(partition -> "partition " + partition.number() + " does not fire: its next fire is "
                        + seconds(partition.behind()) + " overdue")
                .forEach(problems::add);
        partitions.stream().flatMap(ClusterStatus::lags).forEach(problems::add);
        return List.copyOf(problems);
    }

    /** What may become a problem, one sentence each. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        clocks.stream()
                .filter(clock -> isOff(clock.offset()))
                .map(clock -> "the clock of scheduler " + clock.node() + " is " + off(clock.offset())
                        + "; beyond 1 s it gives its partitions up")
                .forEach(warnings::add);
        workers.stream()
                .filter(worker -> worker.live() && isOff(worker.clockOffset()))
                .map(worker -> "the clock of worker " + worker.id() + " is " + off(worker.clockOffset())
                        + "; beyond 1 s it gets no work")
                .forEach(warnings::add);
        partitions.stream()
                .flatMap(partition -> partition.firedLate().stream()
                        .filter(late -> late.compareTo(FIRED_LATE_MAX) > 0)
                        .map(late -> "partition " + partition.number() + " has fired up to " + seconds(late)
                                + " late within the last minutes"))
                .forEach(warnings::add);
        return List.copyOf(warnings);
    }

    private static boolean isOff(Duration offset) {
        return offset.abs().compareTo(CLOCK_OFFSET_MAX) > 0;
    }

    private static String off(Duration offset) {
        return offset.abs().toMillis() + " ms " + (offset.isNegative() ? "behind" : "ahead of") + " the brokers'";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static Stream<String> lags(Partition partition) {
        return Stream.of(
                        lag(partition.number(), "commands", partition.commandsLag()),
                        lag(partition.number(), "reports", partition.reportsLag()))
                .flatMap(Optional::stream);
    }

    private static Optional<String> lag(int partition, String topic, long lag) {
        return lag <= LAG_MAX
                ? Optional.empty()
                : Optional.of("partition " + partition + " is " + lag + " " + topic + " behind");
    }
}
