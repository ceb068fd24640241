package dev.carillon.gateway.vendor.huawei.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.vendor.rest.RestAnswer;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiFunction;

/** The operations on what has become of tasks: runs, and the targets in each. */
final class RunActions {

    private static final int OK = 200;

    private final JobService jobs;
    private final TaskLookup lookup;
    private final RunAnswer answers;

    RunActions(JobService jobs, TaskLookup lookup, Times times) {
        this.jobs = jobs;
        this.lookup = lookup;
        this.answers = new RunAnswer(times);
    }

    Future<HttpAnswer> history(Call call) {
        return records(call, answers::server, "items", "count");
    }

    Future<HttpAnswer> records(Call call) {
        return records(call, answers::desktop, "tasks_records", "total_count");
    }

    private Future<HttpAnswer> records(
            Call call, BiFunction<Run, Run.Counts, ObjectNode> describe, String list, String count) {
        Page page = Page.of(call.query(), Fields.LIMIT);
        return lookup.task(call, call.taskId())
                .compose(task -> lookup.runs(call, task)
                        .compose(all -> Chunks.each(page.of(all), view -> record(task, view, describe))
                                .map(described -> answer(list, described, count, all.size()))));
    }

    private Future<ObjectNode> record(
            JobDefinition task, ExecutionView view, BiFunction<Run, Run.Counts, ObjectNode> describe) {
        Run run = new Run(task, view);
        return jobs.steps(view.id()).map(steps -> describe.apply(run, run.counts(steps)));
    }

    Future<HttpAnswer> detail(Call call) {
        String id = call.request().path().need(Fields.HISTORY_ID);
        return lookup.run(call, id).compose(run -> parts(call, run, answers::serverPart, "items", "count"));
    }

    Future<HttpAnswer> recordDetails(Call call) {
        String id = call.request().path().need(Fields.RECORD_ID);
        return lookup.run(call, id).compose(run -> {
            if (!WorkspaceId.task(run.task().id()).equalsIgnoreCase(call.taskId())) {
                throw TaskLookup.missingRecord(id);
            }
            return parts(call, run, answers::desktopPart, "tasks_records_details", "total_count");
        });
    }

    private Future<HttpAnswer> parts(
            Call call, Run run, BiFunction<Run, Run.Part, ObjectNode> describe, String list, String count) {
        Page page = Page.of(call.query(), Fields.LIMIT);
        return jobs.steps(run.execution().id()).map(steps -> {
            List<Run.Part> all = run.parts(steps);
            List<ObjectNode> described =
                    page.of(all).stream().map(part -> describe.apply(run, part)).toList();
            return answer(list, described, count, all.size());
        });
    }

    private static HttpAnswer answer(String list, List<ObjectNode> items, String count, int total) {
        ObjectNode json = StrictJson.object().put(count, total);
        json.putArray(list).addAll(items);
        return RestAnswer.json(OK, json);
    }
}
