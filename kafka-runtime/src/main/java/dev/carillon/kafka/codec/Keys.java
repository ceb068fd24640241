package dev.carillon.kafka.codec;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobId;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Record keys: always text, a job id as decimal digits. */
public final class Keys {

    private static final Pattern JOB_ID = Pattern.compile("[1-9][0-9]{0,15}");

    private Keys() {}

    public static byte[] of(JobId id) {
        return of(id.toString());
    }

    public static byte[] of(ExecutionId id) {
        return of(id.toString());
    }

    /** Of {@code clocks}. */
    public static byte[] ofPartition(int partition) {
        return of(Integer.toString(partition));
    }

    /** For keys that are names: worker id, incarnation, gateway id. */
    public static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The job that a record belongs to.
     *
     * @throws UnreadableRecordException when the key is not the decimal text of a job id, without leading zeros
     */
    public static JobId jobId(byte @Nullable [] key) {
        String text = text(key);
        if (!JOB_ID.matcher(text).matches()) {
            throw new UnreadableRecordException("key", "must be a job id as decimal text, was '" + text + "'");
        }
        return Fields.jobId("key", Long.parseLong(text));
    }

    /**
     * The execution that a record belongs to.
     *
     * @throws UnreadableRecordException when the key is not the id of an execution
     */
    public static ExecutionId executionId(byte @Nullable [] key) {
        return Fields.executionId("key", text(key));
    }

    /**
     * A key that is a name.
     *
     * @throws UnreadableRecordException when there is no key
     */
    public static String text(byte @Nullable [] key) {
        if (key == null) {
            throw new UnreadableRecordException("key", "must be set");
        }
        return new String(key, StandardCharsets.UTF_8);
    }
}
