package dev.carillon.gateway.service;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.service.JobArchive.JobChangeView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the view holds of a job's life.
 *
 * @param current empty when the job is deleted
 * @param changes newest first; the oldest may be gone
 * @param knownFrom fires from here on are known with all that became of them, as far as the view is; empty: all fires are
 * @param decidedThrough the last nominal time that was triggered or skipped; empty: none
 */
public record JobPast(
        Optional<JobDefinition> current,
        List<JobChangeView> changes,
        Optional<Instant> knownFrom,
        Optional<Instant> decidedThrough) {

    public JobPast {
        changes = List.copyOf(changes);
    }

    /** Whether the view has never heard of the job, or has forgotten all of it. */
    public boolean isEmpty() {
        return current.isEmpty() && changes.isEmpty() && decidedThrough.isEmpty();
    }
}
