package dev.carillon.kafka.codec;

import dev.carillon.core.job.JobId;
import dev.carillon.proto.v1.Command;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of {@code commands} as anybody's producer may have written them: protobuf or JSON, with a key or without.
 * What the command itself asks for is {@link CommandCodec}'s business.
 */
public final class CommandRecord {

    private static final int SHOWN_KEY_BYTES = 32;

    private CommandRecord() {}

    /**
     * Only the message, unchecked, in whichever form its {@code content-type} header names.
     *
     * @throws UnreadableRecordException when there is no value, when it is no Command, or when the form is unknown
     */
    public static Command parse(ConsumerRecord<byte[], byte[]> record) {
        return switch (ContentType.of(record.headers())) {
            case PROTOBUF -> CommandCodec.parse(record.value());
            case JSON -> CommandJson.parse(record.value());
        };
    }

    /**
     * The job that a record is about. A record without a key, or with an empty one, is about the job in its value; the
     * partition that it lies on by chance is dealt with by forwarding.
     *
     * @throws UnreadableRecordException when the value names no job, or the key another: nobody can tell which is meant
     */
    public static JobId jobId(byte @Nullable [] key, Command wire) {
        JobId jobId = Fields.jobId("job_id", wire.getJobId());
        if (key != null && key.length > 0 && !Arrays.equals(key, Keys.of(jobId))) {
            throw new UnreadableRecordException(
                    "key", "must be the job_id " + jobId + " as decimal text, or be left out, was " + shown(key));
        }
        return jobId;
    }

    /** Printable ASCII as text, anything else, such as a binary number, in hexadecimal. */
    private static String shown(byte[] key) {
        byte[] start = Arrays.copyOf(key, Math.min(key.length, SHOWN_KEY_BYTES));
        String rest = key.length > SHOWN_KEY_BYTES ? "…" : "";
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return text.matches("[ -~]+")
                ? "'" + text + rest + "'"
                : "0x" + HexFormat.of().formatHex(start) + rest;
    }
}
