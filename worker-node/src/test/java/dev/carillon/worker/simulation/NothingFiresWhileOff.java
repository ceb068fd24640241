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

    private final Map<JobId, Instant> off = new HashMap<>();

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
                    off.put(changed.jobId(), changed.effective());
                }
            }
            case Output.Triggered triggered
            when triggered.cause() == Cause.SCHEDULE -> check(triggered, triggered.nominal());
            case Output.SkippedFire skipped -> check(skipped, skipped.last());
            default -> {
                // Not about fires.
            }
        }
    }

    private void check(Output.History event, Instant nominal) {
        Instant since = off.get(event.jobId());
        Holds.holds(
                since == null || !nominal.isAfter(since), "job %s is off since %s: %s", event.jobId(), since, event);
    }
}
