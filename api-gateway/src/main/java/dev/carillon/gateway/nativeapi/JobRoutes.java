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

    JobRoutes(JobService service, JobArchive archive, JobJson json) {
        this.service = service;
        this.archive = archive;
        this.json = json;
    }

    List<Route> routes() {
        return List.of(
                Route.changes("POST", "/jobs", this::create),
                Route.reads("GET", "/jobs", this::list),
                Route.reads("GET", "/jobs/{id}", this::get),
                Route.changes("PUT", "/jobs/{id}", this::put),
                Route.changes("DELETE", "/jobs/{id}", this::delete),
                Route.changes("POST", "/jobs/{id}:enable", this::enable),
                Route.changes("POST", "/jobs/{id}:disable", this::disable),
                Route.changes("POST", "/jobs/{id}:trigger", this::trigger),
                Route.reads("GET", "/jobs/{id}/skipped", this::skipped),
                Route.reads("GET", "/jobs/{id}/changes", this::changes));
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
        Command command = new Command.CreateJob(
                call.request(), json.read(body, id, Optional.empty()).definition());
        return service.submit(command)
                .compose(reply -> current(id))
                .map(job -> with(Answers.job(201, job), Map.of("Location", NativeApi.PREFIX + "/jobs/" + id)));
    }

    private Future<HttpAnswer> list(NativeCall call) {
        QueryReader query = call.query();
        int limit = query.integer("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        Optional<String> label = query.text("label");
        JobQuery wanted = new JobQuery(
                query.text("namespace"),
                query.text("group"),
                query.text("name"),
                query.flag("enabled"),
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
        return current(call.jobId()).map(job -> Answers.job(200, job));
    }

    private Future<HttpAnswer> put(NativeCall call) {
        call.query().done();
        JobId id = call.jobId();
        FieldReader body = call.body();
        Future<Optional<JobDefinition>> stored =
                SecretsJson.keepsSome(body) ? service.job(id) : Future.succeededFuture(Optional.empty());
        return stored.compose(found -> service.submit(replacement(call, body, id, found)))
                .compose(reply -> current(id))
                .map(job -> Answers.job(200, job));
    }

    /** @param stored whose secrets are kept; then it replaces this revision only, since another may have others */
    private Command replacement(NativeCall call, FieldReader body, JobId id, Optional<JobDefinition> stored) {
        JobJson.Sent sent = json.read(body, id, stored);
        if (onlyIfAbsent(call)) {
            return new Command.CreateJob(call.request(), sent.definition());
        }
        long expected = expected(call, sent.revision());
        long known = stored.map(JobDefinition::revision).orElse(0L);
        return new Command.ReplaceJob(call.request(), sent.definition(), expected == 0 ? known : expected);
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
    private static long expected(NativeCall call, long inBody) {
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
        return changed(new Command.EnableJob(call.request(), call.jobId(), expected));
    }

    private Future<HttpAnswer> disable(NativeCall call) {
        call.expectNothing();
        long expected = call.expectedRevision().orElse(0L);
        return changed(new Command.DisableJob(call.request(), call.jobId(), expected));
    }

    private Future<HttpAnswer> changed(Command command) {
        return service.submit(command)
                .compose(reply -> current(command.jobId()))
                .map(job -> Answers.job(200, job));
    }

    private Future<HttpAnswer> trigger(NativeCall call) {
        call.query().done();
        FieldReader body = call.optionalBody();
        @Nullable String parameters = body.optionalText("parameters").orElse(null);
        if (parameters != null
                && parameters.getBytes(StandardCharsets.UTF_8).length > JobDefinition.MAX_PARAMETERS_BYTES) {
            throw FieldReader.invalid(
                    "parameters", "must be at most " + JobDefinition.MAX_PARAMETERS_BYTES + " bytes of UTF-8");
        }
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
                .compose(fires -> knownIf(!fires.isEmpty(), call.jobId())
                        .map(known -> Answers.json(200, ViewJson.items(fires, ViewJson::skipped))));
    }

    private Future<HttpAnswer> changes(NativeCall call) {
        int limit = limit(call);
        return archive.changes(call.jobId(), limit)
                .compose(changes -> knownIf(!changes.isEmpty(), call.jobId())
                        .map(known -> Answers.json(200, ViewJson.items(changes, ViewJson::change))));
    }

    private static int limit(NativeCall call) {
        QueryReader query = call.query();
        int limit = query.integer("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        query.done();
        return limit;
    }

    /** A deleted job still has its past; a job that never was has not. */
    private Future<?> knownIf(boolean hasPast, JobId id) {
        return hasPast ? Future.succeededFuture() : current(id);
    }

    private Future<JobDefinition> current(JobId id) {
        return service.job(id).compose(found -> Answers.orNotFound(found, "job " + id));
    }

    private static HttpAnswer with(HttpAnswer answer, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.putAll(more);
        return answer.withHeaders(headers);
    }
}
