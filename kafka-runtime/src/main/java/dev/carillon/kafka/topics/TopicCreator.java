package dev.carillon.kafka.topics;

import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.StartRefusedException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topics that a cluster lacks and refuses those that would break it.
 *
 * <p>Every node calls this when it starts. Several may at once: the controller lets one of them make each topic, the others
 * find it made. What exists is never altered, since an operator may have reasons for a longer retention; but partition
 * numbers, compaction and timestamps on which the guarantees rest must be right, or the start is refused.
 */
public final class TopicCreator {

    private static final Logger LOG = LoggerFactory.getLogger(TopicCreator.class);

    /** A topic just made is known to every broker within this; usually within a few ms. */
    private static final long VISIBLE_WITHIN_MS = 30_000;

    /** For a broker that the controller has not heard of for a moment, and therefore gives no replicas. */
    private static final long ENOUGH_BROKERS_WITHIN_MS = 10_000;

    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    private final Admin admin;
    private final ClusterSettings settings;
    private final Topics topics;
    private final InstantSource time;

    public TopicCreator(Admin admin, ClusterSettings settings, InstantSource time) {
        this.admin = admin;
        this.settings = settings;
        this.topics = Topics.of(settings);
        this.time = time;
    }

    /**
     * Every topic but those of the worker groups.
     *
     * @throws StartRefusedException when a topic that exists is not as it must be
     */
    public void createAll() {
        Map<String, TopicSpec> wanted = new LinkedHashMap<>();
        Arrays.stream(TopicSpec.values())
                .filter(spec -> spec != TopicSpec.WORK)
                .forEach(spec -> wanted.put(topics.name(spec), spec));
        create(wanted);
    }

    /** The work topics of these groups. */
    public void createWork(Collection<String> groups) {
        Map<String, TopicSpec> wanted = new LinkedHashMap<>();
        groups.forEach(group -> wanted.put(topics.work(group), TopicSpec.WORK));
        create(wanted);
    }

    private void create(Map<String, TopicSpec> wanted) {
        Map<String, TopicSpec> missing = new LinkedHashMap<>(wanted);
        missing.keySet().removeAll(partitionsOf(wanted.keySet()).keySet());
        if (!missing.isEmpty()) {
            make(missing);
        }
        checkPartitions(wanted, awaitVisible(wanted.keySet(), this::partitionsOf));
        checkConfigs(wanted, awaitVisible(wanted.keySet(), this::configsOf));
    }

