package dev.carillon.kafka.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.SettingsParser;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.testkit.TestBroker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a real broker; each test has a prefix of its own. */
@Tag("broker")
class TopicCreatorTest {

    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private static TestBroker broker;
    private static Admin admin;

    private final String prefix = "t" + PREFIXES.incrementAndGet() + ".";

    @BeforeAll
    static void start() {
        // A stock broker's limits, but for a floor that is neither the wanted session nor the stock one.
        broker = new TestBroker(Map.of(
                "group.consumer.session.timeout.ms", "45000",
                "group.consumer.min.session.timeout.ms", "8000",
                "group.consumer.heartbeat.interval.ms", "5000",
                "group.consumer.min.heartbeat.interval.ms", "5000"));
        admin = broker.admin();
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void aNewClusterGetsEveryTopicAsItIsDeclared() throws Exception {
        creator(3).createAll();

        Topics topics = new Topics(prefix);
        for (TopicSpec spec : TopicSpec.values()) {
            if (spec != TopicSpec.WORK) {
                assertThat(partitions(topics.name(spec)))
                        .describedAs("%s", spec)
                        .isEqualTo(spec.partitions(settings(3)));
                Config config = config(ConfigResource.Type.TOPIC, topics.name(spec));
                spec.configs(settings(3))
                        .forEach((name, value) -> assertThat(config.get(name).value())
                                .describedAs("%s %s", spec, name)
                                .isEqualTo(value));
                assertThat(config.get("min.insync.replicas").value()).isEqualTo("1");
            }
        }
    }

    @Test
    void makingThemAgainChangesNothing() {
        creator(3).createAll();

        assertThatCode(() -> creator(3).createAll()).doesNotThrowAnyException();
    }

    @Test
    void nodesThatStartTogetherAllSucceed() throws Exception {
        int nodes = 6;
        CountDownLatch together = new CountDownLatch(1);
        List<Future<?>> starts = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(nodes)) {
            for (int i = 0; i < nodes; i++) {
                starts.add(threads.submit(() -> {
                    together.await();
                    creator(3).createAll();
                    return null;
                }));
            }
            together.countDown();
            for (Future<?> start : starts) {
                start.get(60, TimeUnit.SECONDS);
            }
        }

        assertThat(partitions(prefix + "commands")).isEqualTo(3);
    }

    @Test
    void anotherPartitionCountStopsTheStartAndSaysWhatToDo() {
        creator(3).createAll();

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> creator(4).createAll())
                .withMessageContaining("Topic " + prefix + "commands has 3 partitions, expected 4.")
                .withMessageContaining("partitions=3");
    }

    @Test
    void aTopicOfSomebodyElseWithTheWrongCountIsNamed() throws Exception {
        create(new NewTopic(prefix + "workers", 2, (short) 1));

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> creator(3).createAll())
                .withMessageContaining("Topic " + prefix + "workers has 2 partitions, expected 1.")
                .withMessageContaining("prefix");
    }

    @Test
    void aTopicStampedByItsSendersIsRefusedWithTheCommandThatRepairsIt() throws Exception {
        creator(3).createAll();
        alter(prefix + "reports", "message.timestamp.type", "CreateTime");

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> creator(3).createAll())
                .withMessageContaining(prefix + "reports has message.timestamp.type=CreateTime, expected LogAppendTime")
                .withMessageContaining("kafka-configs.sh");
    }

    @Test
    void aStateTopicThatDeletesIsRefused() throws Exception {
        creator(3).createAll();
        alter(prefix + "executions", "cleanup.policy", "delete");

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> creator(3).createAll())
                .withMessageContaining(prefix + "executions has cleanup.policy=delete, expected compact");
    }

    @Test
    void aRetentionThatAnOperatorChoseStays() throws Exception {
        creator(3).createAll();
        alter(prefix + "alerts", "retention.ms", "1000000");

        creator(3).createAll();

        assertThat(config(ConfigResource.Type.TOPIC, prefix + "alerts")
                        .get("retention.ms")
                        .value())
                .isEqualTo("1000000");
    }

    @Test
    void groupsWhoseNamesKafkaWouldConfuseGetTopicsSideBySide() throws Exception {
        creator(3).createWork(List.of("a.b", "a_b", "a b", "组"));

        for (String group : List.of("a.b", "a_b", "a b", "组")) {
            assertThat(partitions(new Topics(prefix).work(group))).isEqualTo(8);
        }
    }

    @Test
    void aWorkTopicMayHaveGrown() throws Exception {
        create(new NewTopic(new Topics(prefix).work("a"), 20, (short) 1).configs(TopicSpec.WORK.configs(settings(3))));

        assertThatCode(() -> creator(3).createWork(List.of("a"))).doesNotThrowAnyException();
    }

    @Test
    void theGroupsTimesAreAsNearToTheWishAsTheBrokersAllowAndTheDifferenceIsSaid() throws Exception {
        GroupTiming timing = GroupTiming.apply(admin, prefix + "scheduler");

        awaitConfig(ConfigResource.Type.GROUP, prefix + "scheduler", "consumer.session.timeout.ms", "8000");
        awaitConfig(ConfigResource.Type.GROUP, prefix + "scheduler", "consumer.heartbeat.interval.ms", "5000");
        assertThat(timing.session()).hasValue(Duration.ofSeconds(8));
        assertThat(timing.advice().orElseThrow())
                .contains(
                        "stand still for 8 s",
                        "then up to 5 s",
                        "scheduler.handover.ahead",
                        "group.consumer.min.session.timeout.ms=4000",
                        "group.consumer.min.heartbeat.interval.ms=500");
        assertThat(GroupTiming.apply(admin, prefix + "scheduler")).isEqualTo(timing);
    }

    @Test
    void theseBrokersHaveWhatTheGuaranteesNeed() {
        assertThatCode(() -> BrokerCheck.check(admin)).doesNotThrowAnyException();
    }

    private TopicCreator creator(int partitions) {
        return new TopicCreator(admin, settings(partitions), InstantSource.system());
    }

    private ClusterSettings settings(int partitions) {
        return ClusterSettings.of(new SettingsParser(ClusterSettings.ALL)
                .commandLine("bootstrap", broker.bootstrap())
                .commandLine("prefix", prefix)
                .commandLine("partitions", Integer.toString(partitions))
                .parse());
    }

    private static void create(NewTopic topic) throws Exception {
        admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
    }

    private static void alter(String topic, String name, String value) throws Exception {
        Collection<AlterConfigOp> change =
                List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), change))
                .all()
                .get(30, TimeUnit.SECONDS);
        awaitConfig(ConfigResource.Type.TOPIC, topic, name, value);
    }

    /** What the controller has accepted, the broker hears of a moment later. */
    private static void awaitConfig(ConfigResource.Type type, String resource, String name, String value) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> {
                    while (!config(type, resource).get(name).value().equals(value)) {
                        Thread.onSpinWait();
                    }
                },
                () -> name + " of " + resource + " becomes " + value);
    }

    private static int partitions(String topic) throws Exception {
        Map<String, TopicDescription> found =
                admin.describeTopics(List.of(topic)).allTopicNames().get(30, TimeUnit.SECONDS);
        return found.values().iterator().next().partitions().size();
    }

    private static Config config(ConfigResource.Type type, String name) throws Exception {
        Map<ConfigResource, Config> found = admin.describeConfigs(List.of(new ConfigResource(type, name)))
                .all()
                .get(30, TimeUnit.SECONDS);
        return found.values().iterator().next();
    }
}
