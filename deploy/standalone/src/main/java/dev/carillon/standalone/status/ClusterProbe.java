package dev.carillon.standalone.status;

import dev.carillon.kafka.codec.Clock;
import dev.carillon.kafka.codec.ClockCodec;
import dev.carillon.kafka.codec.HeartbeatCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.NodeClock;
import dev.carillon.kafka.codec.UnreadableRecordException;
import dev.carillon.kafka.codec.WorkerBeat;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.standalone.status.BrokerQuestions.Brokers;
import dev.carillon.standalone.status.ClusterStatus.Lane;
import dev.carillon.standalone.status.ClusterStatus.Partition;
import dev.carillon.standalone.status.ClusterStatus.SchedulerClock;
import dev.carillon.standalone.status.ClusterStatus.Slots;
import dev.carillon.standalone.status.ClusterStatus.Worker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at a cluster from outside and changes nothing: what the brokers know of topics and of the schedulers' group, what
 * {@code clocks} says of the partitions, and {@code workers} of the workers. Ages are by this machine's clock.
 */
public final class ClusterProbe {

    /** What a step tells of the last minutes counts for so long after the step. */
    private static final Duration LATELY = Duration.ofMinutes(2);

    /** Nodes that run tell how their clock goes every two seconds. */
    private static final Duration NODE_GONE_AFTER = Duration.ofSeconds(30);

    private final ClusterSettings cluster;
    private final Topics topics;
    private final InstantSource clock;
    private final List<String> faults = new ArrayList<>();

    private ClusterProbe(ClusterSettings cluster, InstantSource clock) {
        this.cluster = cluster;
        this.topics = Topics.of(cluster);
        this.clock = clock;
    }

    /**
     * Looks once; takes a second or two.
     *
     * @throws StartRefusedException when the brokers do not answer
     */
    public static ClusterStatus look(ClusterSettings cluster, InstantSource clock) throws InterruptedException {
        try (BrokerQuestions questions = new BrokerQuestions(cluster)) {
            return new ClusterProbe(cluster, clock).look(questions);
        }
    }

    private ClusterStatus look(BrokerQuestions questions) throws InterruptedException {
        Brokers brokers = questions.brokers();
        Map<String, Integer> counts = questions.partitionCounts(topics.prefix());
        faults.addAll(TopicFaults.of(topics, counts));
        List<Lane> lanes = questions.members(topics.schedulerGroup()).stream()
                .map(this::lane)
                .sorted(Comparator.comparing(Lane::name))
                .toList();
        ClockRecords clocks = clocks(counts);
        return new ClusterStatus(
                brokers.clusterId(),
                brokers.count(),
                topics.prefix(),
                lanes,
                clocks.nodes(),
                partitions(questions, counts, lanes, clocks.partitions()),
                workers(counts),
                faults);
    }

    private Lane lane(MemberDescription member) {
        // A lane's client id is the group's name, the node's name, the incarnation and the lane's number.
        String group = topics.schedulerGroup() + "-";
        String name = member.clientId();
        List<Integer> partitions = member.assignment().topicPartitions().stream()
                .filter(partition -> partition.topic().equals(topics.commands()))
                .map(TopicPartition::partition)
                .sorted()
                .toList();
        return new Lane(
                name.startsWith(group) ? name.substring(group.length()) : name,
                member.host().replaceFirst("^/", ""),
                partitions);
    }

    private List<Partition> partitions(
            BrokerQuestions questions, Map<String, Integer> counts, List<Lane> lanes, Map<Integer, Clocked> clocks)
            throws InterruptedException {
        int count = counts.getOrDefault(topics.commands(), 0);
        List<TopicPartition> inputs = Stream.of(topics.commands(), topics.reports())
                .flatMap(topic -> IntStream.range(0, counts.getOrDefault(topic, 0))
                        .mapToObj(partition -> new TopicPartition(topic, partition)))
                .toList();
        Map<TopicPartition, Long> lags = questions.lags(topics.schedulerGroup(), inputs);
        Map<Integer, String> owners = new HashMap<>();
        lanes.forEach(lane -> lane.partitions().forEach(partition -> owners.put(partition, lane.name())));
        Instant now = clock.instant();
        return IntStream.range(0, count)
                .mapToObj(number -> new Partition(
                        number,
                        Optional.ofNullable(owners.get(number)),
                        Optional.ofNullable(clocks.get(number)).flatMap(clocked -> clocked.cursorAge(now)),
                        Optional.ofNullable(clocks.get(number))
                                .map(clocked -> clocked.behind(now))
                                .orElse(Duration.ZERO),
                        Optional.ofNullable(clocks.get(number)).flatMap(clocked -> clocked.firedLate(now)),
                        lags.getOrDefault(new TopicPartition(topics.commands(), number), 0L),
                        lags.getOrDefault(new TopicPartition(topics.reports(), number), 0L)))
                .toList();
    }

