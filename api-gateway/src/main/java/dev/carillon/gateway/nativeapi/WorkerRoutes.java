package dev.carillon.gateway.nativeapi;

import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.service.JobService;
import io.vertx.core.Future;
import java.util.List;

/** The list of workers. */
final class WorkerRoutes {

    private final JobService service;
    private final Guards guards;

    WorkerRoutes(JobService service, Guards guards) {
        this.service = service;
        this.guards = guards;
    }

    List<Route> routes() {
        return List.of(Route.reads("GET", "/workers", guards::none, this::workers));
    }

    /** For all: a worker serves groups, which stand beside the namespaces. */
    private Future<HttpAnswer> workers(NativeCall call) {
        call.expectNothing();
        return service.workers().map(workers -> Answers.json(200, ViewJson.items(workers, ViewJson::worker)));
    }
}
