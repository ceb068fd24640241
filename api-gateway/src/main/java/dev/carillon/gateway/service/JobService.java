package dev.carillon.gateway.service;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionAlias;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Reply;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Everything an API does with jobs. Writes go out as commands and answer when the scheduler has replied <em>and</em> this
 * gateway's view holds the effect; reads come from the view. Futures fail with {@link ApiException} only.
 */
public interface JobService {

    /**
     * Publishes the command, waits for its reply and for the view.
     *
     * @return the reply when it is OK; fails with the error that fits any other status
     */
    Future<Reply> submit(Command command);

    /**
     * Reads the definition, changes it and submits the result as a replacement of the revision that was read; again
     * when somebody was quicker.
     */
    Future<Reply> change(Command.Request request, JobId jobId, UnaryOperator<JobDefinition> change);

    /** The id that a new job made by this command gets: derived, so that a repetition through any gateway is the same job. */
    JobId newJobId(String commandId);

    Future<Optional<JobDefinition>> job(JobId id);

    /** Where a job is or was; empty when this gateway has never heard of it, or has forgotten it with its last execution. */
    Future<Optional<JobPlace>> place(JobId id);

    /** In the order of their ids. */
    Future<List<JobDefinition>> jobs(JobQuery query);

    Future<Optional<ExecutionView>> execution(ExecutionId id);

    /** By the number that stands for it in APIs whose ids are numbers. */
    Future<Optional<ExecutionView>> executionByAlias(long alias);

    /** Newest nominal time first. */
    Future<List<ExecutionView>> executions(ExecutionQuery query);

    /** The steps of an execution of a plan that have begun, in the order of the plan; none for other tasks. */
    Future<List<StepView>> steps(ExecutionId id);

    Future<List<WorkerView>> workers();

    Future<List<LogLine>> log(ExecutionId id, LogQuery query);

    /** The number that stands for an execution in APIs whose ids are numbers: 1 … 2^53-1, the same at every gateway. */
    static long alias(ExecutionId id) {
        return ExecutionAlias.of(id);
    }

    /**
     * Which jobs; empty parts match all.
     *
     * @param allowed those of {@link Permissions#namespaces}: only jobs in one of these; empty for all
     * @param name exact
     * @param after only ids greater than this
     */
    record JobQuery(
            List<String> allowed,
            Optional<String> namespace,
            Optional<String> group,
            Optional<String> name,
            Optional<Boolean> enabled,
            Optional<Boolean> paused,
            Optional<String> labelName,
            Optional<String> labelValue,
            long after,
            int limit) {

        /** Paused or not. */
        public JobQuery(
                List<String> allowed,
                Optional<String> namespace,
                Optional<String> group,
                Optional<String> name,
                Optional<Boolean> enabled,
                Optional<String> labelName,
                Optional<String> labelValue,
                long after,
                int limit) {
            this(allowed, namespace, group, name, enabled, Optional.empty(), labelName, labelValue, after, limit);
        }
    }

    /**
     * Which executions; empty parts match all.
     *
     * @param allowed those of {@link Permissions#namespaces}: only executions of jobs that are, or were, in one of these;
     *     empty for all
     * @param backfill only its runs; needs the job
     */
    record ExecutionQuery(
            List<String> allowed,
            Optional<JobId> jobId,
            Optional<String> namespace,
            Optional<String> group,
            List<ExecutionView.Status> states,
            List<Cause> causes,
            Optional<String> backfill,
            Optional<Instant> from,
            Optional<Instant> to,
            int offset,
            int limit) {

        /** Whatever caused them. */
        public ExecutionQuery(
                List<String> allowed,
                Optional<JobId> jobId,
                Optional<String> namespace,
                Optional<String> group,
                List<ExecutionView.Status> states,
                Optional<Instant> from,
                Optional<Instant> to,
                int offset,
                int limit) {
            this(allowed, jobId, namespace, group, states, List.of(), Optional.empty(), from, to, offset, limit);
        }
    }

    /** @param newestFirst order of the lines that come back; offset and limit count in that order */
    record LogQuery(
            Optional<String> keyword,
            Optional<Instant> from,
            Optional<Instant> to,
            int offset,
            int limit,
            boolean newestFirst) {}

    /** One line of an attempt's output. */
    record LogLine(int attempt, Instant at, String text) {}
}
