package dev.carillon.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRuntime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class EmbeddedBrokerRestartTest {

    private static final TopicPartition PARTITION = new TopicPartition("kept", 0);
    private static final String GROUP = "group";

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

    /** The copy of a broker's directory that is made while it runs is what a killed one leaves behind. */
    @Test
    void groupsAreLoadedOnceAfterAKill(@TempDir Path directory, @TempDir Path killed) throws Exception {
        // Given
        try (EmbeddedBroker first = EmbeddedBroker.start(BrokerSettings.in(directory))) {
            createTopic(first);
            commitOffset(first, 3);
            copy(directory, killed);
        }

        // When
        ListAppender<ILoggingEvent> loads = new ListAppender<>();
        try (AutoCloseable listening = listen(loads);
                EmbeddedBroker second = EmbeddedBroker.start(BrokerSettings.in(killed))) {
            long committed = committedOffset(second);

            // Then
            assertThat(committed).isEqualTo(3);
            assertThat(loads.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .filteredOn(message -> message.contains("Scheduling loading of metadata from __consumer_offsets-"))
                    .isNotEmpty()
                    .map(message -> message.replaceAll(".* from (\\S+) with epoch.*", "$1"))
                    .doesNotHaveDuplicates();
        }
    }

    private static AutoCloseable listen(ListAppender<ILoggingEvent> appender) {
        Logger logger = (Logger) LoggerFactory.getLogger(CoordinatorRuntime.class);
        Level before = logger.getLevel();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(appender);
        appender.start();
        return () -> {
            logger.detachAppender(appender);
            logger.setAdditive(true);
            logger.setLevel(before);
        };
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(file -> !file.equals(from)).toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void commitOffset(EmbeddedBroker broker, long offset) throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(broker.clientProperties()))) {
            admin.alterConsumerGroupOffsets(GROUP, Map.of(PARTITION, new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    private static long committedOffset(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(broker.clientProperties()))) {
            OffsetAndMetadata committed = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(PARTITION);
            return Objects.requireNonNull(committed).offset();
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
