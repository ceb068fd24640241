package dev.carillon.worker.simulation;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.scheduling.Output.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the history says of the definitions: which was in force when. */
final class Revisions implements Invariant {

    private final Map<JobId, List<Revision>> byJob = new TreeMap<>();

    /** One change of a job; its fires are those after its instant and up to the next one's. */
    record Revision(JobDefinition definition, Instant effective, Duty duty) {

        boolean owes() {
            return duty == Duty.FIRES;
        }
    }

    /** What becomes of the fires of a revision. */
    enum Duty {
        FIRES,
        /** The end of the pause says: they run, are recorded as skipped, or are forgotten with the definition. */
        WAITS,
        NONE
    }

    @Override
    public void said(Output.History event) {
        if (event instanceof Output.JobChanged changed) {
            List<Revision> revisions = byJob.computeIfAbsent(changed.jobId(), any -> new ArrayList<>());
            Holds.holds(
                    revisions.isEmpty()
                            || revisions.getLast().definition().revision()
                                    < changed.definition().revision(),
                    "revisions of job %s go up: %s after %s",
                    changed.jobId(),
                    changed,
                    revisions);
            revisions.add(new Revision(changed.definition(), changed.effective(), duty(changed)));
        }
    }

    private static Duty duty(Output.JobChanged changed) {
        boolean off = changed.change() == Change.DELETED
                || changed.change() == Change.QUARANTINED
                || !changed.definition().enabled();
        return off ? Duty.NONE : changed.definition().pausedAt() != null ? Duty.WAITS : Duty.FIRES;
    }

    Map<JobId, List<Revision>> all() {
        return byJob;
    }

    List<Revision> of(JobId job) {
        return byJob.getOrDefault(job, List.of());
    }

    JobDefinition definition(JobId job, long revision) {
        return of(job).stream()
                .map(Revision::definition)
                .filter(definition -> definition.revision() == revision)
                .findFirst()
                .orElseThrow(() -> new AssertionError("job " + job + " never had revision " + revision));
    }
}
