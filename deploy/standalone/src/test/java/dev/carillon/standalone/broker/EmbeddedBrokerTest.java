package dev.carillon.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.standalone.OwnerOnly;
import java.io.Reader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The broker as its clients see it; one broker serves all tests, which use topics of their own. */
class EmbeddedBrokerTest {

    private static final int END_OF_STREAM = -1;

    private static EmbeddedBroker broker;
    private static BrokerSettings settings;

    @BeforeAll
    static void startBroker(@TempDir Path directory) {
        settings = BrokerSettings.in(directory);
        broker = EmbeddedBroker.start(settings);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void clientSettingsAreWrittenForTheOwnerOnly() throws Exception {
        // When
        Properties written = new Properties();
        try (Reader reader = Files.newBufferedReader(settings.clientProperties())) {
            written.load(reader);
        }

        // Then
        assertThat(written).containsExactlyInAnyOrderEntriesOf(new HashMap<>(broker.clientProperties()));
        assertThat(OwnerOnly.holdsFor(settings.clientProperties())).isTrue();
        assertThat(OwnerOnly.holdsFor(settings.secret())).isTrue();
        assertThat(OwnerOnly.holdsFor(settings.directory())).isTrue();
    }

    @Test
    void wrongSecretIsRefused() {
        // Given
        Map<String, Object> wrong = new HashMap<>(broker.clientProperties());
        wrong.computeIfPresent(
                "sasl.jaas.config", (name, login) -> login.toString().replaceFirst("password=\".", "password=\"x"));

        // Then
        assertRefused(wrong);
    }

    @Test
    void unknownAccountIsRefused() {
        // Given
        Map<String, Object> unknown = new HashMap<>(broker.clientProperties());
        unknown.computeIfPresent(
                "sasl.jaas.config",
                (name, login) -> login.toString().replace("username=\"carillon\"", "username=\"mallory\""));

        // Then
        assertRefused(unknown);
    }

    /** Both ports can be reached by every account of the machine; without the login they tell nothing. */
    @Test
    void requestBeforeTheLoginIsAnsweredByHangingUp() throws Exception {
        for (int port : new int[] {broker.port(), broker.controllerPort()}) {
            // When
            int answer = askForAllTopics(port);

            // Then
            assertThat(answer).isEqualTo(END_OF_STREAM);
        }
    }

    @ParameterizedTest
    @CsvSource({"transaction.version, 2", "group.version, 1"})
    void featuresThatTheNodesNeedAreOn(String feature, short level) throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(broker.clientProperties()))) {
            // When
            Map<String, FinalizedVersionRange> features =
                    admin.describeFeatures().featureMetadata().get().finalizedFeatures();

            // Then
            assertThat(features)
                    .hasEntrySatisfying(
                            feature,
                            range -> assertThat(range.maxVersionLevel()).isEqualTo(level));
        }
    }

    @Test
    void abortedRecordsAreNotRead() throws Exception {
        // Given
        TopicPartition partition = newTopic("transactions");

        // When
        try (KafkaProducer<String, String> producer = BrokerClients.producer(broker, "transactions-writer")) {
            producer.initTransactions();
            send(producer, partition, "first", true);
            send(producer, partition, "given up", false);
            send(producer, partition, "second", true);
        }

        // Then
        assertThat(BrokerClients.committedValues(broker, partition)).containsExactly("first", "second");
    }

    /** A stock broker refuses these values: its floors are 45 s and 5 s. */
    @Test
    void groupMayChooseAShortSession() throws Exception {
        // Given
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, "short-session");
        try (Admin admin = Admin.create(new HashMap<>(broker.clientProperties()))) {
            // When
            admin.incrementalAlterConfigs(Map.of(
                            group,
                            List.of(
                                    set("consumer.session.timeout.ms", "4000"),
                                    set("consumer.heartbeat.interval.ms", "500"))))
                    .all()
                    .get();

            // Then
            awaitValue(admin, group, "consumer.session.timeout.ms", "4000");
            awaitValue(admin, group, "consumer.heartbeat.interval.ms", "500");
        }
    }

    @Test
    void groupThatChoosesNothingHasAShortSession() throws Exception {
        // Given
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, "default-session");
        try (Admin admin = Admin.create(new HashMap<>(broker.clientProperties()))) {
            // Then
            assertThat(valueOf(admin, group, "consumer.session.timeout.ms")).isEqualTo("5000");
            assertThat(valueOf(admin, group, "consumer.heartbeat.interval.ms")).isEqualTo("1000");
        }
    }

    @Test
    void groupGivesThePartitionsOfAMemberThatLeavesToTheOther() throws Exception {
        // Given
        TopicPartition partition = newTopic("handover");
        Map<String, String> member = Map.of("group.id", "handover", "group.protocol", "consumer");
        try (KafkaConsumer<String, String> second = BrokerClients.consumer(broker, member)) {
            try (KafkaConsumer<String, String> first = BrokerClients.consumer(broker, member)) {
                first.subscribe(List.of(partition.topic()));
                BrokerClients.pollUntil(first, () -> first.assignment().contains(partition), new ArrayList<>());
            }

            // When
            second.subscribe(List.of(partition.topic()));
            BrokerClients.pollUntil(second, () -> !second.assignment().isEmpty(), new ArrayList<>());

            // Then
            assertThat(second.assignment()).containsExactly(partition);
        }
    }

    @Test
    void takenPortIsNamed(@TempDir Path elsewhere) {
        // Given
        BrokerSettings second = BrokerSettings.in(elsewhere).withPort(broker.port());

        // Then
        assertThatThrownBy(() -> EmbeddedBroker.start(second))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("Port " + broker.port())
                .hasMessageContaining("--broker-port");
    }

    private static TopicPartition newTopic(String name) throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(broker.clientProperties()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
        return new TopicPartition(name, 0);
    }

    private static void send(
            KafkaProducer<String, String> producer, TopicPartition partition, String value, boolean commit)
            throws Exception {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), "key", value))
                .get();
        if (commit) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
    }

    private static void assertRefused(Map<String, Object> clientProperties) {
        try (Admin admin = Admin.create(clientProperties)) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    /** A changed setting is there when the broker has read its own metadata log, a moment after the answer. */
    private static void awaitValue(Admin admin, ConfigResource resource, String name, String expected)
            throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!valueOf(admin, resource, name).equals(expected) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(valueOf(admin, resource, name)).isEqualTo(expected);
    }

    private static String valueOf(Admin admin, ConfigResource resource, String name) throws Exception {
        Config config = Objects.requireNonNull(
                admin.describeConfigs(List.of(resource)).all().get().get(resource));
        return config.get(name).value();
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    /** Sends the bytes of a Metadata request and gives the first byte of the answer. */
    private static int askForAllTopics(int port) throws Exception {
        byte[] request = ByteBuffer.allocate(18)
                .putInt(14) // length of what follows
                .putShort((short) 3) // Metadata
                .putShort((short) 1)
                .putInt(0) // correlation id
                .putShort((short) -1) // no client id
                .putInt(-1) // all topics
                .array();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request);
            return socket.getInputStream().read();
        }
    }
}
