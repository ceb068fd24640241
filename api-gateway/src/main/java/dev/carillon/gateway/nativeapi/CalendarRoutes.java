package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.CalendarService;
import dev.carillon.gateway.service.CalendarService.CalendarQuery;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The operations on calendars. */
final class CalendarRoutes {

    /** Jobs that the refusal of a deletion names. */
    private static final int NAMED_USERS = 5;

    private final CalendarService service;
    private final CalendarJson json;
    private final InstantSource clock;
    private final Guards guards;

    CalendarRoutes(CalendarService service, CalendarJson json, InstantSource clock, Guards guards) {
        this.service = service;
        this.json = json;
        this.clock = clock;
        this.guards = guards;
    }

    List<Route> routes() {
        return List.of(
                Route.changes("POST", "/calendars", guards::none, this::create),
                Route.reads("GET", "/calendars", guards::list, this::list),
                Route.reads("GET", "/calendars/{id}", this::admit, this::get),
                Route.changes("PUT", "/calendars/{id}", this::admit, this::put),
                Route.changes("DELETE", "/calendars/{id}", this::admit, this::delete),
                Route.reads("GET", "/calendars/{id}/check", this::admit, this::check));
    }

    /** The calendar of the path must be in one of the caller's namespaces; one that the view does not have is nobody's. */
    private Future<Void> admit(NativeCall call) {
        if (call.permissions().everyNamespace()) {
            return Future.succeededFuture();
        }
        return current(call).mapEmpty();
    }

    private Future<HttpAnswer> create(NativeCall call) {
        call.query().done();
        FieldReader body = call.body();
        if (body.has("id") || body.has("revision")) {
            throw FieldReader.invalid(body.has("id") ? "id" : "revision", "is given by the server, leave it out");
        }
        Calendar calendar = json.read(body, Optional.empty()).calendar();
        call.permissions().requireNamespace(calendar.namespace());
        return service.createCalendar(call.request(), calendar)
                .map(made -> answer(201, made, Map.of("Location", NativeApi.PREFIX + "/calendars/" + made.id())));
    }

    private Future<HttpAnswer> list(NativeCall call) {
        QueryReader query = call.query();
        int limit = query.integer("limit", 1, JobRoutes.MAX_PAGE, JobRoutes.DEFAULT_PAGE);
        CalendarQuery wanted = new CalendarQuery(
                call.permissions().namespaces(),
                query.text("namespace"),
                query.text("name"),
                query.text("cursor").map(PageCursor::job).orElse(0L),
                limit + 1);
        query.done();
        return service.calendars(wanted).map(found -> page(found, limit));
    }

    /** One more than the page was asked for: whether there is another page. */
    private static HttpAnswer page(List<Calendar> found, int limit) {
        List<Calendar> page = found.subList(0, Math.min(limit, found.size()));
        ObjectNode body = ViewJson.items(page, CalendarJson::write);
        if (found.size() > limit) {
            body.put("nextCursor", PageCursor.afterJob(page.getLast().id().value()));
        }
        return Answers.json(200, body);
    }

    private Future<HttpAnswer> get(NativeCall call) {
        call.expectNothing();
        return current(call).map(calendar -> answer(200, calendar, Map.of()));
    }

    private Future<HttpAnswer> put(NativeCall call) {
        call.query().done();
        FieldReader body = call.body();
        return current(call).compose(old -> {
            CalendarJson.Sent sent = json.read(body, Optional.of(old));
            return service.replaceCalendar(call.request(), sent.calendar(), JobRoutes.expected(call, sent.revision()))
                    .map(calendar -> answer(200, calendar, Map.of()));
        });
    }

    private Future<HttpAnswer> delete(NativeCall call) {
        call.expectNothing();
        long expected = call.expectedRevision().orElse(0L);
        return service.users(id(call), NAMED_USERS + 1)
                .compose(users -> users.isEmpty()
                        ? service.deleteCalendar(call.request(), id(call), expected)
                                .map(gone -> Answers.empty())
                        : Future.succeededFuture(stillUsed(call, users)));
    }

    /** Always 409: an If-Match that came along is not what is wrong. */
    private static HttpAnswer stillUsed(NativeCall call, List<JobDefinition> users) {
        String some = users.stream()
                .limit(NAMED_USERS)
                .map(job -> job.name() + " (" + job.id() + ")")
                .collect(Collectors.joining(", "));
        String message = "calendar " + call.id() + " is still named by jobs: " + some
                + (users.size() > NAMED_USERS ? " and more" : "")
                + "; take it out of their calendars first, nothing was changed";
        ApiError error = ApiError.of(ApiError.Category.CONFLICT, message);
        return Answers.error(409, error.category().name(), error, NativeApi.requestId(call.http()));
    }

    /** Whether a nominal time is excluded, and by which part. */
    private Future<HttpAnswer> check(NativeCall call) {
        QueryReader query = call.query();
        Instant at = query.instant("at").orElseGet(clock::instant).truncatedTo(ChronoUnit.MILLIS);
        query.done();
        return current(call).map(calendar -> {
            Optional<String> part = calendar.exclusions().excludes(at);
            ObjectNode body = StrictJson.object()
                    .put("at", at.toString())
                    .put("revision", calendar.revision())
                    .put("excluded", part.isPresent());
            part.ifPresent(text -> body.put("part", text));
            return Answers.json(200, body);
        });
    }

    private Future<Calendar> current(NativeCall call) {
        JobId id = id(call);
        return service.calendar(id)
                .compose(found -> Answers.orNotFound(found, "calendar " + id))
                .map(calendar -> {
                    call.permissions().requireNamespace(calendar.namespace());
                    return calendar;
                });
    }

    private static JobId id(NativeCall call) {
        try {
            return new JobId(Long.parseLong(call.id()));
        } catch (NumberFormatException | InvalidDefinitionException e) {
            throw FieldReader.invalid("id", "must be a calendar's id, 1 … " + JobId.MAX + ", was " + call.id());
        }
    }

    private static HttpAnswer answer(int status, Calendar calendar, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("ETag", "\"" + calendar.revision() + "\"");
        return Answers.json(status, CalendarJson.write(calendar)).withHeaders(headers);
    }
}