    private void make(Map<String, TopicSpec> missing) {
        short replication = replication();
        long deadline = time.millis() + ENOUGH_BROKERS_WITHIN_MS;
        Map<String, NewTopic> owed = new LinkedHashMap<>();
        missing.forEach((topic, spec) -> owed.put(topic, newTopic(topic, spec, replication)));
        while (!owed.isEmpty()) {
            Map<String, KafkaFuture<Void>> answers =
                    admin.createTopics(List.copyOf(owed.values())).values();
            answers.forEach((topic, answer) -> {
                if (isMade(topic, answer, deadline)) {
                    owed.remove(topic);
                }
            });
            if (!owed.isEmpty()) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
        LOG.atInfo()
                .addKeyValue("topics", missing.size())
                .addKeyValue("replication", replication)
                .log("missing topics made");
    }

    /** False when the brokers would not make it now, but may in a moment. */
    private boolean isMade(String topic, KafkaFuture<Void> answer, long deadline) {
        try {
            AdminCalls.await("make the topic " + topic, answer);
            LOG.atDebug().addKeyValue("topic", topic).log("topic made");
        } catch (TopicExistsException e) {
            LOG.atDebug().addKeyValue("topic", topic).log("another node was first to make the topic");
        } catch (InvalidReplicationFactorException e) {
            if (time.millis() > deadline || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LOG.atDebug()
                    .addKeyValue("topic", topic)
                    .addKeyValue("error", e.getMessage())
                    .log(
                            "too few brokers for the topic; asked again, one may just not have been heard of for a moment");
            return false;
        }
        return true;
    }

    private NewTopic newTopic(String topic, TopicSpec spec, short replication) {
        Map<String, String> configs = new LinkedHashMap<>(spec.configs(settings));
        // Two must confirm: with one, the loss of a broker could lose an accepted command; with three, stop all writes.
        configs.put("min.insync.replicas", replication >= 3 ? "2" : "1");
        return new NewTopic(topic, spec.partitions(settings), replication).configs(configs);
    }

    private short replication() {
        if (settings.replication() > 0) {
            return (short) settings.replication();
        }
        int brokers = AdminCalls.await(
                        "name their members", admin.describeCluster().nodes())
                .size();
        return (short) (brokers >= 3 ? 3 : 1);
    }

    private void checkPartitions(Map<String, TopicSpec> wanted, Map<String, Integer> found) {
        wanted.forEach((topic, spec) -> {
            int partitions = found.getOrDefault(topic, 0);
            int expected = spec.partitions(settings);
            if (spec.partitionsAreFixed() && partitions != expected) {
                throw new StartRefusedException(partitionsDiffer(topic, spec, partitions, expected));
            }
        });
    }

    private String partitionsDiffer(String topic, TopicSpec spec, int partitions, int expected) {
        String what = "Topic " + topic + " has " + partitions + " partitions, expected " + expected + ". ";
        return spec.partitions() == TopicSpec.Partitions.BY_JOB
                ? what + "The number is fixed when the cluster first starts: set " + ClusterSettings.PARTITIONS.name()
                        + "="
                        + partitions + " to start with the jobs that are there, or export the jobs, choose another "
                        + ClusterSettings.TOPIC_PREFIX.name() + " and import them to change it."
                : what + "Somebody else made it: choose another " + ClusterSettings.TOPIC_PREFIX.name()
                        + ", or delete the topic and start again.";
    }

    private void checkConfigs(Map<String, TopicSpec> wanted, Map<String, Config> found) {
        wanted.forEach((topic, spec) -> {
            Config config = found.getOrDefault(topic, new Config(List.of()));
            checkConfig(topic, config, "message.timestamp.type", spec.configs(settings));
            checkConfig(topic, config, "cleanup.policy", spec.configs(settings));
        });
    }

    private static void checkConfig(String topic, Config found, String name, Map<String, String> configs) {
        String expected = configs.get(name);
        ConfigEntry entry = found.get(name);
        String value = entry == null ? "unset" : entry.value();
        if (!value.equals(expected)) {
            throw new StartRefusedException("Topic " + topic + " has " + name + "=" + value + ", expected " + expected
                    + "; set it with: kafka-configs.sh --alter --entity-type topics --entity-name " + topic
                    + " --add-config '" + name + "=[" + expected + "]'");
        }
    }

    /** Asks until every topic is there: a broker hears of a new topic a little later than the controller makes it. */
    private <T> Map<String, T> awaitVisible(Set<String> names, Function<Set<String>, Map<String, T>> look) {
        long deadline = time.millis() + VISIBLE_WITHIN_MS;
        while (true) {
            Map<String, T> visible = look.apply(names);
            if (visible.size() == names.size()) {
                return visible;
            }
            if (time.millis() > deadline || Thread.currentThread().isInterrupted()) {
                throw new StartRefusedException("The brokers made topics that they do not show; start again. Seen: "
                        + visible.keySet() + " of " + names);
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private Map<String, Integer> partitionsOf(Set<String> names) {
        Map<String, Integer> found = new LinkedHashMap<>();
        existing(admin.describeTopics(names).topicNameValues())
                .forEach((topic, description) ->
                        found.put(topic, description.partitions().size()));
        return found;
    }

    private Map<String, Config> configsOf(Set<String> names) {
        List<ConfigResource> resources = names.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, Config> found = new LinkedHashMap<>();
        existing(admin.describeConfigs(resources).values())
                .forEach((resource, config) -> found.put(resource.name(), config));
        return found;
    }

    /** The answers about topics that exist. */
    private static <K, T> Map<K, T> existing(Map<K, KafkaFuture<T>> answers) {
        Map<K, T> found = new LinkedHashMap<>();
        answers.forEach((topic, answer) -> {
            try {
                found.put(topic, AdminCalls.await("describe " + topic, answer));
            } catch (UnknownTopicOrPartitionException e) {
                LOG.atDebug().addKeyValue("topic", topic).log("topic does not exist yet");
            }
        });
        return found;
    }
}
