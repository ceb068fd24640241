package dev.carillon.gateway.nativeapi;

import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.CalendarService;
import dev.carillon.gateway.service.JobService.JobQuery;
import dev.carillon.gateway.service.Permissions;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The calendars of a cluster of one map: revisions, repeated command ids and conflicts as the scheduler has them. */
final class InMemoryCalendars implements CalendarService {

    private final Map<JobId, Calendar> calendars = new TreeMap<>();
    private final Map<String, Calendar> done = new HashMap<>();
    private final InMemoryJobs jobs;

    InMemoryCalendars(InMemoryJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public synchronized Future<Calendar> createCalendar(Command.Request request, Calendar calendar) {
        if (done.containsKey(request.commandId())) {
            return Future.succeededFuture(done.get(request.commandId()));
        }
        return calendars.containsKey(calendar.id())
                ? refused(Category.CONFLICT, "calendar " + calendar.name() + " exists already")
                : put(request, calendar, 1);
    }

    @Override
    public synchronized Future<Calendar> replaceCalendar(
            Command.Request request, Calendar calendar, long expectedRevision) {
        return checked(calendar.id(), expectedRevision).compose(old -> put(request, calendar, old.revision() + 1));
    }

    @Override
    public synchronized Future<Void> deleteCalendar(Command.Request request, JobId id, long expectedRevision) {
        return checked(id, expectedRevision).map(old -> {
            calendars.remove(id);
            return null;
        });
    }

    private Future<Calendar> checked(JobId id, long expectedRevision) {
        Calendar old = calendars.get(id);
        if (old == null) {
            return refused(Category.NOT_FOUND, "calendar " + id);
        }
        return expectedRevision != 0 && expectedRevision != old.revision()
                ? refused(Category.CONFLICT, "calendar " + id + " has revision " + old.revision())
                : Future.succeededFuture(old);
    }

    private Future<Calendar> put(Command.Request request, Calendar calendar, long revision) {
        Calendar next = calendar.accepted(revision, Audit.created(InMemoryJobs.NOW, request.principal()));
        calendars.put(next.id(), next);
        done.put(request.commandId(), next);
        return Future.succeededFuture(next);
    }

    private static <T> Future<T> refused(Category category, String message) {
        return Future.failedFuture(new ApiException(ApiError.of(category, message)));
    }

    @Override
    public synchronized Future<Optional<Calendar>> calendar(JobId id) {
        return Future.succeededFuture(Optional.ofNullable(calendars.get(id)));
    }

    @Override
    public synchronized Future<List<JobDefinition>> users(JobId id, int limit) {
        Calendar calendar = calendars.get(id);
        JobQuery all = new JobQuery(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                1000);
        return calendar == null
                ? Future.succeededFuture(List.of())
                : jobs.jobs(all)
                        .map(found -> found.stream()
                                .filter(job -> job.namespace().equals(calendar.namespace())
                                        && job.calendars().contains(calendar.name()))
                                .limit(limit)
                                .toList());
    }

    @Override
    public synchronized Future<List<Calendar>> calendars(CalendarQuery query) {
        Permissions permissions = new Permissions(Set.of(), query.allowed(), true);
        return Future.succeededFuture(calendars.values().stream()
                .filter(one -> permissions.mayTouch(one.namespace()))
                .filter(one -> query.namespace().map(one.namespace()::equals).orElse(true))
                .filter(one -> query.name().map(one.name()::equals).orElse(true))
                .filter(one -> one.id().value() > query.after())
                .limit(query.limit())
                .toList());
    }
}
