package dev.carillon.core.scheduling;

import dev.carillon.core.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What definition and cursor cannot tell about a job. Written in the step that changes it; outlives the job, so that a
 * repeated command still finds its reply.
 *
 * @param settledThrough every fire up to and including this instant is settled or was never owed
 * @param delayBase fixed delay counts from here: the last end, or when the schedule took effect
 * @param deletedAt null while the job exists
 * @param revision the last one, kept beyond deletion
 * @param withdrawn nominal times that lay beyond now when their execution ended, mostly by withdrawal: they have their
 *     trigger and are not emitted again, whatever later changes say
 * @param quarantinedAt when its fires were found to fail the step; it fires no more until it is replaced
 */
public record JobState(
        JobId jobId,
        Instant settledThrough,
        Instant delayBase,
        int failuresInARow,
        @Nullable Instant deletedAt,
        long revision,
        List<StoredReply> replies,
        List<Instant> withdrawn,
        @Nullable Instant quarantinedAt) {

    static final int REPLIES_KEPT = 32;
    static final int REPLIES_MAX = 256;
    static final Duration REPLIES_KEPT_FOR = Duration.ofMinutes(15);

    /** A reply and when it was given. */
    public record StoredReply(Reply reply, Instant at) {}

    public JobState {
        replies = List.copyOf(replies);
        withdrawn = List.copyOf(withdrawn);
    }

    static JobState fresh(JobId jobId, Instant now) {
        return new JobState(jobId, now, now, 0, null, 0, List.of(), List.of(), null);
    }

    Optional<Reply> replyTo(String commandId) {
        return replies.stream()
                .map(StoredReply::reply)
                .filter(reply -> reply.commandId().equals(commandId))
                .findFirst();
    }

    /** Keeps what is younger than 15 minutes or among the last 32, whichever is more, but never more than 256. */
    JobState withReply(Reply reply, Instant now) {
        List<StoredReply> kept = new ArrayList<>(replies);
        kept.add(new StoredReply(reply, now));
        Instant old = now.minus(REPLIES_KEPT_FOR);
        while (kept.size() > REPLIES_MAX
                || kept.size() > REPLIES_KEPT && kept.getFirst().at().isBefore(old)) {
            kept.removeFirst();
        }
        return new JobState(
                jobId, settledThrough, delayBase, failuresInARow, deletedAt, revision, kept, withdrawn, quarantinedAt);
    }

    JobState withSettledThrough(Instant instant) {
        return new JobState(
                jobId, instant, delayBase, failuresInARow, deletedAt, revision, replies, withdrawn, quarantinedAt);
    }

    JobState withDelayBase(Instant instant) {
        return new JobState(
                jobId, settledThrough, instant, failuresInARow, deletedAt, revision, replies, withdrawn, quarantinedAt);
    }

    JobState withFailures(int inARow) {
        return new JobState(
                jobId, settledThrough, delayBase, inARow, deletedAt, revision, replies, withdrawn, quarantinedAt);
    }

    JobState withRevision(long number, @Nullable Instant deleted) {
        return new JobState(
                jobId, settledThrough, delayBase, failuresInARow, deleted, number, replies, withdrawn, quarantinedAt);
    }

    JobState withWithdrawn(List<Instant> nominals) {
        return new JobState(
                jobId,
                settledThrough,
                delayBase,
                failuresInARow,
                deletedAt,
                revision,
                replies,
                nominals,
                quarantinedAt);
    }

    JobState withQuarantine(@Nullable Instant since) {
        return new JobState(
                jobId, settledThrough, delayBase, failuresInARow, deletedAt, revision, replies, withdrawn, since);
    }

    /** Forgets ended fires that lie in the past: no change can ask for them again. */
    JobState withoutPast(Instant now) {
        List<Instant> ahead =
                withdrawn.stream().filter(nominal -> nominal.isAfter(now)).toList();
        return ahead.size() == withdrawn.size() ? this : withWithdrawn(ahead);
    }
}
