package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.service.JobArchive;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.JobService.JobQuery;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations on jobs. */
final class JobRoutes {

    static final int MAX_PAGE = 1000;
    static final int DEFAULT_PAGE = 100;

    private final JobService service;
    private final JobArchive archive;
    private final JobJson json;
    private final Guards guards;

    JobRoutes(JobService service, JobArchive archive, JobJson json, Guards guards) {
        this.service = service;
        this.archive = archive;
        this.json = json;
        this.guards = guards;
    }

    List<Route> routes() {
        return List.of(
                Route.changes("POST", "/jobs", guards::none, this::create),
                Route.reads("GET", "/jobs", guards::list, this::list),
                Route.reads("GET", "/jobs/{id}", guards::job, this::get),
                Route.changes("PUT", "/jobs/{id}", guards::jobOrNew, this::put),
                Route.changes("DELETE", "/jobs/{id}", guards::job, this::delete),
                Route.changes("POST", "/jobs/{id}:enable", guards::job, this::enable),
                Route.changes("POST", "/jobs/{id}:disable", guards::job, this::disable),
                Route.changes("POST", "/jobs/{id}:trigger", guards::job, this::trigger),
                Route.reads("GET", "/jobs/{id}/skipped", guards::job, this::skipped),
                Route.reads("GET", "/jobs/{id}/changes", guards::job, this::changes));
    }

    private Future<HttpAnswer> create(NativeCall call) {
        call.query().done();
        JobId id = service.newJobId(call.commandId());
        FieldReader body = call.body();
        if (body.has("id") || body.has("revision")) {
            throw FieldReader.invalid(
                    body.has("id") ? "id" : "revision",
                    "is given by the server, leave it out; PUT takes an id of yours");
        }
        JobDefinition definition = json.read(body, id, Optional.empty()).definition();
        call.permissions().requireNamespace(definition.namespace());
        return service.submit(new Command.CreateJob(call.request(), definition))
                .compose(reply -> current(call, id))
                .map(job -> with(Answers.job(201, job), Map.of("Location", NativeApi.PREFIX + "/jobs/" + id)));
    }

