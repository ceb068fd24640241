package dev.carillon.gateway.service;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.CatchUp;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.scheduling.ResumePlan;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the view knows beyond what the vendors' APIs ask for. Futures fail with {@link ApiException} only. */
public interface JobArchive {

    /** Newest nominal time first; goes on after an execution, which is exact while new ones arrive. The query's offset is not used. */
    Future<List<ExecutionView>> executionsAfter(JobService.ExecutionQuery query, Optional<ExecutionPosition> after);

    /** Newest first. */
    Future<List<SkippedFireView>> skipped(JobId id, int limit);

    /** Newest first. */
    Future<List<JobChangeView>> changes(JobId id, int limit);

    /** The whole life of the job as far as the view reaches back; {@link JobPast#isEmpty} for a job that never was. */
    Future<JobPast> past(JobId id);

    /**
     * What became of scheduled fires.
     *
     * @param from the first nominal time that counts
     * @param until the first that no longer counts
     * @param limit of executions and of skips
     */
    Future<RecordedFires> recorded(JobId id, Instant from, Instant until, int limit);

    /** What became of the fires at these nominal times, with the runs of backfills among them. */
    Future<RecordedFires> recordedAt(JobId id, List<Instant> nominals);

    /**
     * How many executions of its job come before one that has not begun: those that have begun and not ended, and those
     * that are older. Backfills have slots of their own and do not count.
     */
    Future<Integer> ahead(ExecutionView notBegun);

    /** Newest first; those that run and those that have ended lately. */
    Future<List<BackfillView>> backfills(JobId id, int limit);

    Future<Optional<BackfillView>> backfill(JobId id, String backfill);

    /** What a resume of the job at that instant would do, by each way to catch up; may have to count millions of fires. */
    Future<Map<CatchUp, ResumePlan>> resumePlans(JobDefinition job, Instant now);

    /** Where a page of executions ended. */
    record ExecutionPosition(Instant nominal, ExecutionId id) {}

    /** Fires from first to last, count of them, that were not triggered. */
    record SkippedFireView(
            Instant first,
            Instant last,
            long count,
            Output.SkipReason reason,
            String detail,
            long revision,
            Instant at) {}

    /**
     * @param effective fires after this instant belong to the revision
     * @param definition as it was from then on; to the end, when deleted
     */
    record JobChangeView(
            Output.Change kind,
            long revision,
            Instant at,
            String by,
            String commandId,
            Instant effective,
            JobDefinition definition) {}
}
