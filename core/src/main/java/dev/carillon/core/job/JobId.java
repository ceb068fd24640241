package dev.carillon.core.job;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Names a job for ever. 1 … 2^53-1, so that a JavaScript client can hold it. */
public record JobId(long value) implements Comparable<JobId> {

    public static final long MAX = (1L << 53) - 1;

    public JobId {
        if (value < 1 || value > MAX) {
            throw new InvalidDefinitionException("id", "must be 1 … 9007199254740991, was " + value);
        }
    }

    /**
     * An id that follows from a text, evenly spread: the first eight bytes of its SHA-256 as a big-endian number without
     * its sign bit, modulo 2^53-1, plus one.
     */
    public static JobId derivedFrom(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new JobId((ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE) % MAX + 1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    // By hand, like hashCode: a shard does both more often than anything else, and a record's own are slower.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JobId that && value == that.value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }

    @Override
    public int compareTo(JobId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
