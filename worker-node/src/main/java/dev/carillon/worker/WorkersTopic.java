package dev.carillon.worker;

import dev.carillon.kafka.codec.HeartbeatCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.UnreadableRecordException;
import dev.carillon.kafka.codec.WorkerBeat;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads who works at the moment. */
final class WorkersTopic {

    private static final Logger LOG = LoggerFactory.getLogger(WorkersTopic.class);

    private WorkersTopic() {}

    /** The last heartbeat of each worker that has not said goodbye, up to the end of the topic as it is now. */
    static Collection<WorkerBeat> read(Consumer<byte[], byte[]> consumer, String topic) {
        TopicPartition only = new TopicPartition(topic, 0);
        consumer.assign(List.of(only));
        consumer.seekToBeginning(List.of(only));
        Long end = consumer.endOffsets(List.of(only)).get(only);
        Map<String, WorkerBeat> workers = new HashMap<>();
        while (end != null && consumer.position(only) < end) {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> note(record, workers));
        }
        return workers.values();
    }

    private static void note(ConsumerRecord<byte[], byte[]> record, Map<String, WorkerBeat> workers) {
        try {
            String worker = Keys.text(record.key());
            if (record.value() == null) {
                workers.remove(worker);
            } else {
                workers.put(worker, HeartbeatCodec.decode(record.value()));
            }
        } catch (UnreadableRecordException e) {
            // The schedulers, which depend on it, report it. Here it only makes a partition look emptier.
            LOG.atDebug()
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("A heartbeat cannot be read and is left out");
        }
    }
}
