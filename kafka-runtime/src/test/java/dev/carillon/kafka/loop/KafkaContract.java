package dev.carillon.kafka.loop;

/**
 * What the loop relies on of Kafka. The same scenarios run against a broker and against the simulated log, so that what the
 * simulation proves is proved of Kafka.
 */
interface KafkaContract extends TransactionContract, LogContract, GroupContract {}
