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
 * @param settledThrough every fire whose nominal time is up to and including this instant is settled or was never owed
 * @param delayBase fixed delay counts from here: the last end, or when the schedule took effect
 * @param deletedAt null while the job exists
 * @param revision the last one, kept beyond deletion
 * @param withdrawn nominal times that lay beyond now when their execution ended, mostly by withdrawal, or when a calendar
 *     excluded them: they have their record and are not emitted again, whatever later changes say
 * @param quarantinedAt when its fires were found to fail the step; it fires no more until it is replaced
 * @param backfills those that have not ended, oldest first
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
        @Nullable Instant quarantinedAt,
        List<Backfill> backfills) {

    static final int REPLIES_KEPT = 32;
    static final int REPLIES_MAX = 256;
    static final Duration REPLIES_KEPT_FOR = Duration.ofMinutes(15);

    /** A reply and when it was given. */
    public record StoredReply(Reply reply, Instant at) {}

    public JobState {
        // One object for the two, which are equal for every job but those with a fixed delay.
        delayBase = delayBase.equals(settledThrough) ? settledThrough : delayBase;
        replies = List.copyOf(replies);
        withdrawn = List.copyOf(withdrawn);
        backfills = List.copyOf(backfills);
    }

    static JobState fresh(JobId jobId, Instant now) {
        return new JobState(jobId, now, now, 0, null, 0, List.of(), List.of(), null, List.of());
    }

    Optional<Reply> replyTo(String commandId) {
        return replies.stream()
                .map(StoredReply::reply)
                .filter(reply -> reply.commandId().equals(commandId))
                .findFirst();
    }

    Optional<Backfill> backfill(String id) {
        return backfills.stream().filter(one -> one.id().equals(id)).findFirst();
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
        Copy copy = new Copy(this);
        copy.replies = kept;
        return copy.done();
    }

    JobState withSettledThrough(Instant instant) {
        Copy copy = new Copy(this);
        copy.settledThrough = instant;
        return copy.done();
    }

    JobState withDelayBase(Instant instant) {
        Copy copy = new Copy(this);
        copy.delayBase = instant;
        return copy.done();
    }

    JobState withFailures(int inARow) {
        Copy copy = new Copy(this);
        copy.failuresInARow = inARow;
        return copy.done();
    }

    JobState withRevision(long number, @Nullable Instant deleted) {
        Copy copy = new Copy(this);
        copy.revision = number;
        copy.deletedAt = deleted;
        return copy.done();
    }

    JobState withWithdrawn(List<Instant> nominals) {
        Copy copy = new Copy(this);
        copy.withdrawn = nominals;
        return copy.done();
    }

    JobState withQuarantine(@Nullable Instant since) {
        Copy copy = new Copy(this);
        copy.quarantinedAt = since;
        return copy.done();
    }

    /** Forgets ended fires that lie in the past: no change can ask for them again. */
    JobState withoutPast(Instant now) {
        List<Instant> ahead =
                withdrawn.stream().filter(nominal -> nominal.isAfter(now)).toList();
        return ahead.size() == withdrawn.size() ? this : withWithdrawn(ahead);
    }

    JobState withBackfills(List<Backfill> unfinished) {
        Copy copy = new Copy(this);
        copy.backfills = unfinished;
        return copy.done();
    }

    /** With the backfill in the place of the one that has its id, or as the newest. */
    JobState withBackfill(Backfill backfill) {
        List<Backfill> all = new ArrayList<>(backfills);
        all.replaceAll(one -> one.id().equals(backfill.id()) ? backfill : one);
        if (backfill(backfill.id()).isEmpty()) {
            all.add(backfill);
        }
        return withBackfills(all);
    }

    JobState withoutBackfill(String id) {
        return withBackfills(
                backfills.stream().filter(one -> !one.id().equals(id)).toList());
    }

    /** A copy in the making: each change names only what it changes. */
    private static final class Copy {
        private final JobId jobId;
        private Instant settledThrough;
        private Instant delayBase;
        private int failuresInARow;
        private @Nullable Instant deletedAt;
        private long revision;
        private List<StoredReply> replies;
        private List<Instant> withdrawn;
        private @Nullable Instant quarantinedAt;
        private List<Backfill> backfills;

        Copy(JobState from) {
            jobId = from.jobId;
            settledThrough = from.settledThrough;
            delayBase = from.delayBase;
            failuresInARow = from.failuresInARow;
            deletedAt = from.deletedAt;
            revision = from.revision;
            replies = from.replies;
            withdrawn = from.withdrawn;
            quarantinedAt = from.quarantinedAt;
            backfills = from.backfills;
        }

        JobState done() {
            return new JobState(
                    jobId,
                    settledThrough,
                    delayBase,
                    failuresInARow,
                    deletedAt,
                    revision,
                    replies,
                    withdrawn,
                    quarantinedAt,
                    backfills);
        }
    }
}
