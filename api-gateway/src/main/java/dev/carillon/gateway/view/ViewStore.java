package dev.carillon.gateway.view;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Project;
import dev.carillon.core.scheduling.Event;
import dev.carillon.core.scheduling.Output;
import dev.carillon.gateway.view.ViewRecord.Slot;
import dev.carillon.gateway.view.ViewRecord.Source;
import dev.carillon.gateway.view.ViewWaiters.Seen;
import dev.carillon.kafka.codec.CalendarCodec;
import dev.carillon.kafka.codec.DefinitionCodec;
import dev.carillon.kafka.codec.HistoryCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.ProjectCodec;
import dev.carillon.kafka.codec.UnreadableRecordException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing side of the view.
 *
 * <pre>
 * records of jobs and history ──▶ apply: one SQLite transaction ──▶ tables + offsets ──commit──▶ {@link ViewWaiters}
 *                                        readers see all of a batch or nothing
 * </pre>
 *
 * <p>Since rows and offsets are committed together, a restart goes on exactly where the file stands; without a file everything is
 * read again from Kafka. A failed batch is rolled back and may be applied again. One thread only.
 */
public final class ViewStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ViewStore.class);

    private final Connection connection;
    private final ViewWaiters waiters;
    private final ViewMeta meta;
    private final JobTable jobs;
    private final ProjectTable projects;
    private final CalendarTable calendars;
    private final Retention retention;
    private final HistoryWriter history;
    private final HistoryReach reach;
    private long generation;
    private long unreadable;

    ViewStore(Connection connection, ViewWaiters waiters, Aliases aliases, Retention.Limits limits)
            throws SQLException {
        this.connection = connection;
        this.waiters = waiters;
        this.meta = new ViewMeta(connection);
        this.jobs = new JobTable(connection);
        this.projects = new ProjectTable(connection);
        this.calendars = new CalendarTable(connection);
        this.retention = new Retention(connection, limits);
        this.history = new HistoryWriter(connection, aliases, jobs, retention);
        this.reach = new HistoryReach(connection);
        this.generation = meta.number(ViewMeta.GENERATION);
        connection.commit();
    }

    /**
     * Makes sure that the file belongs to this log: rows of another one are wiped, since they mean nothing here.
     *
     * @param log names the cluster and the incarnation of its topics
     */
    void bind(String log) {
        inTransaction("binding it to its log", () -> {
            boolean other =
                    meta.get(ViewMeta.LOG).filter(known -> !known.equals(log)).isPresent();
            if (other) {
                LOG.atWarn().log("the view was of another Kafka log; it is built anew");
                meta.wipe();
                generation = 0;
            }
            meta.set(ViewMeta.LOG, log);
        });
    }

    /** Empties the view, because what it has read is no longer in the log. */
    void wipe(String log) {
        inTransaction("emptying it", () -> {
            meta.wipe();
            meta.set(ViewMeta.LOG, log);
            generation = 0;
        });
    }

    /**
     * To be called when reading of {@code history} begins.
     *
     * @param lost partitions whose next records have left the topic unread
     */
    void readHistory(int partitions, Set<Integer> lost, Instant now) {
        inTransaction("beginning to read history", () -> {
            meta.set(ViewMeta.HISTORY_PARTITIONS, Integer.toString(partitions));
            for (int partition : lost) {
                reach.lost(partition, now);
            }
        });
    }

    Map<Slot, Long> offsets() {
        return query("reading its offsets", meta::offsets);
    }

    /** When the last batch was committed; the epoch for a fresh file. */
    Instant writtenAt() {
        return Instant.ofEpochMilli(query("reading its age", () -> meta.number(ViewMeta.WRITTEN_AT)));
    }

    /** Forgets how far {@code jobs} was read. What the new reading does not meet goes with {@link #sweep}. */
    void readJobsAnew() {
        inTransaction("beginning a new reading of the jobs", () -> {
            generation++;
            meta.set(ViewMeta.GENERATION, Long.toString(generation));
            meta.set(ViewMeta.SWEEP_OWED, "true");
            meta.forgetOffsets(Source.JOBS);
            meta.forgetOffsets(Source.PROJECTS);
            meta.forgetOffsets(Source.CALENDARS);
        });
    }

    /** To be called when {@code jobs} has been read to its end; does nothing unless a new reading was begun. */
    void sweep() {
        inTransaction("sweeping", () -> {
            if (meta.get(ViewMeta.SWEEP_OWED).filter("true"::equals).isPresent()) {
                int swept = jobs.sweepBefore(generation)
                        + projects.sweepBefore(generation)
                        + calendars.sweepBefore(generation);
                meta.set(ViewMeta.SWEEP_OWED, "false");
                LOG.atInfo().addKeyValue("jobs", swept).log("jobs that were deleted while nobody looked are gone");
            }
        });
    }

    /**
     * Applies a batch.
     *
     * @param next where to go on reading, of every partition that has moved; also over what holds no record for us, such
     *     as transaction markers
     */
    void apply(List<ViewRecord> records, Map<Slot, Long> next, Instant now) {
        Touched touched = new Touched();
        Map<ExecutionId, Seen> watched = new HashMap<>();
        inTransaction("applying a batch", () -> {
            for (ViewRecord record : records) {
                applyReadable(record, touched);
            }
            if (retention.isPressing()) {
                retention.prune();
            }
            meta.setOffsets(next);
            meta.set(ViewMeta.WRITTEN_AT, Long.toString(now.toEpochMilli()));
            for (ExecutionId id : touched.executions) {
                if (waiters.isWatched(id.toString())) {
                    history.statusOf(id).ifPresent(status -> watched.put(id, Seen.execution(status)));
                }
            }
        });
        reach.committed(touched.partitions);
        touched.seen.forEach(waiters::committed);
        watched.forEach((id, seen) -> waiters.committed(id.toString(), seen));
    }

    /** Removes what is over the limits; for quiet times, busy ones prune in {@link #apply}. */
    void prune() {
        inTransaction("removing what is over its limits", retention::prune);
    }

    /** Records that were passed over because they cannot be read; a metric. */
    long unreadable() {
        return unreadable;
    }

    /** A damaged record must not keep all others from being seen: it is passed over, logged and counted. */
    private void applyReadable(ViewRecord record, Touched touched) throws SQLException {
        try {
            switch (record.source()) {
                case JOBS -> applyJob(record, touched);
                case PROJECTS -> applyProject(record, touched);
                case CALENDARS -> applyCalendar(record, touched);
                case HISTORY -> applyHistory(record, touched);
            }
        } catch (UnreadableRecordException e) {
            unreadable++;
            LOG.atError()
                    .addKeyValue("source", record.source())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("a record cannot be read; the view goes on without it");
        }
    }

    private void applyJob(ViewRecord record, Touched touched) throws SQLException {
        byte[] value = record.value();
        if (value == null) {
            JobId id = Keys.jobId(record.key());
            jobs.remove(id.value());
            calendars.unused(id.value());
            touched.job(id.value(), Seen.ABSENT);
            return;
        }
        JobDefinition definition = DefinitionCodec.decode(value);
        jobs.put(definition, value, generation);
        calendars.used(definition);
        touched.job(definition.id().value(), Seen.job(definition.revision()));
    }

    private void applyProject(ViewRecord record, Touched touched) throws SQLException {
        byte[] value = record.value();
        if (value == null) {
            JobId id = Keys.jobId(record.key());
            projects.remove(id.value());
            touched.job(id.value(), Seen.ABSENT);
            return;
        }
        Project project = ProjectCodec.decode(value);
        projects.put(project, value, generation);
        touched.job(project.id().value(), Seen.job(project.revision()));
    }

    private void applyCalendar(ViewRecord record, Touched touched) throws SQLException {
        byte[] value = record.value();
        Optional<Calendar> calendar = Optional.ofNullable(value)
                .map(CalendarCodec::decode)
                .filter(copy -> !copy.deleted())
                .map(Event.CalendarPut::calendar);
        if (value == null || calendar.isEmpty()) {
            JobId id = Keys.jobId(record.key());
            calendars.remove(id.value());
            touched.job(id.value(), Seen.ABSENT);
            return;
        }
        calendars.put(calendar.get(), value, generation);
        touched.job(calendar.get().id().value(), Seen.job(calendar.get().revision()));
    }

    private void applyHistory(ViewRecord record, Touched touched) throws SQLException {
        Output.History event = HistoryCodec.decode(record.value());
        reach.met(record.partition(), event.at());
        touched.partitions.add(record.partition());
        history.apply(event, touched);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    @FunctionalInterface
    private interface Query<T> {
        T run() throws SQLException;
    }

    private <T> T query(String doing, Query<T> query) {
        try {
            T result = query.run();
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new ViewException(doing, e);
        }
    }

    private void inTransaction(String doing, Work work) {
        try {
            work.run();
            connection.commit();
        } catch (SQLException e) {
            rollBack(e);
            throw new ViewException(doing, e);
        } catch (RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    private void rollBack(Exception because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try (connection;
                jobs;
                projects;
                calendars;
                history;
                reach;
                retention) {
            LOG.atDebug().log("the view is closed");
        } catch (SQLException e) {
            throw new ViewException("closing", e);
        }
    }
}