    private Future<HttpAnswer> list(NativeCall call) {
        QueryReader query = call.query();
        int limit = query.integer("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        Optional<String> label = query.text("label");
        Optional<JobState> state = query.text("state").map(name -> PolicyJson.oneOf("state", name, JobState.class));
        Optional<Boolean> enabled = query.flag("enabled");
        if (state.isPresent() && enabled.isPresent()) {
            throw FieldReader.invalid("state", "must not be sent together with enabled");
        }
        JobQuery wanted = new JobQuery(
                call.permissions().namespaces(),
                query.text("namespace"),
                query.text("group"),
                query.text("name"),
                enabled.or(() -> state.flatMap(JobState::enabled)),
                state.flatMap(JobState::paused),
                label.map(text -> text.split("=", 2)[0]),
                label.filter(text -> text.contains("=")).map(text -> text.split("=", 2)[1]),
                query.text("cursor").map(PageCursor::job).orElse(0L),
                limit + 1);
        query.done();
        return service.jobs(wanted).map(jobs -> page(jobs, limit));
    }

    /** One more than the page was asked for: whether there is another page. */
    private static HttpAnswer page(List<JobDefinition> jobs, int limit) {
        List<JobDefinition> page = jobs.subList(0, Math.min(limit, jobs.size()));
        ObjectNode body = ViewJson.items(page, JobJson::write);
        if (jobs.size() > limit) {
            body.put("nextCursor", PageCursor.afterJob(page.getLast().id().value()));
        }
        return Answers.json(200, body);
    }

    private Future<HttpAnswer> get(NativeCall call) {
        call.expectNothing();
        return current(call, call.jobId()).map(job -> Answers.job(200, job));
    }

    private Future<HttpAnswer> put(NativeCall call) {
        call.query().done();
        JobId id = call.jobId();
        FieldReader body = call.body();
        Future<Optional<JobDefinition>> kept =
                SecretsJson.keepsSome(body) ? service.job(id) : Future.succeededFuture(Optional.empty());
        return kept.compose(stored -> put(
                call,
                json.read(body, id, stored),
                stored.map(JobDefinition::revision).orElse(0L)));
    }

    /** @param keptOf the revision whose secrets are kept: no other is replaced, since it may have others; 0 when none are */
    private Future<HttpAnswer> put(NativeCall call, JobJson.Sent sent, long keptOf) {
        JobId id = sent.definition().id();
        call.permissions().requireNamespace(sent.definition().namespace());
        boolean onlyIfAbsent = onlyIfAbsent(call);
        long known = expected(call, sent.revision());
        long expected = known == 0 ? keptOf : known;
        return mustBeNew(call, id, expected)
                .map(mustBeNew -> onlyIfAbsent || mustBeNew
                        ? new Command.CreateJob(call.request(), sent.definition())
                        : new Command.ReplaceJob(call.request(), sent.definition(), expected))
                .compose(service::submit)
                .compose(reply -> current(call, id))
                .map(job -> Answers.job(200, job));
    }

    /** A limited caller replaces only what the view shows to be its own; what this gateway has not met yet may be another's. */
    private Future<Boolean> mustBeNew(NativeCall call, JobId id, long expected) {
        if (call.permissions().everyNamespace()) {
            return Future.succeededFuture(false);
        }
        return service.job(id)
                .compose(found -> found.isEmpty() && expected != 0
                        ? Future.failedFuture(Answers.notFound("job " + id))
                        : Future.succeededFuture(found.isEmpty()));
    }

    private static boolean onlyIfAbsent(NativeCall call) {
        Optional<String> header = call.http().header("if-none-match");
        if (header.isPresent() && !header.get().equals("*")) {
            throw FieldReader.invalid("If-None-Match", "must be * here, which means: only if the job does not exist");
        }
        if (header.isPresent() && call.expectedRevision().isPresent()) {
            throw FieldReader.invalid("If-None-Match", "must not be sent together with If-Match");
        }
        return header.isPresent();
    }

    /** The revision of the header or of the body, which is there when an answer is sent back. */
    static long expected(NativeCall call, long inBody) {
        long inHeader = call.expectedRevision().orElse(inBody);
        if (inBody != 0 && inHeader != inBody) {
            throw FieldReader.invalid("revision", "is " + inBody + ", but If-Match says " + inHeader);
        }
        return inHeader;
    }

    private Future<HttpAnswer> delete(NativeCall call) {
        call.expectNothing();
        long expected = call.expectedRevision().orElse(0L);
        return service.submit(new Command.DeleteJob(call.request(), call.jobId(), expected))
                .map(reply -> Answers.empty());
    }

    private Future<HttpAnswer> enable(NativeCall call) {
        call.expectNothing();
        long expected = call.expectedRevision().orElse(0L);
        return changed(call, new Command.EnableJob(call.request(), call.jobId(), expected));
    }

    private Future<HttpAnswer> disable(NativeCall call) {
        call.expectNothing();
        long expected = call.expectedRevision().orElse(0L);
        return changed(call, new Command.DisableJob(call.request(), call.jobId(), expected));
    }

    private Future<HttpAnswer> changed(NativeCall call, Command command) {
        return service.submit(command)
                .compose(reply -> current(call, command.jobId()))
                .map(job -> Answers.job(200, job));
    }

    private Future<HttpAnswer> trigger(NativeCall call) {
        call.query().done();
        FieldReader body = call.optionalBody();
        @Nullable
        String parameters =
                body.optionalText("parameters").map(JobRoutes::checkParameters).orElse(null);
        boolean onlyIfEnabled = body.flag("onlyIfEnabled", false);
        Execution.Target target = new Execution.Target(body.text("worker", ""), body.text("label", ""));
        body.done();
        return service.submit(new Command.TriggerJob(call.request(), call.jobId(), parameters, onlyIfEnabled, target))
                .compose(reply -> started(call, reply))
                .map(execution -> with(
                        Answers.json(202, execution),
                        Map.of(
                                "Location",
                                NativeApi.PREFIX + "/executions/"
                                        + execution.get("id").textValue())));
    }

    /** What takes the place of the definition's parameters has their limit. */
    static String checkParameters(String parameters) {
        if (parameters.getBytes(StandardCharsets.UTF_8).length > JobDefinition.MAX_PARAMETERS_BYTES) {
            throw FieldReader.invalid(
                    "parameters", "must be at most " + JobDefinition.MAX_PARAMETERS_BYTES + " bytes of UTF-8");
        }
        return parameters;
    }

    private Future<ObjectNode> started(NativeCall call, Reply reply) {
        ExecutionId id =
                reply.executionId() == null ? ExecutionId.manual(call.jobId(), call.commandId()) : reply.executionId();
        return service.execution(id)
                .compose(found -> Answers.orNotFound(found, "execution " + id))
                .map(ViewJson::execution);
    }

    private Future<HttpAnswer> skipped(NativeCall call) {
        int limit = limit(call);
        return archive.skipped(call.jobId(), limit)
                .compose(fires -> knownIf(!fires.isEmpty(), call)
                        .map(known -> Answers.json(200, ViewJson.items(fires, ViewJson::skipped))));
    }

    /** With their definitions on request: a hundred of them are long. */
    private Future<HttpAnswer> changes(NativeCall call) {
        QueryReader query = call.query();
        int limit = query.integer("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        boolean definitions = query.flag("definitions").orElse(false);
        query.done();
        return archive.changes(call.jobId(), limit)
                .compose(changes -> knownIf(!changes.isEmpty(), call)
                        .map(known -> Answers.json(
                                200, ViewJson.items(changes, change -> ViewJson.change(change, definitions)))));
    }

    private static int limit(NativeCall call) {
        QueryReader query = call.query();
        int limit = query.integer("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        query.done();
        return limit;
    }

    /** A deleted job still has its past; a job that never was has not. */
    private Future<?> knownIf(boolean hasPast, NativeCall call) {
        return hasPast ? Future.succeededFuture() : current(call, call.jobId());
    }

    /** Checked again, since the job may have moved between the guard and this. */
    private Future<JobDefinition> current(NativeCall call, JobId id) {
        return service.job(id)
                .compose(found -> Answers.orNotFound(found, "job " + id))
                .map(job -> {
                    call.permissions().requireNamespace(job.namespace());
                    return job;
                });
    }

    private static HttpAnswer with(HttpAnswer answer, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.putAll(more);
        return answer.withHeaders(headers);
    }
}
