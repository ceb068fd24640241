package dev.carillon.core.execution;

import dev.carillon.core.job.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Names job, cause and nominal time, never chance: the same fire has the same id wherever and how often it is computed,
 * so a duplicate would be visible and harmless.
 *
 * <p>{@code <jobId>-s<nominalMs>} for a scheduled fire, {@code <jobId>-c<commandId>} for a manual run,
 * {@code <jobId>-b<commandId>-<nominalMs>} for a fire that a backfill runs.
 */
public record ExecutionId(JobId jobId, String suffix) implements Comparable<ExecutionId> {

    public static ExecutionId scheduled(JobId jobId, Instant nominal) {
        return new ExecutionId(jobId, "s" + nominal.toEpochMilli());
    }

    public static ExecutionId manual(JobId jobId, String commandId) {
        return new ExecutionId(jobId, "c" + commandId);
    }

    /** @param backfill the command id that asked for it */
    public static ExecutionId backfill(JobId jobId, String backfill, Instant nominal) {
        return new ExecutionId(jobId, backfillPrefix(backfill) + nominal.toEpochMilli());
    }

    /** Whether it is one of the backfill's. */
    public boolean isOf(String backfill) {
        String prefix = backfillPrefix(backfill);
        return suffix.startsWith(prefix) && suffix.indexOf('-', prefix.length()) < 0;
    }

    /** What the ids of a backfill's executions begin with; the rest is the nominal time in epoch milliseconds. */
    public static String ofBackfill(JobId jobId, String backfill) {
        return jobId + "-" + backfillPrefix(backfill);
    }

    private static String backfillPrefix(String backfill) {
        return "b" + backfill + "-";
    }

    /** @throws IllegalArgumentException when the text is not the id of an execution */
    public static ExecutionId parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 1 || dash + 2 > text.length()) {
            throw new IllegalArgumentException(
                    "not an execution id, expected <jobId>-s<ms>, <jobId>-c<command> or <jobId>-b<command>-<ms>: "
                            + text);
        }
        try {
            return new ExecutionId(new JobId(Long.parseLong(text, 0, dash, 10)), text.substring(dash + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an execution id, it must begin with a job id: " + text, e);
        }
    }

    // By hand, like hashCode, for the same reason as the job id's.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ExecutionId that && jobId.equals(that.jobId) && suffix.equals(that.suffix);
    }

    @Override
    public int hashCode() {
        return 31 * jobId.hashCode() + suffix.hashCode();
    }

    @Override
    public int compareTo(ExecutionId other) {
        int byJob = jobId.compareTo(other.jobId);
        return byJob != 0 ? byJob : suffix.compareTo(other.suffix);
    }

    @Override
    public String toString() {
        return jobId + "-" + suffix;
    }
}
