package dev.carillon.gateway.vendor.huawei.roma;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.vendor.huawei.roma.RunStatus.ExecuteStatus;
import dev.carillon.gateway.vendor.rest.RestAnswer;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;

/** The operations on tasks as such. */
final class TaskActions {

    private static final int OK = 200;

    private final JobService jobs;
    private final TaskLookup lookup;
    private final TaskMapping mapping;
    private final TaskAnswer answers;

    TaskActions(JobService jobs, TaskLookup lookup, TaskMapping mapping, TaskAnswer answers) {
        this.jobs = jobs;
        this.lookup = lookup;
        this.mapping = mapping;
        this.answers = answers;
    }

    Future<HttpAnswer> create(Call call) {
        JobId id = jobs.newJobId(call.caller().commandId());
        JobDefinition job = mapping.create(call.place(), id, call.body());
        return jobs.submit(new Command.CreateJob(call.caller().request(), job)).compose(reply -> answer(call, id));
    }

    Future<HttpAnswer> update(Call call) {
        return lookup.task(call.place(), call.taskId())
                .compose(seen -> jobs.change(
                                call.caller().request(), seen.id(), job -> mapping.update(job, call.body()))
                        .compose(reply -> answer(call, seen.id())));
    }

    Future<HttpAnswer> show(Call call) {
        return lookup.task(call.place(), call.taskId()).map(job -> RestAnswer.json(OK, TaskAnswer.whole(job)));
    }

    private Future<HttpAnswer> answer(Call call, JobId id) {
        return lookup.task(call.place(), RomaId.TASK.of(id)).map(job -> RestAnswer.json(OK, TaskAnswer.whole(job)));
    }

    Future<HttpAnswer> delete(Call call) {
        JobId id = TaskLookup.id(call.taskId());
        return lookup.find(call.place(), id)
                .compose(found -> found.isPresent() ? requireStopped(found.get()) : requireFormerly(call, id))
                .compose(may -> jobs.submit(new Command.DeleteJob(call.caller().request(), id, 0)))
                .map(reply -> RestAnswer.empty());
    }

    private Future<Void> requireStopped(JobDefinition job) {
        return lookup.live(job.id()).compose(live -> {
            if (TaskState.isRunning(job) || !live.isEmpty()) {
                return Future.failedFuture(
                        RomaFaults.notAllowed(
                                Guesses.DELETE_RUNNING,
                                "One or more tasks are running. Stop the task first: batch-operation/tasks with action_id stop"));
            }
            return Future.succeededFuture();
        });
    }

    private Future<Void> requireFormerly(Call call, JobId id) {
        return lookup.mayHaveBeen(call.place(), id, call.caller().permissions())
                .compose(may -> may ? Future.succeededFuture() : Future.failedFuture(RomaFaults.noSuchTask()));
    }

    Future<HttpAnswer> list(Call call) {
        TaskFilter filter = new TaskFilter(call.query());
        Page page = Page.ofTasks(call.query());
        return lookup.all(call.place()).compose(all -> {
            List<JobDefinition> matching =
                    all.stream().filter(filter::matches).sorted(filter.order()).toList();
            if (!filter.asksForRuns()) {
                return lookup.withNewestRuns(page.of(matching))
                        .map(shown -> Page.answer(matching.size(), shown, answers::brief));
            }
            return lookup.withNewestRuns(matching).map(states -> {
                List<TaskState> kept = states.stream().filter(filter::matches).toList();
                return Page.answer(kept.size(), page.of(kept), answers::brief);
            });
        });
    }

    /** Each task counts once, by its newest run; those that have neither run nor a schedule that fires are terminated. */
    Future<HttpAnswer> count(Call call) {
        return lookup.all(call.place()).compose(lookup::withNewestRuns).map(states -> {
            ObjectNode json = StrictJson.object();
            count(json.putObject("common_task_details"), states);
            // Composite tasks are not served, so there is none.
            count(json.putObject("cdc_task_details"), List.of());
            return RestAnswer.json(OK, json);
        });
    }

    private static void count(ObjectNode json, List<TaskState> states) {
        json.put("running_tasks_count", count(states, ExecuteStatus.RUNNING, ExecuteStatus.WAITING));
        json.put("abnormal_tasks_count", count(states, ExecuteStatus.ERROR));
        json.put("terminated_tasks_count", count(states, ExecuteStatus.CANCELLED, ExecuteStatus.UNSTARTED));
        json.put("completed_tasks_count", count(states, ExecuteStatus.SUCCESS));
    }

    private static long count(List<TaskState> states, ExecuteStatus... which) {
        return states.stream()
                .filter(state -> Arrays.asList(which).contains(state.execute()))
                .count();
    }
}
