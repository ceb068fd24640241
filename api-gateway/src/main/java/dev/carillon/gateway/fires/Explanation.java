package dev.carillon.gateway.fires;

import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobArchive.SkippedFireView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a job fired, or did not, at an instant.
 *
 * @param stretch the revision in force then
 * @param due of the fire that the schedule has at the instant; empty when it has none
 * @param clocks what a change of the clocks did to it
 * @param skip the record of its skip
 * @param execution of the fire
 * @param ahead executions of the job that come before one that has not begun, backfills aside; 0 for any other
 * @param backfills runs of the same nominal time that a backfill made
 * @param lateBy from the due instant to the start of the only attempt
 * @param calendar that excludes a fire of the future
 * @param before the last fire before the instant
 * @param after the first fire after it
 * @param knownFrom since when this gateway knows what became of the job's fires; empty: of all
 */
public record Explanation(
        Instant at,
        Verdict verdict,
        Timeline.Stretch stretch,
        Optional<Instant> due,
        Optional<ClockChange> clocks,
        Optional<SkippedFireView> skip,
        Optional<ExecutionView> execution,
        int ahead,
        List<ExecutionView> backfills,
        Optional<Duration> lateBy,
        Optional<String> calendar,
        Optional<FireView> before,
        Optional<FireView> after,
        Optional<Instant> knownFrom) {

    /** The same for people. */
    public String sentence(Instant now) {
        return new Sentences(this, now).sentence();
    }

    /** The answer in one word. */
    public enum Verdict {
        /** It was triggered and has begun, or has ended; the execution tells how. */
        FIRED,
        /** It was triggered ahead and waits for its due instant. */
        WAITING,
        /** It was triggered while as many ran as may; it begins when one of them has ended. */
        QUEUED,
        /** It was triggered and may run, and no worker has begun it yet. */
        WAITING_FOR_WORKER,
        /** It was triggered ahead and taken back, because the job changed before its instant. */
        WITHDRAWN,
        /** The history records why not. */
        SKIPPED,
        DISABLED,
        PAUSED,
        QUARANTINED,
        DELETED,
        NOT_CREATED,
        /** The schedule has a fire there, and the job's bounds leave it out. */
        OUT_OF_BOUNDS,
        /** It lies ahead, and a calendar excludes it. */
        EXCLUDED,
        /** The local time does not happen that night. */
        DST_GAP,
        /** The local time happens twice, and the other time counts. */
        DST_OVERLAP,
        /** The schedule has no fire at that instant. */
        NO_FIRE,
        /** The job fires on demand only, or a while after each run's end. */
        NO_TIMETABLE,
        /** It lies ahead. */
        PLANNED,
        /** Its time has come, and no scheduler has got to it yet. */
        DUE,
        /** Older than what this gateway keeps. */
        FORGOTTEN,
        /** It should have fired, and nothing tells why it did not. */
        UNEXPLAINED;

        /** Whether the log itself should be asked. */
        public boolean callsForAudit() {
            return this == FORGOTTEN || this == UNEXPLAINED;
        }
    }
}
