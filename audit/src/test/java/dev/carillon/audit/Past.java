package dev.carillon.audit;

import dev.carillon.proto.v1.AttemptStarted;
import dev.carillon.proto.v1.Backfill;
import dev.carillon.proto.v1.BackfillChanged;
import dev.carillon.proto.v1.Calendar;
import dev.carillon.proto.v1.CalendarChanged;
import dev.carillon.proto.v1.Cause;
import dev.carillon.proto.v1.CronSchedule;
import dev.carillon.proto.v1.ExecutionEnded;
import dev.carillon.proto.v1.FinalState;
import dev.carillon.proto.v1.FixedDelaySchedule;
import dev.carillon.proto.v1.HistoryEvent;
import dev.carillon.proto.v1.JobChanged;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.SkipReason;
import dev.carillon.proto.v1.SkippedFire;
import dev.carillon.proto.v1.Triggered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A history that a test makes up: job 1 fires every minute, unless the test says otherwise. All methods append. */
final class Past {

    static final long JOB = 1;
    static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    /** When jobs are made: before the fire ahead of the first. */
    static final Instant BEFORE = START.minusSeconds(100);

    final List<HistoryEvent> events = new ArrayList<>();
    private final Ledger ledger = new Ledger(id -> true);
    private Duration unendedLimit = Duration.ofHours(1);

    static Instant minute(int number) {
        return START.plus(Duration.ofMinutes(number));
    }

    static JobDefinition.Builder everyMinute() {
        JobDefinition.Builder job = JobDefinition.newBuilder()
                .setId(JOB)
                .setRevision(1)
                .setNamespace("default")
                .setEnabled(true)
                .setMaxConcurrency(1);
        job.getScheduleBuilder()
                .setCron(CronSchedule.newBuilder().setExpression("0 * * * * ?").setZone("UTC"));
        job.getMisfireBuilder().setThresholdMs(60_000);
        return job;
    }

    static JobDefinition.Builder everyMinuteAfterItsEnd() {
        JobDefinition.Builder job = everyMinute();
        job.getScheduleBuilder().setFixedDelay(FixedDelaySchedule.newBuilder().setDelayMs(60_000));
        return job;
    }

    /** As it should be, from a minute before {@link #START} to the tenth after it. */
    static Past everyMinuteFired() {
        return new Past().created(everyMinute(), BEFORE).fired(-1, 10);
    }

    Ledger ledger() {
        return ledger;
    }

    Past changed(JobChanged.Kind kind, JobDefinition.Builder job, Instant effective) {
        return event(
                effective,
                event -> event.getJobChangedBuilder()
                        .setKind(kind)
                        .setRevision(job.getRevision())
                        .setDefinition(job)
                        .setEffectiveMs(effective.toEpochMilli()));
    }

    Past created(JobDefinition.Builder job, Instant effective) {
        return changed(JobChanged.Kind.CREATED, job, effective);
    }

    Past triggered(Instant nominal, Instant at) {
        return triggered(nominal, nominal, at, 1);
    }

    Past triggered(Instant nominal, Instant due, Instant at, long revision) {
        return event(
                at,
                event -> event.setTriggered(Triggered.newBuilder()
                        .setExecutionId(scheduled(nominal))
                        .setRevision(revision)
                        .setCause(Cause.SCHEDULE)
                        .setNominalMs(nominal.toEpochMilli())
                        .setDueMs(due.toEpochMilli())));
    }

    static String scheduled(Instant nominal) {
        return JOB + "-s" + nominal.toEpochMilli();
    }

    Past asked(String command, Instant at) {
        return event(
                at,
                event -> event.setTriggered(Triggered.newBuilder()
                        .setExecutionId(JOB + "-c" + command)
                        .setRevision(1)
                        .setCause(Cause.MANUAL)
                        .setNominalMs(at.toEpochMilli())
                        .setDueMs(at.toEpochMilli())));
    }

    Past backfilled(String backfill, Instant nominal, Instant at) {
        String id = JOB + "-b" + backfill + "-" + nominal.toEpochMilli();
        event(
                at,
                event -> event.setTriggered(Triggered.newBuilder()
                        .setExecutionId(id)
                        .setRevision(1)
                        .setCause(Cause.BACKFILL)
                        .setNominalMs(nominal.toEpochMilli())
                        .setDueMs(at.toEpochMilli())));
        return ended(id, at, at);
    }

    Past backfill(BackfillChanged.Kind kind, String id, Instant from, Instant until, int total, Instant at) {
        return event(
                at,
                event -> event.setBackfillChanged(BackfillChanged.newBuilder()
                        .setKind(kind)
                        .setBackfill(Backfill.newBuilder()
                                .setId(id)
                                .setFromMs(from.toEpochMilli())
                                .setUntilMs(until.toEpochMilli())
                                .setTotal(total)
                                .setEmitted(total))));
    }

    Past skipped(Instant first, Instant last, long count, SkipReason reason, Instant at) {
        return event(
                at,
                event -> event.setSkipped(SkippedFire.newBuilder()
                        .setRevision(1)
                        .setFirstMs(first.toEpochMilli())
                        .setLastMs(last.toEpochMilli())
                        .setCount(count)
                        .setReason(reason)));
    }

    Past started(String execution, Instant at) {
        return event(
                at,
                event -> event.setAttemptStarted(AttemptStarted.newBuilder()
                        .setExecutionId(execution)
                        .setAttempt(1)
                        .setStartedAtMs(at.toEpochMilli())));
    }

    Past ended(String execution, Instant started, Instant at) {
        return event(
                at,
                event -> event.setEnded(ExecutionEnded.newBuilder()
                        .setExecutionId(execution)
                        .setState(FinalState.EXECUTION_SUCCEEDED)
                        .setFirstStartedAtMs(started.toEpochMilli())
                        .setEndedAtMs(at.toEpochMilli())));
    }

    Past calendar(CalendarChanged.Kind kind, Calendar.Builder calendar, Instant at) {
        return event(
                at,
                event -> event.setCalendarChanged(
                        CalendarChanged.newBuilder().setKind(kind).setCalendar(calendar)));
    }

    /** Triggered in time, and over half a second after. */
    Past fired(Instant nominal) {
        return triggered(nominal, nominal.minusMillis(400))
                .ended(scheduled(nominal), nominal.plusMillis(3), nominal.plusMillis(500));
    }

    /** The minutes from first to last. */
    Past fired(int first, int last) {
        for (int number = first; number <= last; number++) {
            fired(minute(number));
        }
        return this;
    }

    private Past event(Instant at, Consumer<HistoryEvent.Builder> kind) {
        HistoryEvent.Builder event = HistoryEvent.newBuilder().setJobId(JOB).setAtMs(at.toEpochMilli());
        kind.accept(event);
        events.add(event.build());
        return this;
    }

    Past withoutUnendedLimit() {
        unendedLimit = Duration.ofDays(365);
        return this;
    }

    /** The ledger with all of it. */
    Ledger read() {
        for (int offset = 0; offset < events.size(); offset++) {
            ledger.add(0, offset, events.get(offset));
        }
        return ledger;
    }

    /** The verdict on the ten minutes from {@link #START} on, an hour later. */
    Verdict verdict() {
        return verdict(minute(70));
    }

    Verdict verdict(Instant asOf) {
        return read().judge(new Question(
                START,
                minute(10),
                asOf,
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                Optional.of(unendedLimit),
                Optional.empty()));
    }
}
