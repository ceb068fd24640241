package dev.carillon.gateway.vendor.huawei.workspace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.vendor.rest.RestAnswer;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The operations on the tasks themselves, but for their removal. */
final class TaskActions {

    private static final int OK = 200;

    private final JobService jobs;
    private final TaskLookup lookup;
    private final TaskMapping mapping;
    private final Times times;
    private final TaskAnswer answers;
    private final InstantSource clock;

    TaskActions(JobService jobs, TaskLookup lookup, TaskMapping mapping, Times times, InstantSource clock) {
        this.jobs = jobs;
        this.lookup = lookup;
        this.mapping = mapping;
        this.times = times;
        this.answers = new TaskAnswer(times);
        this.clock = clock;
    }

    Future<HttpAnswer> create(Call call) {
        return created(call).compose(task -> serverAnswer(call, task));
    }

    /** The SDK's answer has no fields; whoever looks finds the id. */
    Future<HttpAnswer> createDesktop(Call call) {
        return created(call).map(task -> ok(StrictJson.object().put("id", WorkspaceId.task(task.id()))));
    }

    Future<HttpAnswer> update(Call call) {
        return updated(call).compose(task -> serverAnswer(call, task));
    }

    Future<HttpAnswer> updateDesktop(Call call) {
        return updated(call).map(task -> ok(StrictJson.object()));
    }

    Future<HttpAnswer> show(Call call) {
        return lookup.task(call, call.taskId()).map(task -> ok(answers.serverDefinition(task)));
    }

    Future<HttpAnswer> showDesktop(Call call) {
        return lookup.task(call, call.taskId()).map(task -> ok(answers.desktopDefinition(task)));
    }

    Future<HttpAnswer> list(Call call) {
        Page page = Page.of(call.query(), Fields.LIMIT);
        return lookup.tasks(call).compose(all -> {
            List<JobDefinition> found =
                    all.stream().filter(task -> matches(call, task)).toList();
            ObjectNode json = StrictJson.object().put("count", found.size());
            ArrayNode items = json.putArray("items");
            return Chunks.each(page.of(found), task -> describedServer(call, task))
                    .map(described -> {
                        items.addAll(described);
                        return ok(json);
                    });
        });
    }

    Future<HttpAnswer> listDesktop(Call call) {
        Page page = Page.of(call.query(), Fields.DESKTOP_LIMIT);
        return lookup.tasks(call)
                .map(all -> all.stream().filter(task -> matches(call, task)).toList())
                .compose(found -> byLastStatus(call, found))
                .compose(found -> {
                    ObjectNode json = StrictJson.object();
                    ArrayNode items = json.putArray("scheduled_tasks");
                    json.put("total_count", found.size());
                    return Chunks.each(page.of(found), task -> describedDesktop(call, task))
                            .map(described -> {
                                items.addAll(described);
                                return ok(json);
                            });
                });
    }

    Future<HttpAnswer> future(Call call) {
        StoredFields schedule = schedule(call);
        return Future.succeededFuture(ok(fires(schedule).put("time_zone", times.zoneText(schedule))));
    }

    Future<HttpAnswer> futureDesktop(Call call) {
        return Future.succeededFuture(ok(fires(schedule(call))));
    }

    private StoredFields schedule(Call call) {
        return mapping.scheduleOnly(call.body(), clock.instant());
    }

    private ObjectNode fires(StoredFields schedule) {
        Instant now = clock.instant();
        ZoneId zone = times.zone(schedule);
        Timing timing = Timing.of(schedule, times);
        timing.requireFuture(now, zone);
        ObjectNode json = StrictJson.object();
        ArrayNode fires = json.putArray("future_executions");
        timing.bounds()
                .preview(timing.schedule(), now, Guesses.FUTURE_EXECUTIONS)
                .forEach(at -> fires.add(Times.local(at, zone)));
        return json;
    }

    private Future<JobDefinition> created(Call call) {
        JobId id = jobs.newJobId(call.caller().commandId());
        JobDefinition task = mapping.create(call.family(), call.project(), call.body(), id, clock.instant());
        return jobs.submit(new Command.CreateJob(call.caller().request(), task)).compose(reply -> readBack(call, id));
    }

    private Future<JobDefinition> updated(Call call) {
        Instant now = clock.instant();
        return lookup.task(call, call.taskId())
                .compose(seen -> jobs.change(
                                call.caller().request(),
                                seen.id(),
                                job -> mapping.update(call.family(), call.body(), job, now))
                        .compose(reply -> readBack(call, seen.id())));
    }

    /** As it has become: who made it and when is the scheduler's to say. Missing when somebody was quick to remove it. */
    private Future<JobDefinition> readBack(Call call, JobId id) {
        return lookup.task(call, WorkspaceId.task(id));
    }

    private Future<HttpAnswer> serverAnswer(Call call, JobDefinition task) {
        return describedServer(call, task).map(TaskActions::ok);
    }

    private Future<ObjectNode> describedServer(Call call, JobDefinition task) {
        return lookup.newest(call, task, List.of())
                .map(newest -> answers.server(task, newest.map(ExecutionView::status), clock.instant()));
    }

    private Future<ObjectNode> describedDesktop(Call call, JobDefinition task) {
        return ended(call, task).map(status -> answers.desktop(task, status, clock.instant()));
    }

    private Future<Optional<Status>> ended(Call call, JobDefinition task) {
        return lookup.newest(call, task, RunStatus.ENDED).map(newest -> newest.map(ExecutionView::status));
    }

    /** Asks for the last run of every task, so only when the request does. */
    private Future<List<JobDefinition>> byLastStatus(Call call, List<JobDefinition> tasks) {
        Optional<String> wanted = call.query().given(Fields.BY_LAST_STATUS).map(Words::upper);
        if (wanted.isEmpty()) {
            return Future.succeededFuture(tasks);
        }
        return Chunks.each(
                        tasks,
                        task -> ended(call, task)
                                .map(status -> status.map(RunStatus::ofDesktops)
                                        .filter(wanted.get()::equals)
                                        .map(same -> task)))
                .map(found -> found.stream().flatMap(Optional::stream).toList());
    }

    private static boolean matches(Call call, JobDefinition task) {
        StoredFields stored = StoredFields.of(task);
        Optional<String> name = call.query().given(Fields.BY_NAME);
        return (name.isEmpty() || task.name().contains(name.get()))
                && call.query().given(Fields.BY_LIFE_CYCLE).isEmpty()
                && isIn(call.query().given(Fields.BY_TASK_TYPE), stored.text(Fields.TASK_TYPE))
                && isIn(call.query().given(Fields.BY_SCHEDULED_TYPE), stored.text(Fields.SCHEDULED_TYPE));
    }

    private static boolean isIn(Optional<String> wanted, String actual) {
        return wanted.isEmpty() || wanted.get().equalsIgnoreCase(actual);
    }

    private static HttpAnswer ok(ObjectNode json) {
        return RestAnswer.json(OK, json);
    }
}
