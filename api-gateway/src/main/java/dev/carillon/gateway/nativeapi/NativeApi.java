package dev.carillon.gateway.nativeapi;

import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.security.NativeAuth;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.CalendarService;
import dev.carillon.gateway.service.Credentials;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.JobArchive;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.SecretSealer;
import dev.carillon.gateway.vendor.VendorAdapter;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native API. It stands behind the same border as the vendors' and, as the last one asked, also answers what nobody claims.
 *
 * <pre>
 * request ─▶ route by method and path ─▶ authenticate ─▶ guard ─▶ handler ─▶ JobService ─▶ answer
 *                 404, 405                  401, 403      403, 404     400       404, 409, 412, 503 …
 * </pre>
 *
 * <p>Every error has the form {@code {"error": {"code", "message", "field"}, "requestId"}}. What each operation takes and gives
 * stands in {@code openapi.json}, which a test compares with {@link #routes}. Called from event loops; never blocks.
 */
public final class NativeApi implements VendorAdapter {

    public static final String PREFIX = "/api/v1";
    static final String OPENAPI = "/openapi.json";

    private static final Logger LOG = LoggerFactory.getLogger(NativeApi.class);

    private final NativeAuth auth;
    private final CommandIds commandIds;
    private final List<Route> routes;
    private final HttpAnswer document;

    /**
     * What the API builds on.
     *
     * @param secrets seals the secrets of jobs
     */
    public record Services(
            JobService jobs,
            JobArchive archive,
            CalendarService calendars,
            SecretSealer secrets,
            Credentials credentials) {}

    /**
     * @param defaultZone of cron expressions that name none
     * @param random for command ids; safe for use by several threads
     */
    public NativeApi(Services services, ZoneId defaultZone, InstantSource clock, RandomGenerator random) {
        JobService service = services.jobs();
        JobArchive archive = services.archive();
        ScheduleJson schedules = new ScheduleJson(defaultZone);
        JobJson json = new JobJson(schedules, new SecretsJson(services.secrets()));
        Guards guards = new Guards(service);
        this.auth = new NativeAuth(services.credentials());
        this.commandIds = new CommandIds(random);
        this.document = document();
        this.routes = Stream.of(
                        new JobRoutes(service, archive, json, guards).routes(),
                        new ExecutionRoutes(service, archive, guards).routes(),
                        new PauseRoutes(service, archive, clock, guards).routes(),
                        new BackfillRoutes(service, archive, guards).routes(),
                        new FireRoutes(archive, services.calendars(), schedules, clock, guards).routes(),
                        new CalendarRoutes(services.calendars(), new CalendarJson(schedules), clock, guards).routes(),
                        new WorkerRoutes(service, guards).routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String name() {
        return ApiName.NATIVE;
    }

    @Override
    public boolean claims(HttpCall call) {
        return call.path().startsWith(PREFIX + "/");
    }

    List<Route> routes() {
        return routes;
    }

    @Override
    public Future<HttpAnswer> answer(HttpCall call) {
        Future<HttpAnswer> answer;
        try {
            answer = dispatch(call);
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        return answer.otherwise(problem -> refuse(call, errorOf(call, problem)));
    }

    private Future<HttpAnswer> dispatch(HttpCall call) {
        String path = claims(call) ? call.path().substring(PREFIX.length()) : "";
        if (path.equals(OPENAPI) && call.method().equals("GET")) {
            // Open to all: it is in the public repository too, and tells a client how to authenticate.
            return Future.succeededFuture(document);
        }
        List<Route> here =
                routes.stream().filter(route -> route.match(path).isPresent()).toList();
        Optional<Route> route =
                here.stream().filter(one -> one.method().equals(call.method())).findFirst();
        if (here.isEmpty()) {
            throw new ApiException(ApiError.of(
                    Category.NOT_FOUND,
                    "nothing is at " + call.path() + "; see " + PREFIX + OPENAPI + " for what exists"));
        }
        Credential caller = auth.authenticate(call);
        caller.permissions().requireApi(name());
        if (route.isEmpty()) {
            return Future.succeededFuture(methodNotAllowed(call, here));
        }
        return serve(route.get(), call, caller, path);
    }

    private Future<HttpAnswer> serve(Route route, HttpCall call, Credential caller, String path) {
        if (route.changes()) {
            caller.permissions().requireWrite(route.method() + " " + route.template());
        }
        // A plus is a plus in a path; only queries write blanks so.
        List<String> names = route.match(path).orElseThrow().stream()
                .map(raw -> QueryReader.decode("id", raw.replace("+", "%2B")))
                .toList();
        String id = names.isEmpty() ? "" : names.getFirst();
        String part = names.size() < 2 ? "" : names.get(1);
        NativeCall request = new NativeCall(call, caller, id, part, commandIds.of(call, caller.accessKey()));
        return route.guard().admit(request).compose(admitted -> route.handler().handle(request));
    }

    private static HttpAnswer methodNotAllowed(HttpCall call, List<Route> here) {
        String allowed = here.stream().map(Route::method).distinct().sorted().collect(Collectors.joining(", "));
        ApiError error = ApiError.of(Category.UNSUPPORTED, call.method() + " is not possible here, but " + allowed);
        return Answers.error(405, "METHOD_NOT_ALLOWED", error, requestId(call)).withHeaders(Map.of("Allow", allowed));
    }

    private static ApiError errorOf(HttpCall call, Throwable problem) {
        if (problem instanceof ApiException known) {
            return known.error();
        }
        if (problem instanceof InvalidDefinitionException invalid) {
            return ApiError.invalid(invalid.field(), String.valueOf(invalid.getMessage()));
        }
        LOG.atError()
                .addKeyValue("requestId", requestId(call))
                .addKeyValue("path", call.path())
                .setCause(problem)
                .log("a request failed");
        return ApiError.of(Category.INTERNAL, "the gateway failed; its log tells more under this request id");
    }

    @Override
    public HttpAnswer refuse(HttpCall call, ApiError error) {
        boolean precondition = error.category() == Category.CONFLICT
                && (call.header("if-match").isPresent()
                        || call.header("if-none-match").isPresent());
        HttpAnswer answer = precondition
                ? Answers.error(412, "PRECONDITION_FAILED", error, requestId(call))
                : Answers.error(error.category().status(), error.category().name(), error, requestId(call));
        return error.category() == Category.UNAUTHENTICATED
                ? answer.withHeaders(Map.of("WWW-Authenticate", "Basic realm=\"carillon\", charset=\"UTF-8\""))
                : answer;
    }

    /** The front gives every call one; see its {@code X-Request-Id}. */
    static String requestId(HttpCall call) {
        return call.header("x-request-id").orElse("");
    }

    private static HttpAnswer document() {
        try (InputStream file = NativeApi.class.getResourceAsStream("/openapi.json")) {
            if (file == null) {
                throw new IllegalStateException("openapi.json is missing from the jar");
            }
            return new HttpAnswer(200, Answers.JSON, file.readAllBytes(), Map.of());
        } catch (IOException e) {
            throw new IllegalStateException("openapi.json cannot be read from the jar", e);
        }
    }
}
