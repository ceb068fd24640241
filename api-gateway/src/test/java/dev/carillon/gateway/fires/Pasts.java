package dev.carillon.gateway.fires;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.Audit;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.scheduling.Output.Change;
import dev.carillon.core.scheduling.Output.SkipReason;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.Schedule;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.service.JobArchive.JobChangeView;
import dev.carillon.gateway.service.JobArchive.SkippedFireView;
import dev.carillon.gateway.service.JobPast;
import dev.carillon.gateway.service.RecordedFires;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A job's life for tests, told in the order in which it happened. */
final class Pasts {

    static final JobId JOB = new JobId(7);
    /** When the job is created, unless a test says otherwise. */
    static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private final List<JobChangeView> changes = new ArrayList<>();
    private Optional<JobDefinition> current = Optional.empty();
    private Optional<Instant> knownFrom = Optional.empty();
    private Optional<Instant> decidedThrough = Optional.empty();

    static JobDefinition.Builder job(Schedule schedule) {
        return JobDefinition.builder(JOB, new Task.Shell("true", List.of(), Map.of()))
                .schedule(schedule);
    }

    /** At noon of each day, UTC. */
    static JobDefinition.Builder daily() {
        return job(cron("0 0 12 * * ?", "UTC"));
    }

    static Schedule cron(String expression, String zone) {
        return new CronSchedule(CronExpression.parse(expression), ZoneId.of(zone));
    }

    static Pasts created(JobDefinition.Builder job) {
        return new Pasts().change(Change.CREATED, CREATED, job);
    }

    Pasts change(Change kind, Instant at, JobDefinition.Builder job) {
        long revision = changes.size() + 1L;
        Audit created = Audit.created(CREATED, "ann");
        JobDefinition definition = job.revision(revision)
                .audit(revision == 1 ? created : created.updated(at, "bob"))
                .build();
        changes.add(
                new JobChangeView(kind, revision, at, revision == 1 ? "ann" : "bob", "c" + revision, at, definition));
        current = kind == Change.DELETED ? Optional.empty() : Optional.of(definition);
        return this;
    }

    /** The oldest changes have left the view. */
    Pasts forgetChanges(int count) {
        changes.subList(0, count).clear();
        return this;
    }

    Pasts knownFrom(Instant instant) {
        knownFrom = Optional.of(instant);
        return this;
    }

    Pasts decidedThrough(Instant instant) {
        decidedThrough = Optional.of(instant);
        return this;
    }

    JobPast get() {
        return new JobPast(current, changes.reversed(), knownFrom, decidedThrough);
    }

    static RecordedFires recorded(ExecutionView execution) {
        return new RecordedFires(List.of(execution), List.of());
    }

    static RecordedFires recorded(SkippedFireView skip) {
        return new RecordedFires(List.of(), List.of(skip));
    }

    static SkippedFireView skip(Instant first, Instant last, long count, SkipReason reason) {
        return new SkippedFireView(first, last, count, reason, "the detail", 1, last);
    }

    /** Started 250 ms late, unless it has not started. */
    static ExecutionView execution(Instant nominal, Status status) {
        return execution(ExecutionId.scheduled(JOB, nominal), Cause.SCHEDULE, nominal, status, 1);
    }

    static ExecutionView execution(ExecutionId id, Cause cause, Instant nominal, Status status, int attempts) {
        boolean begun = status != Status.TRIGGERED && status != Status.WITHDRAWN;
        return new ExecutionView(
                id,
                1,
                1,
                cause,
                status,
                nominal,
                nominal,
                nominal,
                nominal,
                begun ? Optional.of(nominal.plusMillis(250)) : Optional.empty(),
                status.isFinal() ? Optional.of(nominal.plusSeconds(3)) : Optional.empty(),
                begun ? attempts : 0,
                "w1-1",
                "",
                status == Status.FAILED ? "exit status 3" : "",
                0,
                "",
                status == Status.STOPPED ? "ann" : "");
    }
}
