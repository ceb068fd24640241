package dev.carillon.testkit.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** An idempotent producer without transactions: what it sends counts as soon as it is appended. Never blocks. */
public final class SimulatedSender {

    private final ProducerChannel channel;

    private SimulatedSender(SimulatedProcess process, SimulatedBroker broker, Duration patience) {
        channel = new ProducerChannel(
                process,
                broker,
                patience,
                () -> 0,
                (partition, epoch, records) -> records.stream()
                        .map(record -> {
                            LogRecord appended = broker.log().append(partition, record, null);
                            broker.committed(new Commit("", List.of(appended), Map.of()));
                            return appended;
                        })
                        .toList());
    }

    /**
     * A producer in a process.
     *
     * @param patience after which a callback is told that a record was not acknowledged, although it may be in the log
     */
    @SuppressWarnings("unchecked")
    public static Producer<byte[], byte[]> in(SimulatedProcess process, SimulatedBroker broker, Duration patience) {
        return ClientProxy.of(Producer.class, new SimulatedSender(process, broker, patience));
    }

    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        return channel.send(record, callback);
    }

    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return channel.send(record, (metadata, failure) -> {});
    }

    /** What has not left is thrown away. */
    public void close(Duration timeout) {
        channel.close();
    }

    public void close() {
        channel.close();
    }
}
