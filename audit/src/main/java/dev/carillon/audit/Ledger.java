package dev.carillon.audit;

import dev.carillon.audit.JobLog.Row;
import dev.carillon.audit.time.Schedules;
import dev.carillon.proto.v1.BackfillChanged;
import dev.carillon.proto.v1.Calendar;
import dev.carillon.proto.v1.CalendarChanged;
import dev.carillon.proto.v1.ExecutionEnded;
import dev.carillon.proto.v1.HistoryEvent;
import dev.carillon.proto.v1.JobChanged;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.Triggered;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what the topics say and judges it. The order of reading matters: first the compacted topics (definitions,
 * job states, live executions, calendars), then the history from a while before the window to its end as it is then. So
 * what is live or current was so before the end of what is judged. Not thread-safe.
 */
public final class Ledger {

    private final LongPredicate wanted;
    private final Schedules schedules = new Schedules();
    private final CalendarBook calendars = new CalendarBook();
    private final Map<Long, JobLog> jobs = new HashMap<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private boolean liveKnown;

    /** @param wanted which jobs to keep, by id */
    public Ledger(LongPredicate wanted) {
        this.wanted = wanted;
    }

    /** A definition as the topic {@code jobs} has it. It counts where the history shows no change of it. */
    public void definition(JobDefinition definition) {
        JobLog log = log(definition.getId());
        if (log != null) {
            log.listed = new JobLog.Listed(
                    Terms.of(definition, schedules), definition.getCreatedAtMs(), definition.getUpdatedAtMs());
        }
    }

    /** A job that {@code job-state} says is quarantined. */
    public void quarantined(long jobId) {
        JobLog log = log(jobId);
        if (log != null) {
            log.quarantined = true;
        }
    }

    /** A calendar as the topic {@code calendars} has it. */
    public void calendar(Calendar calendar) {
        calendars.add(calendar, calendar.getUpdatedAtMs());
    }

    /** An execution that the topic {@code executions} has. */
    public void live(long jobId, String executionId) {
        JobLog log = log(jobId);
        if (log != null) {
            log.live.add(ExecutionKey.of(executionId));
        }
    }

    /** That every live execution has been told by {@link #live}. */
    public void liveIsKnown() {
        liveKnown = true;
    }

    /** Why some of the window cannot be judged, found by who reads. */
    public void problem(String why) {
        problems.add(why);
    }

    /** The next record of a partition of {@code history}. */
    public void add(int partition, long offset, HistoryEvent event) {
        if (event.getKindCase() == HistoryEvent.KindCase.CALENDAR_CHANGED) {
            add(event.getCalendarChanged(), event.getAtMs());
            return;
        }
        JobLog log = log(event.getJobId());
        if (log != null) {
            log.partition(partition);
            add(log, event, event.getAtMs(), offset);
        }
    }

    private void add(CalendarChanged changed, long at) {
        if (changed.getKind() != CalendarChanged.Kind.DELETED) { // Jobs that name it keep its last version.
            calendars.add(changed.getCalendar(), at);
        }
    }

    private void add(JobLog log, HistoryEvent event, long at, long offset) {
        switch (event.getKindCase()) {
            case TRIGGERED -> add(log, event.getTriggered(), at, offset);
            case SKIPPED -> {
                var skipped = event.getSkipped();
                log.add(
                        Row.SKIPPED,
                        skipped.getReasonValue(),
                        skipped.getRevision(),
                        skipped.getCount(),
                        skipped.getFirstMs(),
                        skipped.getLastMs(),
                        at,
                        offset);
            }
            case ATTEMPT_STARTED -> {
                var started = event.getAttemptStarted();
                long key = ExecutionKey.of(started.getExecutionId());
                log.add(Row.STARTED, 0, 0, key, started.getStartedAtMs(), started.getAttempt(), at, offset);
            }
            case ENDED -> {
                ExecutionEnded ended = event.getEnded();
                long key = ExecutionKey.of(ended.getExecutionId());
                long first = ended.getFirstStartedAtMs();
                log.add(Row.ENDED, ended.getStateValue(), 0, key, first, ended.getEndedAtMs(), at, offset);
            }
            case JOB_CHANGED -> {
                int row = log.add(Row.CHANGED, 0, 0, log.changes.size(), 0, 0, at, offset);
                log.changes.add(change(event.getJobChanged(), row));
            }
            case BACKFILL_CHANGED -> {
                BackfillChanged changed = event.getBackfillChanged();
                int row = log.add(Row.BACKFILL, 0, 0, log.backfills.size(), 0, 0, at, offset);
                log.backfills.add(new JobLog.BackfillChange(changed.getKind(), changed.getBackfill(), row));
            }
            case ATTEMPT_FAILED, STOP_REQUESTED, STEP, CALENDAR_CHANGED, KIND_NOT_SET -> {
                // Says nothing about when a job fires or whether it ended.
            }
        }
    }

