package dev.carillon.kafka.loop;

/** Which work topics exist, as far as has been asked lately. Any thread may ask; never blocks. */
@FunctionalInterface
interface KnownTopics {

    boolean has(String topic, int partition);
}
