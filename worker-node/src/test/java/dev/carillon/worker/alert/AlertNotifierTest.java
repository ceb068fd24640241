package dev.carillon.worker.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.kafka.codec.AlertCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.TestBroker;
import dev.carillon.worker.WorkerTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The notifier against a real broker and a real web server. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AlertNotifierTest {

    @TempDir
    private Path directory;

    @Test
    void anAlertReachesItsContactOnceAndAnUnreadableOneStopsNothing() throws Exception {
        try (TestBroker broker = new TestBroker();
                Admin admin = broker.admin();
                RecordingServer server = new RecordingServer();
                JsonPost post = new JsonPost(target -> Optional.empty())) {
            // Given
            ClusterSettings cluster = ClusterSettings.at(broker.bootstrap(), 2);
            WorkerTopics.create(cluster, List.of("default"), InstantSource.system());
            send(cluster, new byte[] {1, 2, 3});
            send(
                    cluster,
                    AlertCodec.toProto(Alerts.to(Alerts.webhook(server.url()))).toByteArray());
            BlockingQueue<String> unreadable = new LinkedBlockingQueue<>();

            // When two notifiers follow one another
            AlertNotifier first = start(cluster, post, unreadable);
            String body = server.bodies.poll(60, TimeUnit.SECONDS);
            // Closed before its commit it would leave both records to the second.
            Await.until("the first has committed both", () -> committed(admin, cluster) == 2);
            first.close();
            send(
                    cluster,
                    AlertCodec.toProto(Alerts.to(Alerts.webhook(server.url()))).toByteArray());
            AlertNotifier second = start(cluster, post, unreadable);
            String next = server.bodies.poll(60, TimeUnit.SECONDS);
            second.close();

            // Then
            assertThat(body).contains("\"jobId\":42");
            assertThat(next).isEqualTo(body);
            assertThat(server.bodies).isEmpty();
            assertThat(unreadable).hasSize(1);
        }
    }

    /** Records, of all partitions. */
    private static long committed(Admin admin, ClusterSettings cluster) {
        try {
            return admin
                    .listConsumerGroupOffsets(cluster.prefix() + "alerts")
                    .partitionsToOffsetAndMetadata()
                    .get(60, TimeUnit.SECONDS)
                    .values()
                    .stream()
                    .filter(Objects::nonNull)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError("the broker does not tell what is committed", e);
        }
    }

    private static AlertNotifier start(ClusterSettings cluster, JsonPost post, BlockingQueue<String> unreadable) {
        return AlertNotifier.start(
                cluster,
                List.of(new WebhookSink(post)),
                (record, reason) -> unreadable.add(reason),
                InstantSource.system(),
                new SimpleMeterRegistry());
    }

    private static void send(ClusterSettings cluster, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.of(cluster).alerts(), Keys.of("42"), value))
                    .get(60, TimeUnit.SECONDS);
        }
    }
}
