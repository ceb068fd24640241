package dev.carillon.worker.simulation;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.ExecutionState;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Output;
import dev.carillon.kafka.topics.Partitioner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A fire that a calendar of its job excludes is skipped, and no other fire is skipped for that: by the versions that the
 * log says counted on the job's partition in the step in which the fire's turn came.
 */
final class ExcludedFiresSkipped implements Invariant {

    private final Revisions revisions;
    private final CalendarCopies calendars;
    private final Partitioner partitioner;
    /** Their turn has come; whether they run is decided when they are due, whatever calendars say then. */
    private final Set<ExecutionId> waiting = new HashSet<>();

    private final List<Runnable> checks = new ArrayList<>();
    private int excluded;

    ExcludedFiresSkipped(Revisions revisions, CalendarCopies calendars, int partitions) {
        this.revisions = revisions;
        this.calendars = calendars;
        this.partitioner = new Partitioner(partitions);
    }

    @Override
    public void put(Execution execution) {
        if (execution.state() instanceof ExecutionState.Waiting && waiting.add(execution.id())) {
            checks.add(() -> mayRun(execution.jobId(), execution.revision(), execution.nominal(), execution));
        }
    }

    // A change of a job is told after what it fires: so everything is looked at when all of a commit is told.
    @Override
    public void said(Output.History event) {
        switch (event) {
            case Output.Triggered triggered
            when triggered.cause() != Cause.MANUAL && !waiting.remove(triggered.executionId()) ->
                checks.add(() -> mayRun(triggered.jobId(), triggered.revision(), triggered.nominal(), triggered));
            case Output.SkippedFire skipped -> checks.add(() -> check(skipped));
            default -> {
                // Not about a fire whose turn has come.
            }
        }
    }

    @Override
    public void told() {
        checks.forEach(Runnable::run);
        checks.clear();
    }

    private void check(Output.SkippedFire skipped) {
        switch (skipped.reason()) {
            case CALENDAR -> {
                excluded++;
                covered(skipped)
                        .forEach(nominal -> Holds.holds(
                                anyOf(
                                        skipped.jobId(),
                                        skipped.revision(),
                                        versions -> versions.stream()
                                                .anyMatch(version -> AnyCalendar.excludes(version, nominal))),
                                "no calendar excludes %s: %s",
                                nominal,
                                skipped));
            }
            case MISFIRE ->
                covered(skipped).forEach(nominal -> mayRun(skipped.jobId(), skipped.revision(), nominal, skipped));
            case OVERLAP -> {
                if (!waiting.remove(ExecutionId.scheduled(skipped.jobId(), skipped.first()))) {
                    mayRun(skipped.jobId(), skipped.revision(), skipped.first(), skipped);
                }
            }
            case PAUSED -> {
                // Calendars are asked only when a fire would run.
            }
        }
    }

    private List<Instant> covered(Output.SkippedFire skipped) {
        return skipped.count() == 1
                ? List.of(skipped.first())
                : ExpectedFires.between(
                        revisions
                                .definition(skipped.jobId(), skipped.revision())
                                .schedule(),
                        skipped.first().minusMillis(1),
                        skipped.last());
    }

    private void mayRun(JobId job, long revision, Instant nominal, Object what) {
        boolean mustNot = anyOf(
                job,
                revision,
                versions -> !versions.isEmpty()
                        && versions.stream().allMatch(version -> AnyCalendar.excludes(version, nominal)));
        Holds.holds(!mustNot, "a calendar excludes %s: %s", nominal, what);
    }

    private boolean anyOf(JobId job, long revision, Predicate<List<Calendar>> such) {
        JobDefinition definition = revisions.definition(job, revision);
        int partition = partitioner.partition(job);
        return definition.calendars().stream()
                .map(name -> calendars.versions(partition, name))
                .anyMatch(such);
    }

    /** How many records of excluded fires there were. */
    int excluded() {
        return excluded;
    }
}
