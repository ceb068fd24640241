package dev.carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.proto.v1.LogChunk;
import dev.carillon.testkit.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LogShipperTest {

    private static final Attempt ATTEMPT = Orders.attempt(Orders.start("w-1", 1, ManualMoments.START));

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final LogShipper shipper = new LogShipper(
            producer, "logs", 1_000_000, InstantSource.fixed(ManualMoments.START), new WorkerMetrics(metrics));

    @Test
    void whatALogHoldsWhenItIsClosedIsSentUnderItsExecution() throws Exception {
        // Given
        shipper.start();
        AttemptLog log = shipper.open(ATTEMPT);
        log.line("hello");

        // When
        shipper.close(log);

        // Then
        Await.until("a chunk", () -> producer.history().size() == 1);
        shipper.close();
        assertThat(producer.history()).hasSize(1);
        ProducerRecord<byte[], byte[]> record = producer.history().getFirst();
        assertThat(new String(record.key(), StandardCharsets.UTF_8))
                .isEqualTo(ATTEMPT.id().toString());
        LogChunk chunk = LogChunk.parseFrom(record.value());
        assertThat(chunk.getText()).isEqualTo("hello\n");
        assertThat(chunk.getAttempt()).isEqualTo(1);
        assertThat(chunk.getAtMs()).isEqualTo(ManualMoments.START.toEpochMilli());
    }

    @Test
    void withoutABrokerTheOutputIsLostAndCountedAndTheAttemptGoesOn() {
        // Given
        producer.sendException = new TimeoutException("no broker");
        shipper.start();
        AttemptLog log = shipper.open(ATTEMPT);

        // When
        for (int i = 0; i < 26; i++) {
            log.line("x".repeat(AttemptLog.CHUNK_BYTES - 1));
        }
        shipper.close(log);

        // Then
        Await.until("as many losses as chunks", () -> lost() == 26);
        shipper.close();
        assertThat(lost()).isEqualTo(26);
    }

    private double lost() {
        return metrics.get("carillon.log.chunks.lost").counter().count();
    }
}
