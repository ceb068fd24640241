package dev.carillon.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerRestartTest {

    private static final TopicPartition PARTITION = new TopicPartition("kept", 0);

    @Test
    void dataPortAndSecretSurviveARestart(@TempDir Path directory) throws Exception {
        // Given
        BrokerSettings settings = BrokerSettings.in(directory);
        Map<String, String> clientProperties;
        try (EmbeddedBroker first = EmbeddedBroker.start(settings)) {
            clientProperties = first.clientProperties();
            createTopic(first);
            write(first, "before");
            settings = settings.withPort(first.port());
        }

        // When
        try (EmbeddedBroker second = EmbeddedBroker.start(settings)) {
            write(second, "after");

            // Then
            assertThat(BrokerClients.committedValues(second, PARTITION)).containsExactly("before", "after");
            assertThat(second.clientProperties()).isEqualTo(clientProperties);
        }
    }

    @Test
    void secretThatOthersCouldReadIsReplaced(@TempDir Path directory) throws Exception {
        // Given
        Path file = directory.resolve("secret");
        String first = BrokerSecret.readOrCreate(file).jaas();
        String kept = BrokerSecret.readOrCreate(file).jaas();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        // When
        String replaced = BrokerSecret.readOrCreate(file).jaas();

        // Then
        assertThat(kept).isEqualTo(first);
        assertThat(replaced).isNotEqualTo(first);
        assertThat(BrokerSecret.readOrCreate(file).jaas()).isEqualTo(replaced);
    }

    private static void createTopic(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(broker.clientProperties()))) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void write(EmbeddedBroker broker, String value) {
        try (KafkaProducer<String, String> producer = BrokerClients.producer(broker, "restart-writer")) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(PARTITION.topic(), PARTITION.partition(), "key", value));
            producer.commitTransaction();
        }
    }
}
