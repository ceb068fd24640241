package dev.carillon.gateway.nativeapi;

import dev.carillon.core.job.JobId;
import dev.carillon.core.time.Bounds;
import dev.carillon.core.time.Schedule;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.service.JobService;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The preview of fires and the list of workers. */
final class MoreRoutes {

    private static final int MAX_FIRES = 100;
    private static final int DEFAULT_FIRES = 10;

    private final JobService service;
    private final ScheduleJson schedules;
    private final InstantSource clock;
    private final Guards guards;

    MoreRoutes(JobService service, ScheduleJson schedules, InstantSource clock, Guards guards) {
        this.service = service;
        this.schedules = schedules;
        this.clock = clock;
        this.guards = guards;
    }

    List<Route> routes() {
        return List.of(
                Route.reads("GET", "/jobs/{id}/next-fires", guards::job, this::nextFires),
                Route.reads("POST", "/next-fires", guards::none, this::preview),
                Route.reads("GET", "/workers", guards::none, this::workers));
    }

    /** What the schedule says, whether or not the job is enabled. */
    private Future<HttpAnswer> nextFires(NativeCall call) {
        QueryReader query = call.query();
        int count = query.integer("count", 1, MAX_FIRES, DEFAULT_FIRES);
        Instant after = query.instant("after").orElseGet(clock::instant);
        query.done();
        JobId id = call.jobId();
        return service.job(id)
                .compose(found -> Answers.orNotFound(found, "job " + id))
                .map(job -> fires(job.bounds(), job.schedule(), after, count));
    }

    private Future<HttpAnswer> preview(NativeCall call) {
        call.query().done();
        FieldReader body = call.body();
        FieldReader schedule = body.object("schedule").orElseThrow(() -> FieldReader.invalid("schedule", "is missing"));
        int count = body.integer("count", DEFAULT_FIRES);
        if (count < 1 || count > MAX_FIRES) {
            throw FieldReader.invalid("count", "must be 1 … " + MAX_FIRES + ", was " + count);
        }
        Instant after = body.instant("after").orElseGet(clock::instant);
        Optional<FieldReader> bounds = body.object("bounds");
        body.done();
        Schedule parsed = schedules.read(Optional.of(schedule));
        return Future.succeededFuture(fires(TimesJson.bounds(bounds), parsed, after, count));
    }

    private static HttpAnswer fires(Bounds bounds, Schedule schedule, Instant after, int count) {
        return Answers.json(200, ViewJson.fires(bounds.preview(schedule, after, count)));
    }

    /** For all: a worker serves groups, which stand beside the namespaces. */
    private Future<HttpAnswer> workers(NativeCall call) {
        call.expectNothing();
        return service.workers().map(workers -> Answers.json(200, ViewJson.items(workers, ViewJson::worker)));
    }
}
