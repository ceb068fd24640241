package dev.carillon.standalone.tail;

import dev.carillon.kafka.settings.StartRefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads one topic and prints its records, as {@code tail -f} does with a file: what is committed, in the order of each
 * partition. It belongs to no group and commits nothing, so it needs no right but to read, and disturbs nobody.
 *
 * <p>{@link #stop} may be called from any thread, everything else from one.
 */
public final class TopicTail implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);
    private static final int ANSWER_WITHIN_MS = 10_000;

    private final Consumer<byte[], byte[]> consumer;
    private final String bootstrapServers;

    /**
     * What to print.
     *
     * @param fromBeginning also what is there already
     * @param follow whether to wait for more at the end
     * @param key only records with this key, or with an execution of the job that it names; empty: all
     * @param max end after so many lines
     */
    public record Request(TailTopic topic, boolean fromBeginning, boolean follow, Optional<String> key, long max) {

        /** An execution's id begins with its job's and a hyphen, so a job's key finds those of its executions too. */
        boolean wants(ConsumerRecord<byte[], byte[]> record) {
            if (key.isEmpty()) {
                return true;
            }
            String wanted = key.get();
            String found = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            return found.equals(wanted) || wanted.matches("[0-9]+") && found.startsWith(wanted + "-");
        }
    }

    /** Where the lines go; says whether it takes more. */
    public interface Lines {
        boolean print(String line);
    }

    /** @param client settings of the client, its bootstrap servers among them */
    public TopicTail(Map<String, String> client) {
        bootstrapServers = String.valueOf(client.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG));
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS / 2);
        consumer = create(config);
    }

    private static Consumer<byte[], byte[]> create(Map<String, Object> config) {
        try {
            return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) { // names the setting in its cause
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartRefusedException("The Kafka client settings are not allowed: " + cause.getMessage(), e);
        }
    }

    /** Lets {@link #print} return soon. */
    public void stop() {
        consumer.wakeup();
    }

    /**
     * Prints until it is stopped, has printed enough, is at the end and need not follow, or nobody takes the lines.
     *
     * @return how many lines
     * @throws StartRefusedException when the topic cannot be read, with what to do about it
     */
    public long print(Request request, Lines lines) {
        try {
            List<TopicPartition> partitions = partitions(request.topic().name());
            consumer.assign(partitions);
            // The end that counts is the one now: what is written while this reads belongs to the next call.
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            if (request.fromBeginning()) {
                consumer.seekToBeginning(partitions);
            } else {
                ends.forEach(consumer::seek);
            }
            return print(request, ends, lines);
        } catch (WakeupException e) {
            return 0;
        } catch (AuthenticationException e) {
            throw refused("does not take the login (" + e.getMessage() + "); check --kafka-config", e);
        } catch (AuthorizationException e) {
            throw refused("does not let you read (" + e.getMessage() + ")", e);
        } catch (TimeoutException e) {
            throw refused("does not answer (" + e.getMessage() + "); is it running?", e);
        }
    }

    private StartRefusedException refused(String problem, KafkaException cause) {
        return new StartRefusedException("Kafka at " + bootstrapServers + " " + problem, cause);
    }

    private List<TopicPartition> partitions(String topic) {
        List<TopicPartition> found;
        try {
            found = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
        } catch (UnknownTopicOrPartitionException e) {
            found = List.of();
        }
        if (found.isEmpty()) {
            throw new StartRefusedException("Kafka at " + bootstrapServers + " has no topic " + topic
                    + "; check --prefix, or wait until a scheduler has started.");
        }
        return found;
    }

    private long print(Request request, Map<TopicPartition, Long> ends, Lines lines) {
        long printed = 0;
        try {
            while (printed < request.max() && (request.follow() || !isAt(ends))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (printed < request.max() && request.wants(record)) {
                        printed++;
                        if (!lines.print(RecordLine.of(request.topic(), record))) {
                            return printed;
                        }
                    }
                }
            }
        } catch (WakeupException e) {
            return printed;
        }
        return printed;
    }

    private boolean isAt(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
    }
}
