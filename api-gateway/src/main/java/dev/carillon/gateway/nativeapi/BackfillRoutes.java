package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Backfill;
import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.BackfillView;
import dev.carillon.gateway.service.JobArchive;
import dev.carillon.gateway.service.JobService;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Running a job's past fires on demand. A backfill is named by the id of the command that asked for it. */
final class BackfillRoutes {

    private final JobService service;
    private final JobArchive archive;
    private final Guards guards;

    BackfillRoutes(JobService service, JobArchive archive, Guards guards) {
        this.service = service;
        this.archive = archive;
        this.guards = guards;
    }

    List<Route> routes() {
        return List.of(
                Route.changes("POST", "/jobs/{id}/backfills", guards::job, this::start),
                Route.reads("GET", "/jobs/{id}/backfills", guards::job, this::list),
                Route.reads("GET", "/jobs/{id}/backfills/{backfillId}", guards::job, this::get),
                Route.changes("DELETE", "/jobs/{id}/backfills/{backfillId}", guards::job, this::stop));
    }

    private Future<HttpAnswer> start(NativeCall call) {
        call.query().done();
        FieldReader body = call.body();
        Instant from = instant(body, "from");
        Instant until = instant(body, "until");
        if (!from.isBefore(until)) {
            throw FieldReader.invalid("until", "must be after from, which is " + from + ", was " + until);
        }
        int concurrency = body.integer("concurrency", 1);
        if (concurrency < 1 || concurrency > Backfill.MAX_CONCURRENCY) {
            throw FieldReader.invalid(
                    "concurrency", "must be 1 … " + Backfill.MAX_CONCURRENCY + ", was " + concurrency);
        }
        @Nullable
        String parameters =
                body.optionalText("parameters").map(JobRoutes::checkParameters).orElse(null);
        body.done();
        JobId job = call.jobId();
        return service.submit(new Command.BackfillJob(call.request(), job, from, until, concurrency, parameters))
                .compose(reply -> find(call, job, call.commandId()))
                .map(backfill -> Answers.json(202, json(job, backfill))
                        .withHeaders(
                                Map.of("Location", NativeApi.PREFIX + "/jobs/" + job + "/backfills/" + backfill.id())));
    }

    private static Instant instant(FieldReader body, String name) {
        Instant instant = body.instant(name).orElseThrow(() -> FieldReader.invalid(name, "is missing"));
        return FireRoutes.checked(name, instant);
    }

    private Future<HttpAnswer> list(NativeCall call) {
        QueryReader query = call.query();
        int limit = query.integer("limit", 1, JobRoutes.MAX_PAGE, JobRoutes.DEFAULT_PAGE);
        query.done();
        JobId job = call.jobId();
        return archive.backfills(job, limit)
                .compose(backfills -> (backfills.isEmpty() ? known(call, job) : Future.succeededFuture())
                        .map(known -> Answers.json(200, ViewJson.items(backfills, backfill -> json(job, backfill)))));
    }

    private Future<?> known(NativeCall call, JobId job) {
        Future<JobDefinition> found = service.job(job).compose(known -> Answers.orNotFound(known, "job " + job));
        return found.map(known -> {
            call.permissions().requireNamespace(known.namespace());
            return known;
        });
    }

    private Future<HttpAnswer> get(NativeCall call) {
        call.expectNothing();
        JobId job = call.jobId();
        return find(call, job, call.part()).map(backfill -> Answers.json(200, json(job, backfill)));
    }

    /** What runs goes on, so it is a command's answer and not a removal's: the backfill stays to be seen. */
    private Future<HttpAnswer> stop(NativeCall call) {
        call.expectNothing();
        JobId job = call.jobId();
        return find(call, job, call.part())
                .compose(found -> service.submit(new Command.StopBackfill(call.request(), job, found.id())))
                .compose(reply -> find(call, job, call.part()))
                .map(backfill -> Answers.json(200, json(job, backfill)));
    }

    private Future<BackfillView> find(NativeCall call, JobId job, String id) {
        return archive.backfill(job, id)
                .compose(found -> Answers.orNotFound(found, "backfill " + id + " of job " + call.id()));
    }

    private static ObjectNode json(JobId job, BackfillView backfill) {
        ObjectNode json = StrictJson.object()
                .put("id", backfill.id())
                .put("jobId", job.value())
                .put("state", backfill.state().name())
                .put("from", backfill.from().toString())
                .put("until", backfill.until().toString())
                .put("concurrency", backfill.concurrency());
        backfill.parameters().ifPresent(parameters -> json.put("parameters", parameters));
        json.put("by", backfill.by()).put("startedAt", backfill.startedAt().toString());
        backfill.endedAt().ifPresent(ended -> json.put("endedAt", ended.toString()));
        if (backfill.state() == BackfillView.State.STOPPED) {
            json.put("stoppedBy", backfill.stoppedBy());
        }
        return json.put("total", backfill.total())
                .put("triggered", backfill.triggered())
                .put("succeeded", backfill.succeeded())
                .put("failed", backfill.failed());
    }
}
