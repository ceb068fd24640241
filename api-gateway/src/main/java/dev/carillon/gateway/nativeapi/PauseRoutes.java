package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.CatchUp;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.ResumePlan;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.JobArchive;
import dev.carillon.gateway.service.JobService;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Pausing jobs, resuming them, and what a resume would do. */
final class PauseRoutes {

    private final JobService service;
    private final JobArchive archive;
    private final InstantSource clock;
    private final Guards guards;

    PauseRoutes(JobService service, JobArchive archive, InstantSource clock, Guards guards) {
        this.service = service;
        this.archive = archive;
        this.clock = clock;
        this.guards = guards;
    }

    List<Route> routes() {
        return List.of(
                Route.changes("POST", "/jobs/{id}:pause", guards::job, this::pause),
                Route.changes("POST", "/jobs/{id}:resume", guards::job, this::resume),
                Route.reads("GET", "/jobs/{id}/resume-preview", guards::job, this::preview));
    }

    private Future<HttpAnswer> pause(NativeCall call) {
        call.expectNothing();
        long expected = call.expectedRevision().orElse(0L);
        return changed(call, new Command.PauseJob(call.request(), call.jobId(), expected));
    }

    private Future<HttpAnswer> resume(NativeCall call) {
        call.query().done();
        FieldReader body = call.optionalBody();
        CatchUp catchUp = PolicyJson.oneOf("catchUp", body.text("catchUp", CatchUp.NONE.name()), CatchUp.class);
        body.done();
        long expected = call.expectedRevision().orElse(0L);
        return changed(call, new Command.ResumeJob(call.request(), call.jobId(), expected, catchUp));
    }

    private Future<HttpAnswer> changed(NativeCall call, Command command) {
        return service.submit(command)
                .compose(reply -> job(call, command.jobId()))
                .map(job -> Answers.job(200, job));
    }

    private Future<HttpAnswer> preview(NativeCall call) {
        call.expectNothing();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return job(call, call.jobId())
                .compose(job -> archive.resumePlans(job, now)
                        .map(plans -> Answers.json(200, json(job, now, plans))
                                .withHeaders(Map.of("ETag", "\"" + job.revision() + "\""))));
    }

    /** Checked again, since the job may have moved between the guard and this. */
    private Future<JobDefinition> job(NativeCall call, JobId id) {
        return service.job(id)
                .compose(found -> Answers.orNotFound(found, "job " + id))
                .map(job -> {
                    call.permissions().requireNamespace(job.namespace());
                    return job;
                });
    }

    private static ObjectNode json(JobDefinition job, Instant now, Map<CatchUp, ResumePlan> plans) {
        ObjectNode json = StrictJson.object().put("jobId", job.id().value()).put("at", now.toString());
        json.put("enabled", job.enabled());
        if (job.pausedAt() == null) {
            json.put("note", "the job is not paused: a resume does nothing");
        } else {
            json.put("pausedAt", job.pausedAt().toString());
            if (!job.enabled()) {
                json.put("note", "the job is disabled besides: no fires wait, and a resume does not let it fire");
            } else if (job.schedule() instanceof FixedDelay) {
                json.put("note", "whether a fire of a fixed delay waits is known to the scheduler alone");
            } else if (!job.calendars().isEmpty()) {
                json.put("note", "a fire that one of the job's calendars excludes is skipped all the same");
            }
        }
        ObjectNode byCatchUp = json.putObject("catchUp");
        plans.forEach((catchUp, plan) -> plan(byCatchUp.putObject(catchUp.name()), plan));
        return json;
    }

    private static void plan(ObjectNode json, ResumePlan plan) {
        ArrayNode fires = json.putArray("fires");
        plan.fires().forEach(fire -> fires.add(fire.toString()));
        ResumePlan.Skipped skipped = plan.skipped();
        if (skipped != null) {
            json.putObject("skipped")
                    .put("firstAt", skipped.first().toString())
                    .put("lastAt", skipped.last().toString())
                    .put("count", skipped.count())
                    .put("atLeast", skipped.atLeast());
        }
    }
}
