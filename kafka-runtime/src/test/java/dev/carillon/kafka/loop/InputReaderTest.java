package dev.carillon.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.Exclusions;
import dev.carillon.core.job.JobId;
import dev.carillon.kafka.codec.CommandCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.loop.InputReader.CommandInput;
import dev.carillon.kafka.loop.InputReader.Misplaced;
import dev.carillon.kafka.loop.InputReader.Unreadable;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.proto.v1.Command;
import dev.carillon.proto.v1.CommandReply;
import dev.carillon.proto.v1.TriggerJob;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records of strangers: each has one defined result, and each dead letter a reason. */
class InputReaderTest {

    private static final LoopTopics TOPICS = new LoopTopics(new Topics("carillon."), 4);
    private static final JobId JOB = new JobId(4711);
    private static final int HOME = TOPICS.partitionOf(JOB);
    private static final int ELSEWHERE = (HOME + 1) % 4;
    private static final byte[] JSON =
            "{\"commandId\": \"c-1\", \"jobId\": \"4711\", \"replyTo\": \"billing\", \"trigger\": {}}"
                    .getBytes(StandardCharsets.UTF_8);

    private final InputReader reader = new InputReader(TOPICS);

    @Test
    void jsonAtHomeIsACommand() {
        assertThat(reader.read(json(HOME, Keys.of(JOB), JSON))).isInstanceOf(CommandInput.class);
    }

    @Test
    void jsonElsewhereIsForwardedInBinaryForm() {
        assertThat(reader.read(json(ELSEWHERE, Keys.of(JOB), JSON)))
                .isEqualTo(new Misplaced(JOB, command().setForwarded(true).build()));
    }

    @Test
    void aRecordWithoutKeyIsServedWhereverItLies() {
        assertThat(reader.read(binary(HOME, null, command()))).isInstanceOf(CommandInput.class);
        assertThat(reader.read(binary(ELSEWHERE, null, command()))).isInstanceOf(Misplaced.class);
    }

    @Test
    void aKeyThatIsAnotherJobIsRefusedWhereverItLies() {
        for (int partition : new int[] {HOME, ELSEWHERE}) {
            Unreadable refused = refused(binary(partition, Keys.of(new JobId(4712)), command()));

            assertThat(refused.reason())
                    .startsWith("key: must be the job_id 4711")
                    .contains("'4712'");
            assertThat(replied(refused).getField()).isEqualTo("key");
        }
    }

    @Test
    void aTombstoneIsRefusedWithNobodyToTell() {
        Unreadable refused = refused(new ConsumerRecord<>(TOPICS.names().commands(), HOME, 0, Keys.of(JOB), null));

        assertThat(refused).isEqualTo(new Unreadable("record: must hold a Command, is empty", null));
    }

    @Test
    void aStrangersForwardedMarkIsHarmlessAtHomeAndEndsTheWayElsewhere() {
        Command.Builder marked = command().setForwarded(true);

        assertThat(reader.read(binary(HOME, Keys.of(JOB), marked))).isInstanceOf(CommandInput.class);
        Unreadable refused = refused(binary(ELSEWHERE, Keys.of(JOB), marked));
        assertThat(refused.reason()).startsWith("forwarded: ").contains("partition " + ELSEWHERE, "lives on " + HOME);
        assertThat(replied(refused).getField()).isEqualTo("forwarded");
    }

    @Test
    void whatIsBroadcastIsServedOnEveryPartition() {
        Calendar calendar = new Calendar(
                Calendar.idOf("default", "holidays"), "default", "holidays", 1, "", Exclusions.NONE, Audit.NONE);
        byte[] value = CommandCodec.encode(
                new dev.carillon.core.scheduling.Command.ApplyCalendar(
                        new dev.carillon.core.scheduling.Command.Request("c-1", "", ""), calendar, false),
                Instant.EPOCH);

        for (int partition = 0; partition < 4; partition++) {
            assertThat(reader.read(new ConsumerRecord<>(
                            TOPICS.names().commands(), partition, 0, Keys.of(calendar.id()), value)))
                    .isInstanceOf(CommandInput.class);
        }
    }

    @Test
    void aCommandWithoutIdIsRefusedAndItsSenderTold() {
        Unreadable refused = refused(binary(HOME, null, command().clearCommandId()));

        assertThat(refused.reason()).isEqualTo("command_id: must have 1 … 128 characters, has 0");
        assertThat(replied(refused).getStatus()).isEqualTo(CommandReply.Status.INVALID);
    }

    @Test
    void aCommandWithoutJobIsRefusedAndItsSenderTold() {
        Unreadable refused = refused(binary(HOME, null, command().clearJobId()));

        assertThat(refused.reason()).startsWith("job_id: must be a job id");
        assertThat(replied(refused).getField()).isEqualTo("job_id");
    }

    @Test
    void nothingLongIsEchoed() {
        assertThat(replied(refused(binary(HOME, null, command().setCommandId("c".repeat(500_000)))))
                        .getSerializedSize())
                .isLessThan(1_000);
        assertThat(refused(binary(HOME, null, command().setReplyTo("r".repeat(500_000))))
                        .reply())
                .isNull();
    }

    private static Command.Builder command() {
        return Command.newBuilder()
                .setCommandId("c-1")
                .setJobId(JOB.value())
                .setReplyTo("billing")
                .setTrigger(TriggerJob.getDefaultInstance());
    }

    private Unreadable refused(ConsumerRecord<byte[], byte[]> record) {
        return assertThat(reader.read(record))
                .asInstanceOf(type(Unreadable.class))
                .actual();
    }

    private static CommandReply replied(Unreadable refused) {
        return Objects.requireNonNull(refused.reply(), "a reply");
    }

    private static ConsumerRecord<byte[], byte[]> binary(int partition, byte @Nullable [] key, Command.Builder wire) {
        return new ConsumerRecord<>(
                TOPICS.names().commands(), partition, 0, key, wire.build().toByteArray());
    }

    private static ConsumerRecord<byte[], byte[]> json(int partition, byte[] key, byte[] value) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(TOPICS.names().commands(), partition, 0, key, value);
        record.headers().add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
        return record;
    }
}
