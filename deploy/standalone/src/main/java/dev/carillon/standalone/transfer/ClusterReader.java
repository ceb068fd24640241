package dev.carillon.standalone.transfer;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Event;
import dev.carillon.kafka.codec.CalendarCodec;
import dev.carillon.kafka.codec.DefinitionCodec;
import dev.carillon.kafka.codec.JobStateCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.ProjectCodec;
import dev.carillon.kafka.codec.UnreadableRecordException;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.kafka.topics.Partitioner;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.proto.v1.Calendar;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.Project;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a cluster's definitions where they are kept, in {@code jobs}, {@code projects} and {@code calendars}. It asks no node,
 * so it works while none runs, and changes nothing. Used by one thread.
 */
final class ClusterReader implements AutoCloseable {

    private final String bootstrap;
    private final Topics topics;
    private final Admin admin;
    private final CompactedTopics compacted;

    ClusterReader(ClusterSettings cluster) {
        bootstrap = cluster.bootstrap();
        topics = Topics.of(cluster);
        admin = Admin.create(KafkaAnswers.config(cluster.clientProperties(), "transfer"));
        compacted = new CompactedTopics(cluster, admin);
    }

    String clusterId() throws InterruptedException {
        return KafkaAnswers.await(bootstrap, admin.describeCluster().clusterId());
    }

    /** @throws StartRefusedException when a topic is missing, cannot be read or holds what this version does not know */
    SortedMap<JobId, Definition> definitions() throws InterruptedException {
        SortedMap<JobId, Definition> all = new TreeMap<>();
        read(topics.projects(), value -> {
                    known(Project.parser(), value);
                    return new Definition.OfProject(ProjectCodec.decode(value));
                })
                .forEach(all::put);
        calendars().forEach(all::put);
        read(topics.jobs(), value -> {
                    known(JobDefinition.parser(), value);
                    return new Definition.OfJob(DefinitionCodec.decode(value));
                })
                .forEach((id, job) -> {
                    if (all.put(id, job) != null) {
                        throw new StartRefusedException("Both a job and a project or calendar were found with the id "
                                + id + "; one has just become the other. Try again.");
                    }
                });
        return all;
    }

    /** Of the copies that every shard has of a calendar, that of the shard which decides about it. */
    private Map<JobId, Definition> calendars() throws InterruptedException {
        Partitioner homes = new Partitioner(compacted.partitions(topics.calendars()));
        Map<JobId, Event.CalendarPut> copies = read(
                topics.calendars(),
                value -> {
                    known(Calendar.parser(), value);
                    return CalendarCodec.decode(value);
                },
                record -> record.partition() == homes.partition(record.key()));
        Map<JobId, Definition> calendars = new HashMap<>();
        copies.forEach((id, copy) -> {
            if (!copy.deleted()) {
                calendars.put(id, new Definition.OfCalendar(copy.calendar()));
            }
        });
        return calendars;
    }

    /** Those that jobs and projects once had which are no more; none for what never was. */
    Map<JobId, Long> lastRevisions(Set<JobId> gone) throws InterruptedException {
        return gone.isEmpty()
                ? Map.of()
                : read(
                        topics.jobState(),
                        value -> JobStateCodec.decode(value).revision(),
                        record -> gone.contains(Keys.jobId(record.key())));
    }

    private <T> Map<JobId, T> read(String topic, Function<byte[], T> reader) throws InterruptedException {
        return read(topic, reader, record -> true);
    }

    private <T> Map<JobId, T> read(
            String topic, Function<byte[], T> reader, Predicate<ConsumerRecord<byte[], byte[]>> wanted)
            throws InterruptedException {
        Map<JobId, T> newest = new HashMap<>();
        compacted.read(topic, record -> {
            try {
                JobId id = Keys.jobId(record.key());
                if (!wanted.test(record)) {
                    return;
                }
                if (record.value() == null) {
                    newest.remove(id);
                } else {
                    newest.put(id, reader.apply(record.value()));
                }
            } catch (UnreadableRecordException e) {
                throw new StartRefusedException(
                        "The record at offset " + record.offset() + " of " + topic + ", partition " + record.partition()
                                + ", cannot be read: " + e.getMessage(),
                        e);
            }
        });
        return newest;
    }

    /** What a newer version has written and this one does not know would be lost without a word. */
    private static <M extends Message> void known(Parser<M> parser, byte[] value) {
        try {
            if (hasUnknown(parser.parseFrom(value))) {
                throw new UnreadableRecordException(
                        "record",
                        "holds fields that this version does not know; use the version that runs the cluster");
            }
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableRecordException("record", String.valueOf(e.getMessage()));
        }
    }

    private static boolean hasUnknown(Message message) {
        return !message.getUnknownFields().isEmpty()
                || message.getAllFields().values().stream()
                        .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
                        .anyMatch(value -> value instanceof Message inner && hasUnknown(inner));
    }

    @Override
    public void close() {
        compacted.close();
        admin.close(KafkaAnswers.CLOSE_WITHIN);
    }
}