    private static void add(JobLog log, Triggered triggered, long at, long offset) {
        String id = triggered.getExecutionId();
        long backfill = ExecutionKey.backfillOf(id);
        log.add(
                Row.TRIGGERED,
                triggered.getCauseValue(),
                triggered.getRevision(),
                ExecutionKey.of(id),
                backfill == 0 ? triggered.getDueMs() : backfill,
                triggered.getNominalMs(),
                at,
                offset);
    }

    private JobLog.Change change(JobChanged changed, int row) {
        return new JobLog.Change(
                changed.getKind(), changed.getEffectiveMs(), Terms.of(changed.getDefinition(), schedules), row);
    }

    /** Jobs of which the history that was read has changes, but not what they were like before. */
    public Set<Long> needEarlier() {
        return jobs.values().stream()
                .filter(log -> !log.changes.isEmpty())
                .filter(log -> log.changes.getFirst().kind() != JobChanged.Kind.CREATED)
                .map(JobLog::jobId)
                .collect(Collectors.toSet());
    }

    /** A change of such a job that lies before what was read; of several the last counts. */
    public void earlier(long jobId, JobChanged changed) {
        JobLog log = log(jobId);
        if (log != null) {
            log.earlier = change(changed, -1);
        }
    }

    /** Drops the records from before the instant, but for what later ones build on: terms, and executions still live. */
    public void forgetBefore(Instant instant) {
        jobs.replaceAll((id, log) -> log.since(instant.toEpochMilli()));
    }

    private @Nullable JobLog log(long jobId) {
        return wanted.test(jobId) ? jobs.computeIfAbsent(jobId, JobLog::new) : null;
    }

    /**
     * Whether executions have no end that should be over: triggered longer ago than an attempt may take and the question's
     * grace. Where some have, {@link #judgeEnds} says which of them are a broken promise.
     */
    public boolean hasOverdueEnds(Question question) {
        return jobs.values().stream().anyMatch(log -> new EndJudge(log, question).hasOverdue());
    }

    /**
     * Judges the executions that should be over, and nothing else. Each that is found is found once.
     *
     * @param live read before the last of the history that has been taken in: so what is neither live nor has an end is lost
     */
    public Verdict judgeEnds(Question question, LiveExecutions live) {
        Tally tally = new Tally(question);
        new TreeMap<>(jobs).values().forEach(log -> new EndJudge(log, question).judge(live, tally));
        return tally.verdict();
    }

    /** When the oldest execution was triggered that may still end; empty: there is none. */
    public Optional<Instant> oldestOpen() {
        return jobs.values().stream()
                .flatMap(log -> EndJudge.oldestOpen(log).stream())
                .min(Long::compare)
                .map(Instant::ofEpochMilli);
    }

    /** Judges what has been taken in; may be asked again, also about another window. */
    public Verdict judge(Question question) {
        Tally tally = new Tally(question);
        problems.forEach(tally::unjudged);
        calendars.problems().forEach(tally::unjudged);
        // By id, so that the findings that are shown are the same each time.
        new TreeMap<>(jobs).values().forEach(log -> new JobJudge(log, question, calendars, liveKnown, tally).judge());
        return tally.verdict();
    }
}
