package dev.carillon.kafka.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.JobId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads single fields strictly; every method throws {@link UnreadableRecordException} that names the field.
 *
 * <p>Proto3 cannot tell an unset number or text from 0 or "", so "optional" always means 0 or "" on the wire and null
 * in the core.
 */
final class Fields {

    /** The end of the year 9999: beyond it something other than epoch milliseconds was written. */
    private static final long LAST_MS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private static final Pattern EXECUTION_ID = Pattern.compile(
            "([1-9][0-9]{0,15})-(s(0|-?[1-9][0-9]{0,17})|c.{1,128}|b.{1,128}-(0|-?[1-9][0-9]{0,17}))", Pattern.DOTALL);

    private Fields() {}

    static <M> M parse(Parser<M> parser, String message, byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new UnreadableRecordException("record", "must hold a " + message + ", is empty");
        }
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableRecordException(
                    "record", "record: must hold a " + message + ", cannot be parsed: " + e.getMessage(), e);
        }
    }

    /** Builds a value that checks itself and names the wrong field in its message. */
    static <T> T checked(Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidDefinitionException e) {
            throw UnreadableRecordException.of(e);
        }
    }

    /** Builds a value that checks itself without knowing which field it came from. */
    static <T> T checked(String field, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw UnreadableRecordException.of(field, e);
        }
    }

    /** Without a stream: nearly always there is nothing or one thing, a million times when a cluster starts. */
    static <W, T> List<T> list(List<W> wire, Function<W, T> value) {
        if (wire.isEmpty()) {
            return List.of();
        }
        List<T> values = new ArrayList<>(wire.size());
        for (W each : wire) {
            values.add(value.apply(each));
        }
        return List.copyOf(values);
    }

    static JobId jobId(String field, long value) {
        if (value < 1 || value > JobId.MAX) {
            throw new UnreadableRecordException(field, "must be a job id, 1 … " + JobId.MAX + ", was " + value);
        }
        return new JobId(value);
    }

    /** Only the canonical form, so that one execution cannot have two keys. */
    static ExecutionId executionId(String field, String text) {
        if (!EXECUTION_ID.matcher(text).matches()) {
            throw new UnreadableRecordException(
                    field,
                    "must be an execution id, <jobId>-s<ms>, <jobId>-c<commandId> or <jobId>-b<commandId>-<ms>, was '"
                            + shortened(text) + "'");
        }
        return checked(field, () -> ExecutionId.parse(text));
    }

    static ExecutionId executionIdOf(String field, String text, String jobField, long job) {
        ExecutionId id = executionId(field, text);
        if (id.jobId().value() != job) {
            throw new UnreadableRecordException(jobField, "must be the job of " + field + " " + id + ", was " + job);
        }
        return id;
    }

    static @Nullable ExecutionId optionalExecutionId(String field, String text) {
        return text.isEmpty() ? null : executionId(field, text);
    }

    static String optionalExecutionId(@Nullable ExecutionId id) {
        return id == null ? "" : id.toString();
    }

    /** Epoch milliseconds from 1970 to 9999. */
    static Instant instant(String field, long ms) {
        if (ms < 0 || ms > LAST_MS) {
            throw new UnreadableRecordException(field, "must be epoch milliseconds, 0 … " + LAST_MS + ", was " + ms);
        }
        return Instant.ofEpochMilli(ms);
    }

    /** As {@link #instant}, for a field that has no meaning when it is left out. */
    static Instant setInstant(String field, long ms) {
        if (ms == 0) {
            throw new UnreadableRecordException(field, "must be set to epoch milliseconds");
        }
        return instant(field, ms);
    }

    static @Nullable Instant optionalInstant(String field, long ms) {
        return ms == 0 ? null : instant(field, ms);
    }

    static long ms(@Nullable Instant instant) {
        return instant == null ? 0 : instant.toEpochMilli();
    }

    static String setText(String field, String value) {
        if (value.isEmpty()) {
            throw new UnreadableRecordException(field, "must be set");
        }
        return value;
    }

    static String text(String field, String value, int maxLength) {
        if (value.length() > maxLength) {
            throw new UnreadableRecordException(
                    field, "must be at most " + maxLength + " characters, has " + value.length());
        }
        return value;
    }

    static String textBytes(String field, String value, int max) {
        int length = value.getBytes(StandardCharsets.UTF_8).length;
        if (length > max) {
            throw new UnreadableRecordException(field, "must be at most " + max + " bytes, has " + length);
        }
        return value;
    }

    static @Nullable String optionalText(String value) {
        return value.isEmpty() ? null : value;
    }

    static String optionalTextOf(@Nullable String value) {
        return value == null ? "" : value;
    }

    static int atLeast(String field, int min, int value) {
        return (int) atLeast(field, (long) min, value);
    }

    static long atLeast(String field, long min, long value) {
        if (value < min) {
            throw new UnreadableRecordException(field, "must be at least " + min + ", was " + value);
        }
        return value;
    }

    static UnreadableRecordException unset(String field, String expected) {
        return new UnreadableRecordException(field, "must be set to " + expected);
    }

    /** For messages: what came from outside may be long. */
    static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
