package dev.carillon.standalone.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a cluster stood when it was asked. Gateways do not appear: they read topics without belonging to any group, and
 * each tells on its own management port how it is.
 *
 * @param id of the Kafka cluster
 * @param prefix of the topics, several Carillons may share brokers
 * @param faults of topics and records that were found while looking: missing topics, wrong partition counts
 */
public record ClusterStatus(
        String id,
        int brokers,
        String prefix,
        List<Lane> lanes,
        List<Partition> partitions,
        List<Worker> workers,
        List<String> faults) {

    /** More unread commands or reports in one partition than a scheduler that keeps up would ever show: two full polls. */
    public static final long LAG_MAX = 1_000;

    /** A member of the schedulers' group; a scheduler node has one or several. */
    public record Lane(String name, String host, List<Integer> partitions) {}

    /**
     * @param owner the lane that the group has given it to
     * @param cursorAge how long ago the last fire was due; a partition whose jobs rarely fire has an old one. Empty: none yet
     * @param commandsLag commands that are not handled yet
     * @param reportsLag reports that are not handled yet
     */
    public record Partition(
            int number, Optional<String> owner, Optional<Duration> cursorAge, long commandsLag, long reportsLag) {}

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
        partitions.stream().flatMap(ClusterStatus::lags).forEach(problems::add);
        return List.copyOf(problems);
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
