package dev.carillon.gateway.service;

import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.view.View;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/** Calendars of the cluster: writes by the command log, reads from the view. Safe for use by several threads. */
public final class ClusterCalendars implements CalendarService {

    private final JobService jobs;
    private final View view;
    private final ViewReads reads;

    public ClusterCalendars(Vertx vertx, JobService jobs, View view) {
        this.jobs = jobs;
        this.view = view;
        this.reads = new ViewReads(vertx);
    }

    @Override
    public Future<Calendar> createCalendar(Command.Request request, Calendar calendar) {
        return written(new Command.CreateCalendar(request, calendar));
    }

    @Override
    public Future<Calendar> replaceCalendar(Command.Request request, Calendar calendar, long expectedRevision) {
        return written(new Command.ReplaceCalendar(request, calendar, expectedRevision));
    }

    private Future<Calendar> written(Command command) {
        return jobs.submit(command)
                .compose(reply -> calendar(command.jobId()))
                .map(found -> found.orElseThrow(() -> new ApiException(ApiError.of(
                        Category.NOT_FOUND, "calendar " + command.jobId() + " has been deleted meanwhile"))));
    }

    @Override
    public Future<Void> deleteCalendar(Command.Request request, JobId id, long expectedRevision) {
        return jobs.submit(new Command.DeleteCalendar(request, id, expectedRevision))
                .mapEmpty();
    }

    @Override
    public Future<Optional<Calendar>> calendar(JobId id) {
        return reads.here(view.calendar(id));
    }

    /** None of a calendar that the view does not have. */
    @Override
    public Future<List<JobDefinition>> users(JobId id, int limit) {
        return calendar(id)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(List.of())
                        : reads.here(view.jobsNaming(
                                found.get().namespace(), found.get().name(), limit)));
    }

    @Override
    public Future<List<Calendar>> calendars(CalendarQuery query) {
        return reads.here(view.calendars(query));
    }
}
