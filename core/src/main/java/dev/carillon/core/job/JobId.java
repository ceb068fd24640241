package dev.carillon.core.job;

/** Names a job for ever. 1 … 2^53-1, so that a JavaScript client can hold it. */
public record JobId(long value) implements Comparable<JobId> {

    public static final long MAX = (1L << 53) - 1;

    public JobId {
        if (value < 1 || value > MAX) {
            throw new InvalidDefinitionException("id", "must be 1 … 9007199254740991, was " + value);
        }
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
