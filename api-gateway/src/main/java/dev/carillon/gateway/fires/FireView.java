package dev.carillon.gateway.fires;

import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobArchive.SkippedFireView;
import java.time.Instant;
import java.util.Optional;

/**
 * A fire and what became of it or will.
 *
 * @param due nominal time plus jitter
 * @param revision of the definition it belongs to; 0 when that is not known
 * @param execution for {@link State#TRIGGERED}
 * @param skip for {@link State#SKIPPED}; may hold for other fires too
 * @param calendar for {@link State#EXCLUDED}
 */
public record FireView(
        Instant nominal,
        Instant due,
        State state,
        long revision,
        Optional<ExecutionView> execution,
        Optional<SkippedFireView> skip,
        Optional<String> calendar) {

    /** What became of it. */
    public enum State {
        /** It has an execution. */
        TRIGGERED,
        /** The history says why it was not triggered. */
        SKIPPED,
        /** Its time has come, and no scheduler has got to it yet. */
        DUE,
        /** It lies in the future. */
        PLANNED,
        /** It lies in the future, and a calendar excludes it. */
        EXCLUDED,
        /** The job is or was disabled then: the fire is not owed. */
        DISABLED,
        /** The job is or was paused then; a resume decides about it. */
        PAUSED,
        /** The job is or was quarantined then: the fire is not owed. */
        QUARANTINED,
        /** Nothing tells of it, though later fires of the job are decided. */
        NONE,
        /** Nothing tells of it any more: it is older than what this gateway keeps. */
        FORGOTTEN
    }
}