    /** The newest clock record of a partition, and when the broker took it. */
    private record Clocked(Clock clock, Instant at) {

        Optional<Duration> cursorAge(Instant now) {
            Instant due = clock.cursor().due();
            boolean neverFired = due.equals(Instant.EPOCH); // where a partition begins
            return neverFired ? Optional.empty() : Optional.of(age(due, now));
        }

        Duration behind(Instant now) {
            return clock.pulse().nextDue().map(due -> age(due, now)).orElse(Duration.ZERO);
        }

        Optional<Duration> firedLate(Instant now) {
            return age(at, now).compareTo(LATELY) > 0
                    ? Optional.empty()
                    : Optional.of(clock.pulse().lag());
        }
    }

    private record ClockRecords(Map<Integer, Clocked> partitions, List<SchedulerClock> nodes) {}

    private ClockRecords clocks(Map<String, Integer> counts) {
        Map<Integer, Clocked> partitions = new HashMap<>();
        List<SchedulerClock> nodes = new ArrayList<>();
        Instant now = clock.instant();
        newest(topics.clocks(), counts, record -> {
            Instant at = Instant.ofEpochMilli(record.timestamp());
            if (NodeClock.isKey(Keys.text(record.key()))) {
                NodeClock node = NodeClock.decode(record.value());
                return nodes.add(new SchedulerClock(node.node(), node.offset(), node.error(), age(at, now)));
            }
            Clock clocked = ClockCodec.decode(record.value());
            return partitions.put(clocked.partition(), new Clocked(clocked, at)) == null;
        });
        // One that has not measured yet has no name in its record; one that is gone leaves its last record behind.
        nodes.removeIf(node -> node.node().isEmpty() || node.age().compareTo(NODE_GONE_AFTER) > 0);
        nodes.sort(Comparator.comparing(SchedulerClock::node));
        return new ClockRecords(partitions, nodes);
    }

    private List<Worker> workers(Map<String, Integer> counts) {
        return newest(topics.workers(), counts, this::worker).stream()
                .sorted(Comparator.comparing(Worker::id))
                .toList();
    }

    private Worker worker(ConsumerRecord<byte[], byte[]> record) {
        WorkerBeat beat = HeartbeatCodec.decode(record.value());
        Duration beatAge = age(Instant.ofEpochMilli(record.timestamp()), clock.instant());
        Map<String, Slots> slots = new TreeMap<>();
        beat.slots().forEach((kind, count) -> slots.put(kind.name(), new Slots(count.busy(), count.total())));
        return new Worker(
                beat.workerId(),
                beat.host(),
                beat.groups().stream().sorted().toList(),
                slots,
                beat.held(),
                beat.active().size(),
                beatAge,
                beat.clockOffset(),
                beat.draining(),
                beatAge.compareTo(beat.lease()) <= 0);
    }

    /** What cannot be read is a fault of the cluster, not of the question. */
    private <T> Collection<T> newest(
            String topic, Map<String, Integer> counts, Function<ConsumerRecord<byte[], byte[]>, T> reader) {
        List<T> read = new ArrayList<>();
        new WholeTopic(cluster).newest(topic, counts.getOrDefault(topic, 0)).forEach((key, record) -> {
            try {
                read.add(reader.apply(record));
            } catch (UnreadableRecordException e) {
                faults.add("record '" + key + "' in " + topic + " cannot be read: " + e.getMessage());
            }
        });
        return read;
    }

    /** A fire is emitted a little ahead, and clocks differ: what lies ahead has no age. */
    private static Duration age(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
