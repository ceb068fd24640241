package dev.carillon.gateway.service;

import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Times at which jobs do not fire, shared by the jobs of a namespace. Writes answer when this gateway's view holds the
 * effect; by then every shard applies it before any job that is created later. Futures fail with {@link ApiException} only.
 */
public interface CalendarService {

    /** CONFLICT when the name is taken. */
    Future<Calendar> createCalendar(Command.Request request, Calendar calendar);

    /** Replaces what it excludes; NOT_FOUND, or CONFLICT when the revision is another (0: whatever it is). */
    Future<Calendar> replaceCalendar(Command.Request request, Calendar calendar, long expectedRevision);

    /**
     * NOT_FOUND, or CONFLICT when the revision is another (0: whatever it is). Jobs that name it keep its last revision, so
     * {@link #users} is to be asked first.
     */
    Future<Void> deleteCalendar(Command.Request request, JobId id, long expectedRevision);

    Future<Optional<Calendar>> calendar(JobId id);

    /** Jobs that name it, as this gateway's view has them: one that is being made elsewhere now is not among them. */
    Future<List<JobDefinition>> users(JobId id, int limit);

    /** In the order of their ids. */
    Future<List<Calendar>> calendars(CalendarQuery query);

    /**
     * Which calendars; empty parts match all.
     *
     * @param allowed those of {@link Permissions#namespaces}: only calendars in one of these; empty for all
     * @param name exact
     * @param after only ids greater than this
     */
    record CalendarQuery(
            List<String> allowed, Optional<String> namespace, Optional<String> name, long after, int limit) {}
}
