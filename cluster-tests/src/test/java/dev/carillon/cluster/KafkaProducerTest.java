package dev.carillon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.carillon.cluster.harness.TestKafka;
import dev.carillon.cluster.harness.TopicJudge;
import dev.carillon.core.job.JobId;
import dev.carillon.kafka.topics.Partitioner;
import dev.carillon.proto.v1.Command;
import dev.carillon.proto.v1.CommandReply;
import dev.carillon.proto.v1.CronSchedule;
import dev.carillon.proto.v1.DeadLetter;
import dev.carillon.proto.v1.FinalState;
import dev.carillon.proto.v1.HistoryEvent;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.ReplaceJob;
import dev.carillon.proto.v1.Schedule;
import dev.carillon.proto.v1.ShellTask;
import dev.carillon.proto.v1.Task;
import dev.carillon.proto.v1.TriggerJob;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What docs/kafka-api.md says: commands from somebody's own producer, without the gateway. */
@Tag("broker")
@Timeout(120)
final class KafkaProducerTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String COMMANDS = "carillon.commands";
    private static final String REPLY_TO = "billing-service";

    private final TestKafka kafka =
            new TestKafka(new HashMap<>(RunningCluster.get().clientProperties()));
    private final Producer<byte[], byte[]> producer = kafka.producer();
    private final TopicJudge topics = new TopicJudge(kafka);

    @AfterEach
    void close() {
        producer.close();
        topics.close();
    }

    @Test
    void aProducerMakesAJobTriggersItAndReadsItsReplyAndItsHistory() throws Exception {
        // Given
        long jobId = 5711;
        // When
        Command replace = command(jobId)
                .setReplace(ReplaceJob.newBuilder().setDefinition(books(jobId, "0 0 3 * * ?")))
                .build();
        send(jobId, replace);
        send(jobId, command(jobId).setTrigger(TriggerJob.getDefaultInstance()).build());
        // Then
        assertThat(reply(replace).getStatus()).isEqualTo(CommandReply.Status.OK);
        HistoryEvent ended = history(jobId, HistoryEvent::hasEnded);
        assertThat(ended.getEnded().getState()).isEqualTo(FinalState.EXECUTION_SUCCEEDED);
        assertThat(history(jobId, HistoryEvent::hasJobChanged).getJobChanged().getBy())
                .isEqualTo("billing-service");
    }

    @Test
    void theSameCommandIdAgainChangesNothing() throws Exception {
        // Given
        long jobId = 5712;
        send(
                jobId,
                command(jobId)
                        .setReplace(ReplaceJob.newBuilder().setDefinition(books(jobId, "0 0 3 * * ?")))
                        .build());
        Command trigger =
                command(jobId).setTrigger(TriggerJob.getDefaultInstance()).build();
        // When
        send(jobId, trigger);
        send(jobId, trigger);
        Command last = command(jobId)
                .setTrigger(TriggerJob.newBuilder().setOnlyIfEnabled(true))
                .build();
        send(jobId, last);
        reply(last);
        // Then
        assertThat(events(jobId)
                        .filter(HistoryEvent::hasTriggered)
                        .filter(event -> event.getTriggered().getExecutionId().contains(trigger.getCommandId())))
                .hasSize(1);
    }

    @Test
    void whatCannotBeReadOrIsNotAllowedGoesToTheDeadLettersAndStopsNothing() throws Exception {
        // Given
        long jobId = 5713;
        Command invalid = command(jobId)
                .setReplace(ReplaceJob.newBuilder().setDefinition(books(jobId, "0 0 25 * * ?")))
                .build();
        // When
        producer.send(new ProducerRecord<>(COMMANDS, key(jobId), "not a protobuf".getBytes(StandardCharsets.UTF_8)));
        send(jobId, invalid);
        Command valid = command(jobId)
                .setReplace(ReplaceJob.newBuilder().setDefinition(books(jobId, "0 0 3 * * ?")))
                .build();
        send(jobId, valid);
        // Then
        assertThat(reply(valid).getStatus()).isEqualTo(CommandReply.Status.OK);
        CommandReply refused = reply(invalid);
        assertThat(refused.getStatus()).isEqualTo(CommandReply.Status.INVALID);
        assertThat(refused.getMessage()).contains("hour").contains("25");
        assertThat(deadLetters())
                .anySatisfy(
                        letter -> assertThat(letter.getValue().toStringUtf8()).isEqualTo("not a protobuf"))
                .anySatisfy(letter -> assertThat(letter.getReason()).contains("hour"))
                .allSatisfy(letter -> assertThat(letter.getTopic()).isEqualTo(COMMANDS));
    }

    @Test
    void aCommandOnAPartitionThatIsNotTheJobsIsForwarded() throws Exception {
        // Given
        long jobId = 5714;
        Command create = command(jobId)
                .setReplace(ReplaceJob.newBuilder().setDefinition(books(jobId, "0 0 3 * * ?")))
                .build();
        int count = producer.partitionsFor(COMMANDS).size();
        // When every partition but the right one is tried, as a client with another hash may
        for (int partition = 0; partition < count; partition++) {
            producer.send(new ProducerRecord<>(COMMANDS, partition, key(jobId), create.toByteArray()));
        }
        // Then
        assertThat(reply(create).getStatus()).isEqualTo(CommandReply.Status.OK);
        assertThat(events(jobId).filter(HistoryEvent::hasJobChanged)).hasSize(1);
    }

    @Test
    void jsonOnAPartitionThatIsNotTheJobsIsForwardedToo() throws Exception {
        // Given
        long jobId = 5715;
        Command create = command(jobId)
                .setReplace(ReplaceJob.newBuilder().setDefinition(books(jobId, "0 0 3 * * ?")))
                .build();
        int count = producer.partitionsFor(COMMANDS).size();
        // When
        for (int partition = 0; partition < count; partition++) {
            producer.send(json(partition, key(jobId), JsonFormat.printer().print(create)));
        }
        // Then
        assertThat(reply(create).getStatus()).isEqualTo(CommandReply.Status.OK);
        assertThat(events(jobId).filter(HistoryEvent::hasJobChanged)).hasSize(1);
    }

    @Test
    void aRecordWithoutKeyIsServed() throws Exception {
        // Given
        long jobId = 5716;
        Command create = command(jobId)
                .setReplace(ReplaceJob.newBuilder().setDefinition(books(jobId, "0 0 3 * * ?")))
                .build();
        // When
        producer.send(new ProducerRecord<>(COMMANDS, create.toByteArray()));
        // Then
        assertThat(reply(create).getStatus()).isEqualTo(CommandReply.Status.OK);
    }

    @Test
    void eachBadRecordOfABatchHasItsReasonAndTheGoodOnesAreServed() throws Exception {
        // Given
        long jobId = 5717;
        Command create = command(jobId)
                .setReplace(ReplaceJob.newBuilder().setDefinition(books(jobId, "0 0 3 * * ?")))
                .build();
        Command otherKey =
                command(jobId).setTrigger(TriggerJob.getDefaultInstance()).build();
        Command marked = command(jobId)
                .setForwarded(true)
                .setTrigger(TriggerJob.getDefaultInstance())
                .build();
        int home = new Partitioner(producer.partitionsFor(COMMANDS).size()).partition(new JobId(jobId));
        int elsewhere = home == 0 ? 1 : 0;
        String anonymous = "{\"jobId\": 5717, \"replyTo\": \"billing-service\", \"trigger\": {}}";
        // When
        producer.send(json(home, key(jobId), "{\"jobId\": 5717,\n \"triger\": {}}"));
        producer.send(json(home, key(jobId), "{\"jobId\": 5717, "));
        producer.send(new ProducerRecord<>(
                COMMANDS, home, key(jobId), create.toByteArray(), List.of(header("Content-Type", "text/xml; q=5717"))));
        producer.send(new ProducerRecord<>(COMMANDS, home, key(57170), otherKey.toByteArray()));
        producer.send(new ProducerRecord<>(COMMANDS, home, key(jobId), null));
        producer.send(new ProducerRecord<>(COMMANDS, elsewhere, key(jobId), marked.toByteArray()));
        producer.send(json(home, key(jobId), anonymous));
        producer.send(json(home, key(jobId), JsonFormat.printer().print(create)));
        // Then
        assertThat(reply(create).getStatus()).isEqualTo(CommandReply.Status.OK);
        assertThat(reply(marked).getField()).isEqualTo("forwarded");
        assertThat(reply(otherKey).getField()).isEqualTo("key");
        assertThat(deadLetters().stream()
                        .filter(letter -> letter.getKey().toStringUtf8().startsWith("5717"))
                        .map(DeadLetter::getReason))
                .satisfiesExactlyInAnyOrder(
                        reason -> assertThat(reason)
                                .startsWith("triger: is no field")
                                .endsWith("(line 2, column 2)"),
                        reason -> assertThat(reason).contains("cannot be parsed: Unexpected end", "(line 1, column "),
                        reason -> assertThat(reason).startsWith("content-type: must be application/json"),
                        reason -> assertThat(reason)
                                .startsWith("key: must be the job_id 5717")
                                .contains("'57170'"),
                        reason -> assertThat(reason).isEqualTo("record: must hold a Command, is empty"),
                        reason -> assertThat(reason).startsWith("forwarded: is set by schedulers only"),
                        reason -> assertThat(reason).startsWith("command_id: must have 1 … 128"));
    }

    private static ProducerRecord<byte[], byte[]> json(int partition, byte[] key, String value) {
        return new ProducerRecord<>(
                COMMANDS,
                partition,
                key,
                value.getBytes(StandardCharsets.UTF_8),
                List.of(header("Content-Type", "application/json; charset=utf-8")));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Command.Builder command(long jobId) {
        return Command.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setJobId(jobId)
                .setReplyTo(REPLY_TO)
                .setPrincipal("billing-service");
    }

    private static JobDefinition books(long jobId, String cron) {
        return JobDefinition.newBuilder()
                .setId(jobId)
                .setName("close-the-books")
                .setEnabled(true)
                .setMaxConcurrency(10)
                .setSchedule(Schedule.newBuilder()
                        .setCron(CronSchedule.newBuilder().setExpression(cron).setZone("Europe/Berlin")))
                .setTask(Task.newBuilder().setShell(ShellTask.newBuilder().setScript("true")))
                .build();
    }

    private void send(long jobId, Command command) {
        producer.send(new ProducerRecord<>(COMMANDS, key(jobId), command.toByteArray()));
    }

    private static byte[] key(long jobId) {
        return Long.toString(jobId).getBytes(StandardCharsets.UTF_8);
    }

    private CommandReply reply(Command command) throws Exception {
        return Eventually.found(
                "a reply to " + command.getCommandId(),
                SOON,
                () -> topics.records("carillon.replies").stream()
                        .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(REPLY_TO))
                        .map(record -> read(() -> CommandReply.parseFrom(record.value())))
                        .filter(reply -> reply.getCommandId().equals(command.getCommandId()))
                        .findFirst());
    }

    private HistoryEvent history(long jobId, Predicate<HistoryEvent> wanted) throws Exception {
        return Eventually.found(
                "the event", SOON, () -> events(jobId).filter(wanted).findFirst());
    }

    private Stream<HistoryEvent> events(long jobId) {
        return topics.records("carillon.history").stream()
                .map(record -> read(() -> HistoryEvent.parseFrom(record.value())))
                .filter(event -> event.getJobId() == jobId);
    }

    private List<DeadLetter> deadLetters() throws Exception {
        return Eventually.found(
                "two dead letters",
                SOON,
                () -> Optional.of(topics.records("carillon.dead-letters").stream()
                                .map(record -> read(() -> DeadLetter.parseFrom(record.value())))
                                .toList())
                        .filter(letters -> letters.size() >= 2));
    }

    private interface Parser<T> {
        T parse() throws InvalidProtocolBufferException;
    }

    private static <T> T read(Parser<T> parser) {
        try {
            return parser.parse();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("a record of the product cannot be read", e);
        }
    }
}
