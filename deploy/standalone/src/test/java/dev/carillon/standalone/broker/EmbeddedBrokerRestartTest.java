package dev.carillon.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            assertThat(events(loads))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .filteredOn(message -> message.contains("Scheduling loading of metadata from __consumer_offsets-"))
                    .isNotEmpty()
                    .map(message -> message.replaceAll(".* from (\\S+) with epoch.*", "$1"))
                    .doesNotHaveDuplicates();
        }
    }

    /** Those so far: an appender holds its own lock while it adds another. */
    private static List<ILoggingEvent> events(ListAppender<ILoggingEvent> appender) {
        synchronized (appender) {
            return List.copyOf(appender.list);
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

    /** Without the checkpoints that the running broker is about to rename, which are gone a moment after they are listed. */
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!isTemporary(file)) {
                    Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (!isTemporary(file)) {
                    throw failure;
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean isTemporary(Path file) {
        return file.getFileName().toString().endsWith(".tmp");
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
