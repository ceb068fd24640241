package dev.carillon.kafka.loop;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Where a scheduler gets its clients from: Kafka, or a simulation of it. */
public interface LoopClients {

    /** The member of the group: offsets are only ever committed inside transactions. */
    Consumer<byte[], byte[]> member(String clientId);

    /** Reads state with read_committed; has nothing to do with the group. */
    Consumer<byte[], byte[]> loader(String clientId);

    /** Heartbeats are not transactional, and an end offset taken with the others' isolation could lag behind one. */
    Consumer<byte[], byte[]> workers(String clientId);

    Producer<byte[], byte[]> transactional(String transactionalId);

    /** For clock probes: each measures the time until its own acknowledgement, so nothing may wait or be repeated long. */
    Producer<byte[], byte[]> probing(String clientId);

    LoopAdmin admin(String clientId);
}
