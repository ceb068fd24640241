package dev.carillon.gateway.vendor.huawei.roma;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.JobService.LogLine;
import dev.carillon.gateway.service.JobService.LogQuery;
import dev.carillon.gateway.vendor.rest.RestAnswer;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The operations that look at runs. Amounts of data are 0: nothing here moves any. */
final class MonitorActions {

    private static final int OK = 200;

    private final JobService jobs;
    private final TaskLookup lookup;

    MonitorActions(JobService jobs, TaskLookup lookup) {
        this.jobs = jobs;
        this.lookup = lookup;
    }

    Future<HttpAnswer> infos(Call call) {
        TaskFilter filter = new TaskFilter(call.query());
        Page page = Page.ofMonitoring(call.query());
        return lookup.all(call.place()).compose(all -> {
            List<JobDefinition> matching =
                    all.stream().filter(filter::matches).sorted(filter.order()).toList();
            return lookup.withNewestRuns(matching).map(states -> {
                List<TaskState> kept = states.stream().filter(filter::matches).toList();
                return Page.answer(kept.size(), page.of(kept), TaskAnswer::monitored);
            });
        });
    }

    /** The newest run first. */
    Future<HttpAnswer> log(Call call) {
        Page page = Page.ofMonitoring(call.query());
        Optional<Instant> from = call.query().whole(RomaFields.BEGIN_TIME).map(Instant::ofEpochMilli);
        Optional<Instant> to = call.query().whole(RomaFields.END_TIME).map(Instant::ofEpochMilli);
        return lookup.task(call.place(), call.taskId())
                .compose(job -> lookup.runs(job.id(), from, to))
                .map(runs -> Page.answer(runs.size(), page.of(runs), MonitorActions::run));
    }

    private static ObjectNode run(ExecutionView run) {
        RunStatus status = RunStatus.of(run.status());
        ObjectNode json = StrictJson.object().put("id", RomaId.TRACKING.of(run.alias()));
        run.startedAt().ifPresent(at -> json.put("start_time", at.toEpochMilli()));
        json.put("dispatch_time", run.nominal().toEpochMilli());
        run.endedAt().ifPresent(at -> json.put("end_time", at.toEpochMilli()));
        json.put("execute_status", status.execute().name());
        position(json, status);
        noData(json, spent(run));
        json.put("read_spend_time", 0).put("write_spend_time", 0);
        return json.put("remarks", run.result());
    }

    /** What happened to a run, one entry each: asked for, begun, each line that it wrote, ended. */
    Future<HttpAnswer> detail(Call call) {
        String trackingId = call.request().path().need(RomaFields.TRACKING_ID);
        LogQuery lastLines =
                new LogQuery(Optional.empty(), Optional.empty(), Optional.empty(), 0, Guesses.MAX_DETAIL_LINES, true);
        return lookup.task(call.place(), call.taskId())
                .compose(job -> lookup.run(job.id(), trackingId))
                .compose(run -> jobs.log(run.id(), lastLines).map(lines -> detail(run, lines.reversed())));
    }

    private static HttpAnswer detail(ExecutionView run, List<LogLine> lines) {
        String id = RomaId.TRACKING.of(run.alias());
        ObjectNode json = StrictJson.object().put("id", id).put("dirty_data_count", 0);
        ArrayNode steps = json.putArray("detail_logs");
        step(steps, id, RunStatus.RECEIVED, "received", run.triggeredAt(), "");
        run.startedAt().ifPresent(at -> step(steps, id, RunStatus.STARTED, "started", at, run.worker()));
        lines.forEach(line ->
                step(steps, id, RunStatus.STARTED, "output of attempt " + line.attempt(), line.at(), line.text()));
        run.endedAt().ifPresent(at -> step(steps, id, RunStatus.of(run.status()), "ended", at, run.result()));
        return RestAnswer.json(OK, json);
    }

    private static void step(
            ArrayNode steps, String trackingId, RunStatus status, String stage, Instant at, String remarks) {
        ObjectNode json = steps.addObject().put("id", trackingId + "-" + steps.size());
        position(json, status);
        json.put("stage", stage);
        noData(json, 0);
        json.put("remarks", remarks);
        json.put("step_begin_time", at.toEpochMilli()).put("step_end_time", at.toEpochMilli());
    }

    private static void position(ObjectNode json, RunStatus status) {
        json.put("position", RunStatus.POSITION)
                .put("position_status", status.positionStatus())
                .put("status", status.code());
    }

    private static void noData(ObjectNode json, long spentMs) {
        json.put("dirty_data_count", 0).put("data_count", 0);
        json.put("data_size", 0).put("data_size_unit", "B").put("spend_time", spentMs);
    }

    /** Milliseconds from start to end; 0 while one of them is not known. */
    private static long spent(ExecutionView run) {
        return run.startedAt()
                .flatMap(start ->
                        run.endedAt().map(end -> Duration.between(start, end).toMillis()))
                .orElse(0L);
    }
}
