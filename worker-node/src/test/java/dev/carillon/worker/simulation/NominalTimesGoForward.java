package dev.carillon.worker.simulation;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Output;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The fires of one revision of a job are triggered in the order of their nominal times: those that are sent ahead, and
 * those that are triggered when they are due. One that waits for its instant is passed by later ones that are sent ahead,
 * as happens at a hand-over, and one that waited while the definition changed is triggered by the next revision. One that
 * still waits when a change withdraws it gets its trigger and its end in one, and nothing of it runs.
 */
final class NominalTimesGoForward implements Invariant {

    private record Of(JobId job, long revision, boolean before, boolean ahead) {}

    private final Revisions revisions;
    private final Map<Of, Instant> last = new HashMap<>();
    private final Map<ExecutionId, String> behind = new HashMap<>();

    NominalTimesGoForward(Revisions revisions) {
        this.revisions = revisions;
    }

    @Override
    public void said(Output.History event) {
        if (event instanceof Output.Triggered triggered && triggered.cause() == Cause.SCHEDULE) {
            boolean waited = revisions.of(triggered.jobId()).stream()
                    .anyMatch(revision -> revision.definition().revision() == triggered.revision()
                            && !triggered.nominal().isAfter(revision.effective()));
            Of of = new Of(
                    triggered.jobId(),
                    triggered.revision(),
                    waited,
                    triggered.due().isAfter(triggered.at()));
            Instant before = last.getOrDefault(of, Instant.MIN);
            if (before.isBefore(triggered.nominal())) {
                last.put(of, triggered.nominal());
            } else {
                behind.put(triggered.executionId(), triggered + " came after " + before);
            }
        }
        if (event instanceof Output.ExecutionEnded ended && ended.state() == FinalState.WITHDRAWN) {
            behind.remove(ended.executionId());
        }
    }

    @Override
    public void told() {
        Holds.holds(behind.isEmpty(), "%s", behind.values());
    }
}
