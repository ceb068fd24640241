package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.time.Bounds;
import dev.carillon.core.time.Schedule;
import dev.carillon.gateway.fires.CalendarCheck;
import dev.carillon.gateway.fires.Explainer;
import dev.carillon.gateway.fires.FireList;
import dev.carillon.gateway.fires.FireView;
import dev.carillon.gateway.fires.Preview;
import dev.carillon.gateway.fires.Timeline;
import dev.carillon.gateway.fires.Window;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.service.CalendarService;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobArchive;
import dev.carillon.gateway.service.JobPast;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What a job's fires were and will be, and why; and what a schedule would fire that no job has yet. */
final class FireRoutes {

    static final int MAX_FIRES = 1000;
    static final int DEFAULT_FIRES = 10;
    static final Duration MAX_RANGE = Duration.ofDays(366);

    private final JobArchive archive;
    private final CalendarService calendars;
    private final ScheduleJson schedules;
    private final InstantSource clock;
    private final Guards guards;

    FireRoutes(
            JobArchive archive, CalendarService calendars, ScheduleJson schedules, InstantSource clock, Guards guards) {
        this.archive = archive;
        this.calendars = calendars;
        this.schedules = schedules;
        this.clock = clock;
        this.guards = guards;
    }

    List<Route> routes() {
        return List.of(
                Route.reads("GET", "/jobs/{id}/fires", guards::job, this::fires),
                Route.reads("GET", "/jobs/{id}/explain", guards::job, this::explain),
                Route.reads("POST", "/schedules/preview", guards::none, this::preview));
    }

    /** Without from: what comes after now. */
    private static Window window(Optional<Instant> from, Optional<Instant> until, int count, Instant now) {
        Instant begin = from.map(given -> checked("from", given)).orElse(now.plusMillis(1));
        Instant end = until.map(given -> checked("until", given)).orElse(Timeline.END);
        if (!begin.isBefore(end)) {
            throw FieldReader.invalid("until", "must be after from, which is " + begin + ", was " + end);
        }
        if (until.isPresent() && Duration.between(begin, end).compareTo(MAX_RANGE) > 0) {
            throw FieldReader.invalid(
                    "until", "must be at most " + MAX_RANGE.toDays() + " days after from, ask in parts; was " + end);
        }
        return new Window(begin, end, count);
    }

    /** Schedules have whole milliseconds; what is more exact is between two of them. */
    static Instant checked(String name, Instant instant) {
        if (instant.isBefore(Instant.EPOCH) || !instant.isBefore(Timeline.END)) {
            throw FieldReader.invalid(name, "must be in the years 1970–2199, was " + instant);
        }
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Future<HttpAnswer> fires(NativeCall call) {
        QueryReader query = call.query();
        int count = query.integer("count", 1, MAX_FIRES, DEFAULT_FIRES);
        Optional<Instant> from = query.instant("from");
        Optional<Instant> until = query.instant("until");
        Optional<Instant> after = query.text("cursor").map(PageCursor::fire);
        query.done();
        Instant now = now();
        Window asked = window(from, until, count, now);
        Window window = after.map(asked::after).orElse(asked).andOneMore();
        JobId id = call.jobId();
        return past(call, id)
                .compose(past -> archive.recorded(id, window.from(), window.until(), window.count())
                        .compose(recorded ->
                                calendars(past).map(check -> FireList.of(past, recorded, check, now, window)))
                        .map(fires -> answer(id, past, fires, count)));
    }

    private static HttpAnswer answer(JobId id, JobPast past, List<FireView> fires, int count) {
        List<FireView> page = fires.subList(0, Math.min(count, fires.size()));
        ObjectNode body = FiresJson.of(id, past, page);
        if (fires.size() > count) {
            body.put("nextCursor", PageCursor.afterFire(page.getLast().nominal()));
        }
        return Answers.json(200, body);
    }

    private Future<HttpAnswer> explain(NativeCall call) {
        QueryReader query = call.query();
        Optional<Instant> asked = query.instant("at").map(given -> checked("at", given));
        query.done();
        Instant at = asked.orElseThrow(
                () -> FieldReader.invalid("at", "is missing: an instant such as 2026-01-31T12:00:00Z"));
        Instant now = now();
        JobId id = call.jobId();
        return past(call, id).compose(past -> {
            Explainer explainer = new Explainer(past, at);
            return archive.recordedAt(id, explainer.nominals())
                    .compose(recorded -> ahead(explainer.notBegun(recorded, now))
                            .compose(ahead ->
                                    calendars(past).map(check -> explainer.explain(recorded, check, ahead, now))))
                    .map(explanation -> Answers.json(200, FiresJson.of(id, explanation, now)));
        });
    }

    private Future<Integer> ahead(Optional<ExecutionView> notBegun) {
        return notBegun.map(archive::ahead).orElse(Future.succeededFuture(0));
    }

    /** Checked again, since the job may have moved between the guard and this. */
    private Future<JobPast> past(NativeCall call, JobId id) {
        return archive.past(id).map(past -> {
            if (past.isEmpty()) {
                throw Answers.notFound("job " + id);
            }
            past.current().ifPresent(job -> call.permissions().requireNamespace(job.namespace()));
            return past;
        });
    }

    private Future<CalendarCheck> calendars(JobPast past) {
        return past.current()
                .map(job -> calendars(job.namespace(), job.calendars()))
                .orElseGet(() -> Future.succeededFuture(CalendarCheck.NONE));
    }

    private Future<CalendarCheck> calendars(String namespace, List<String> names) {
        List<Future<Optional<Calendar>>> asked = names.stream()
                .distinct()
                .map(name -> calendars.calendar(Calendar.idOf(namespace, name)))
                .toList();
        return Future.all(asked)
                .map(done -> CalendarCheck.of(asked.stream()
                        .map(Future::result)
                        .flatMap(Optional::stream)
                        .toList()));
    }

    private Future<HttpAnswer> preview(NativeCall call) {
        call.query().done();
        FieldReader body = call.body();
        FieldReader sent = body.object("schedule").orElseThrow(() -> FieldReader.invalid("schedule", "is missing"));
        int count = body.integer("count", DEFAULT_FIRES);
        if (count < 1 || count > MAX_FIRES) {
            throw FieldReader.invalid("count", "must be 1 … " + MAX_FIRES + ", was " + count);
        }
        Instant now = now();
        Window window = window(body.instant("from"), body.instant("until"), count, now);
        Optional<FieldReader> sentBounds = body.object("bounds");
        String namespace = body.text("namespace", "default");
        List<String> names = body.texts("calendars");
        if (names.size() > JobDefinition.MAX_CALENDARS) {
            throw FieldReader.invalid("calendars", "must be at most " + JobDefinition.MAX_CALENDARS);
        }
        body.done();
        if (!names.isEmpty()) {
            call.permissions().requireNamespace(namespace);
        }
        Schedule schedule = schedules.read(Optional.of(sent));
        Bounds bounds = TimesJson.bounds(sentBounds);
        return calendars(namespace, names).map(check -> {
            check.unknown(names).ifPresent(name -> {
                throw FieldReader.invalid("calendars", "namespace " + namespace + " has no calendar " + name);
            });
            return Answers.json(200, FiresJson.of(Preview.of(schedule, bounds, names, check, now, window)));
        });
    }
}
