package dev.carillon.kafka.codec;

import dev.carillon.core.job.InvalidDefinitionException;

/**
 * A record, or a field of it, is not what its topic promises. The message is the reason that stands in
 * {@code dead-letters} and in a reply: it names the field and what was expected.
 *
 * <p>Whoever reads a topic that others write to must catch it; in a topic that only schedulers write to it means that
 * the state is damaged.
 */
public final class UnreadableRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public UnreadableRecordException(String field, String problem) {
        super(field + ": " + problem);
        this.field = field;
    }

    UnreadableRecordException(String field, String message, Throwable cause) {
        super(message, cause);
        this.field = field;
    }

    /** Keeps the message, which names its field already. */
    static UnreadableRecordException of(InvalidDefinitionException invalid) {
        return new UnreadableRecordException(invalid.field(), String.valueOf(invalid.getMessage()), invalid);
    }

    /** Puts the field before the message of a value that does not know where it stands. */
    static UnreadableRecordException of(String field, IllegalArgumentException invalid) {
        return new UnreadableRecordException(field, field + ": " + invalid.getMessage(), invalid);
    }

    /**
     * Which field: of a definition in the native form ({@code task.shell.script}), of any other message as in its
     * {@code .proto} file ({@code command_id}); {@code record} when the bytes are not the message at all.
     */
    public String field() {
        return field;
    }
}
