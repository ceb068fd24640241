package dev.carillon.worker.simulation;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Output;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The fires of one revision of a job are triggered in the order of their nominal times. */
final class NominalTimesGoForward implements Invariant {

    private record Of(JobId job, long revision) {}

    private final Map<Of, Instant> last = new HashMap<>();

    @Override
    public void said(Output.History event) {
        if (event instanceof Output.Triggered triggered && triggered.cause() == Cause.SCHEDULE) {
            Instant before = last.put(new Of(triggered.jobId(), triggered.revision()), triggered.nominal());
            Holds.holds(before == null || before.isBefore(triggered.nominal()), "%s came after %s", triggered, before);
        }
    }
}
