package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Project;
import java.time.Instant;

/**
 * One change of a shard's state, as it stands in the compacted topics. {@link SchedulerShard#apply} is the only thing
 * that changes a shard, live and at reload, so a rebuilt shard equals the one that ran.
 */
public sealed interface Event {

    record JobPut(JobDefinition definition) implements Event {}

    record JobRemoved(JobId jobId) implements Event {}

    record ProjectPut(Project project) implements Event {}

    record ProjectRemoved(JobId id) implements Event {}

    /**
     * The shard's copy of a calendar.
     *
     * @param deleted it stands only for the jobs that name it
     */
    record CalendarPut(Calendar calendar, boolean deleted) implements Event {}

    record CalendarRemoved(JobId id) implements Event {}

    record ExecutionPut(Execution execution) implements Event {}

    record ExecutionRemoved(ExecutionId executionId) implements Event {}

    record JobStatePut(JobState state) implements Event {}

    record JobStateRemoved(JobId jobId) implements Event {}

    record CursorMoved(Cursor cursor) implements Event {}

    /** Something was decided at an instant that is later than that of any decision before. */
    record DecidedAt(Instant instant) implements Event {}
}
