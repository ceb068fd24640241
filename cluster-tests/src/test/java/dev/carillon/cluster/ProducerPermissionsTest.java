package dev.carillon.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.cluster.harness.GuardedKafka;
import dev.carillon.cluster.harness.JavaTool;
import dev.carillon.cluster.harness.KafkaApiDoc;
import dev.carillon.cluster.harness.ProductProcess;
import dev.carillon.cluster.harness.TestDirectory;
import dev.carillon.cluster.harness.TestKafka;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.proto.v1.Command;
import dev.carillon.proto.v1.CommandReply;
import dev.carillon.proto.v1.CreateJob;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.ShellTask;
import dev.carillon.proto.v1.Task;
import dev.carillon.standalone.tail.TailTopic;
import dev.carillon.standalone.tail.TopicTail;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The ACLs of docs/kafka-api.md, given by its very commands: enough for what it describes, and for nothing else. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProducerPermissionsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String USER = "billing-service";
    private static final TestDirectory DIRECTORY = TestDirectory.of(ProducerPermissionsTest.class);

    private final GuardedKafka kafka;
    private final ProductProcess scheduler;
    private final TestKafka user;

    ProducerPermissionsTest() throws Exception {
        kafka = GuardedKafka.start(DIRECTORY);
        scheduler = ProductProcess.start(
                "scheduler",
                DIRECTORY.file("scheduler.log"),
                "256m",
                List.of("scheduler", "--kafka", kafka.adminsBootstrap(), "--set", "partitions=2"));
        user = new TestKafka(kafka.addUser(USER, "correct horse"));
    }

    @BeforeAll
    void giveThePermissions() throws Exception {
        scheduler.awaitLine("is ready", SOON);
        JavaTool tool = new JavaTool(DIRECTORY);
        Files.writeString(DIRECTORY.file("admin.properties"), "client.id=admin\n");
        Map<String, String> places = Map.of("127.0.0.1:9092", kafka.adminsBootstrap());
        for (KafkaApiDoc.Call call : KafkaApiDoc.read().calls("kafka-acls.sh", places)) {
            tool.run(call.main(), call.arguments(), null);
        }
    }

    @AfterAll
    void stop() {
        scheduler.close();
        kafka.close();
    }

    @Test
    void theyAreEnoughToCreateAJobAndToReadTheReply() throws Exception {
        // Given
        Command create = Command.newBuilder()
                .setCommandId("create-1")
                .setJobId(7)
                .setReplyTo(USER)
                .setCreate(CreateJob.newBuilder()
                        .setDefinition(JobDefinition.newBuilder()
                                .setName("close-the-books")
                                .setTask(Task.newBuilder()
                                        .setShell(ShellTask.newBuilder().setScript("true")))))
                .build();
        // When
        write(user, "carillon.commands", create.toByteArray());
        // Then
        CommandReply reply = CommandReply.parseFrom(first("carillon.replies", USER));
        assertThat(reply.getCommandId()).isEqualTo("create-1");
        assertThat(reply.getStatus()).isEqualTo(CommandReply.Status.OK);
        assertThat(first("carillon.history", USER)).isNotEmpty();
        assertThat(tail(user, "history", true)).isEqualTo(1);
    }

    @Test
    void theyAreNotEnoughToWriteWhereSchedulersAndWorkersTrust() {
        for (String topic : List.of(
                "carillon.jobs",
                "carillon.calendars",
                "carillon.replies",
                "carillon.history",
                "carillon.reports",
                "carillon.work.default")) {
            assertThatExceptionOfType(ExecutionException.class)
                    .as(topic)
                    .isThrownBy(() -> write(user, topic, new byte[] {1}))
                    .withCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void theyAreNotEnoughToReadWhatOthersAsk() {
        for (String topic : List.of("carillon.commands", "carillon.jobs", "carillon.calendars", "carillon.logs")) {
            assertThatExceptionOfType(TopicAuthorizationException.class)
                    .as(topic)
                    .isThrownBy(() -> first(topic, USER));
        }
        assertThatExceptionOfType(GroupAuthorizationException.class)
                .isThrownBy(() -> first("carillon.replies", "carillon.scheduler"));
    }

    @Test
    void tailNeedsNoMoreAndSaysWhatIsMissing() {
        assertThat(tail(user, "alerts")).isZero();
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> tail(user, "jobs"))
                .withMessageContaining("does not let you read")
                .withMessageContaining("carillon.jobs");
    }

    @Test
    void aWrongPasswordIsRefused() {
        TestKafka stranger = new TestKafka(kafka.login(USER, "wrong horse"));
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> tail(stranger, "alerts"))
                .withMessageContaining("does not take the login");
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> write(stranger, "carillon.commands", new byte[] {1}))
                .withCauseInstanceOf(SaslAuthenticationException.class);
    }

    private static long tail(TestKafka as, String topic) {
        return tail(as, topic, false);
    }

    /** Of one record at most. */
    private static long tail(TestKafka as, String topic, boolean follow) {
        Map<String, String> client = new HashMap<>();
        as.client().forEach((name, value) -> client.put(name, value.toString()));
        TailTopic found = TailTopic.of(new Topics("carillon."), topic);
        try (TopicTail tail = new TopicTail(client)) {
            return tail.print(new TopicTail.Request(found, true, follow, Optional.empty(), 1), line -> true);
        }
    }

    private static void write(TestKafka as, String topic, byte[] value) throws Exception {
        try (Producer<byte[], byte[]> producer = as.producer()) {
            producer.send(new ProducerRecord<>(topic, "7".getBytes(StandardCharsets.UTF_8), value))
                    .get();
        }
    }

    /** The value of some record of the topic, read as a member of the group. */
    private byte[] first(String topic, String group) throws Exception {
        Map<String, Object> config = new HashMap<>(user.client());
        config.put("group.id", group);
        config.put("auto.offset.reset", "earliest");
        config.put("isolation.level", "read_committed");
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            return Eventually.found("a record of " + topic, SOON, () -> {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    return Optional.of(record.value());
                }
                return Optional.empty();
            });
        }
    }
}
