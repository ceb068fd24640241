package dev.carillon.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.core.job.JobId;
import dev.carillon.proto.v1.Command;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandRecordTest {

    private static final Command COMMAND =
            Command.newBuilder().setCommandId("c-1").setJobId(7).build();
    private static final byte[] BINARY = COMMAND.toByteArray();
    private static final byte[] JSON = bytes("{\"commandId\": \"c-1\", \"jobId\": 7}");

    @Test
    void aRecordWithoutHeaderIsBinary() {
        ConsumerRecord<byte[], byte[]> record = record(BINARY);
        record.headers().add("trace-id", bytes("application/json"));

        assertThat(CommandRecord.parse(record)).isEqualTo(COMMAND);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "content-type | application/json",
                "Content-Type | application/json; charset=utf-8",
                "CONTENT-TYPE | Application/JSON ;Charset=\"UTF-8\"",
                "content-type | application/json;charset=utf8;profile=x"
            })
    void theHeaderMarksJsonInAnyCase(String name, String value) {
        assertThat(CommandRecord.parse(record(JSON, name, value))).isEqualTo(COMMAND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-protobuf", "Application/X-Protobuf; messageType=carillon.v1.Command"})
    void theHeaderMayNameTheBinaryForm(String value) {
        assertThat(CommandRecord.parse(record(BINARY, "Content-Type", value))).isEqualTo(COMMAND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "json",
                "text/plain",
                "application/jsonx",
                "application/xml",
                "application/json, application/json",
                "application/json; charset=iso-8859-1",
                "application/json; charset="
            })
    void anotherContentTypeIsRefusedWithWhatIsAccepted(String value) {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> CommandRecord.parse(record(JSON, "content-type", value)))
                .withMessage("content-type: must be application/json (in UTF-8) or application/x-protobuf,"
                        + " or be left out for the latter, was '" + value + "'")
                .satisfies(e -> assertThat(e.field()).isEqualTo("content-type"));
    }

    @Test
    void aHeaderWithoutValueIsRefused() {
        ConsumerRecord<byte[], byte[]> record = record(BINARY);
        record.headers().add("content-type", null);

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> CommandRecord.parse(record))
                .withMessageContaining("was ''");
    }

    @Test
    void twoHeadersAreRefusedAlsoWhenTheyAgree() {
        ConsumerRecord<byte[], byte[]> record = record(JSON, "content-type", "application/json");
        record.headers().add("Content-Type", bytes("application/json"));

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> CommandRecord.parse(record))
                .withMessage("content-type: must be given once, was given 2 times");
    }

    @Test
    void jsonWithoutItsHeaderIsRefused() {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> CommandRecord.parse(record(JSON)))
                .withMessageStartingWith("record: must hold a Command, cannot be parsed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7"})
    void theKeyIsTheJobOrLeftOut(String key) {
        assertThat(CommandRecord.jobId(bytes(key), COMMAND)).isEqualTo(new JobId(7));
        assertThat(CommandRecord.jobId(null, COMMAND)).isEqualTo(new JobId(7));
    }

    @ParameterizedTest
    @CsvSource({"8,'8'", "07,'07'", "billing,'billing'", "ü,0xc3bc"})
    void anotherKeyIsRefused(String key, String shown) {
        refused(bytes(key), "key: must be the job_id 7 as decimal text, or be left out, was " + quoted(shown));
    }

    @Test
    void aBinaryKeyIsShownInHexadecimal() {
        refused(
                ByteBuffer.allocate(8).putLong(7).array(),
                "key: must be the job_id 7 as decimal text, or be left out," + " was 0x0000000000000007");
    }

    @Test
    void ofALongKeyOnlyTheBeginningIsShown() {
        refused(
                bytes("k".repeat(1_000_000)),
                "key: must be the job_id 7 as decimal text, or be left out, was '" + "k".repeat(32) + "…'");
    }

    private static void refused(byte[] key, String message) {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> CommandRecord.jobId(key, COMMAND))
                .withMessage(message)
                .satisfies(e -> assertThat(e.field()).isEqualTo("key"));
    }

    /** CsvSource takes the quotes of a text away. */
    private static String quoted(String shown) {
        return shown.startsWith("0x") ? shown : "'" + shown + "'";
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value, String header, String headerValue) {
        ConsumerRecord<byte[], byte[]> record = record(value);
        record.headers().add(header, bytes(headerValue));
        return record;
    }

    private static ConsumerRecord<byte[], byte[]> record(byte @Nullable [] value) {
        return new ConsumerRecord<>("carillon.commands", 0, 0, null, value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
