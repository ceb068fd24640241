package dev.carillon.worker.simulation;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.scheduling.Output.Change;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** After a delete or a disable that is in the log, no fire that is later than it. */
final class NothingFiresWhileOff implements Invariant {

    private final Map<JobId, Output.JobChanged> off = new HashMap<>();

    @Override
    public void said(Output.History event) {
        switch (event) {
            case Output.JobChanged changed -> {
                boolean on = changed.change() != Change.DELETED
                        && changed.change() != Change.QUARANTINED
                        && changed.definition().enabled();
                if (on) {
                    off.remove(changed.jobId());
                } else {
                    off.put(changed.jobId(), changed);
                }
            }
            case Output.Triggered triggered
            when triggered.cause() == Cause.SCHEDULE -> check(triggered, triggered.nominal(), triggered.revision());
            case Output.SkippedFire skipped -> check(skipped, skipped.last(), skipped.revision());
            default -> {
                // Not about fires.
            }
        }
    }

    private void check(Output.History event, Instant nominal, long revision) {
        Output.JobChanged since = off.get(event.jobId());
        // What a change itself fires is told before the change, in the same step.
        Holds.holds(
                since == null
                        || !nominal.isAfter(since.effective())
                        || revision > since.definition().revision(),
                "the job is off, %s: %s",
                since,
                event);
    }
}
