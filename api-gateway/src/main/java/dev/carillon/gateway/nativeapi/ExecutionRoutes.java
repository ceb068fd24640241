package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.execution.Cause;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobArchive;
import dev.carillon.gateway.service.JobArchive.ExecutionPosition;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.JobService.ExecutionQuery;
import dev.carillon.gateway.service.JobService.LogQuery;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The operations on executions; see {@link ExecutionIds}. */
final class ExecutionRoutes {

    private static final int MAX_LINES = 1000;
    private static final int DEFAULT_LINES = 200;
    private static final int MAX_LINE_OFFSET = 1_000_000;

    private final JobService service;
    private final JobArchive archive;
    private final Guards guards;

    ExecutionRoutes(JobService service, JobArchive archive, Guards guards) {
        this.service = service;
        this.archive = archive;
        this.guards = guards;
    }

    List<Route> routes() {
        return List.of(
                Route.reads("GET", "/executions", guards::list, this::list),
                Route.reads("GET", "/executions/{id}", guards::execution, this::get),
                Route.changes("POST", "/executions/{id}:stop", guards::execution, this::stop),
                Route.reads("GET", "/executions/{id}/log", guards::execution, this::log));
    }

    private Future<HttpAnswer> list(NativeCall call) {
        QueryReader query = call.query();
        int limit = query.integer("limit", 1, JobRoutes.MAX_PAGE, JobRoutes.DEFAULT_PAGE);
        Optional<ExecutionPosition> after = query.text("cursor").map(PageCursor::execution);
        Optional<JobId> job = query.number("jobId", 1, JobId.MAX).map(JobId::new);
        Optional<String> backfill = query.text("backfill");
        if (backfill.isPresent() && job.isEmpty()) {
            throw FieldReader.invalid("jobId", "is missing: a backfill is one of a job's");
        }
        ExecutionQuery wanted = new ExecutionQuery(
                call.permissions().namespaces(),
                job,
                query.text("namespace"),
                query.text("group"),
                query.texts("state").stream()
                        .map(state -> PolicyJson.oneOf("state", state, ExecutionView.Status.class))
                        .toList(),
                query.texts("cause").stream()
                        .map(cause -> PolicyJson.oneOf("cause", cause, Cause.class))
                        .toList(),
                backfill,
                query.instant("from"),
                query.instant("to"),
                0,
                limit + 1);
        query.done();
        return archive.executionsAfter(wanted, after).map(executions -> page(executions, limit));
    }

    private static HttpAnswer page(List<ExecutionView> executions, int limit) {
        List<ExecutionView> page = executions.subList(0, Math.min(limit, executions.size()));
        ObjectNode body = ViewJson.items(page, ViewJson::execution);
        if (executions.size() > limit) {
            ExecutionView last = page.getLast();
            body.put("nextCursor", PageCursor.afterExecution(new ExecutionPosition(last.nominal(), last.id())));
        }
        return Answers.json(200, body);
    }

    private Future<HttpAnswer> get(NativeCall call) {
        call.expectNothing();
        return find(call)
                .compose(execution -> service.steps(execution.id())
                        .map(steps -> Answers.json(200, ViewJson.execution(execution, steps))));
    }

    private Future<HttpAnswer> stop(NativeCall call) {
        call.expectNothing();
        return find(call)
                .compose(execution -> service.submit(new Command.StopExecution(call.request(), execution.id())))
                .compose(reply -> find(call))
                .map(execution -> Answers.json(202, ViewJson.execution(execution)));
    }

    private Future<HttpAnswer> log(NativeCall call) {
        QueryReader query = call.query();
        String order = query.text("order", "oldest");
        if (!order.equals("oldest") && !order.equals("newest")) {
            throw FieldReader.invalid("order", "must be oldest or newest, was " + order);
        }
        LogQuery wanted = new LogQuery(
                query.text("keyword").filter(keyword -> !keyword.isEmpty()),
                query.instant("from"),
                query.instant("to"),
                query.integer("offset", 0, MAX_LINE_OFFSET, 0),
                query.integer("limit", 1, MAX_LINES, DEFAULT_LINES),
                order.equals("newest"));
        query.done();
        return find(call)
                .compose(execution -> service.log(execution.id(), wanted))
                .map(lines -> Answers.json(200, ViewJson.items(lines, ViewJson::line)));
    }

    private Future<ExecutionView> find(NativeCall call) {
        return ExecutionIds.find(service, call.id());
    }
}
