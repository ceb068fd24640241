package dev.carillon.kafka.loop;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.FencedMemberEpochException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;

/** What a failure of a transaction says about it. */
enum FailureKind {
    /** The consumer group did not take the offsets. */
    GROUP,
    /** A record can never be written. */
    RECORD,
    /** Anything else, also what a later broker may come up with: nothing is known. */
    UNKNOWN;

    /** Kafka wraps freely, so the cause that says most decides, wherever in the chain it stands. */
    static FailureKind of(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            FailureKind kind = ofOne(cause);
            if (kind != UNKNOWN) {
                return kind;
            }
        }
        return UNKNOWN;
    }

    private static FailureKind ofOne(Throwable failure) {
        return switch (failure) {
            case CommitFailedException _,
                    UnknownMemberIdException _,
                    IllegalGenerationException _,
                    StaleMemberEpochException _,
                    FencedMemberEpochException _,
                    RebalanceInProgressException _ -> GROUP;
            case RecordTooLargeException _,
                    RecordBatchTooLargeException _,
                    InvalidRecordException _,
                    InvalidTopicException _,
                    SerializationException _,
                    TopicAuthorizationException _ -> RECORD;
            default -> UNKNOWN;
        };
    }
}
