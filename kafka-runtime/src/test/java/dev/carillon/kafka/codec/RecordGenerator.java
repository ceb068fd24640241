package dev.carillon.kafka.codec;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.ExecutionState;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.StepResult;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.DateRange;
import dev.carillon.core.job.DateRanges;
import dev.carillon.core.job.Exclusions;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Project;
import dev.carillon.core.job.TaskKind;
import dev.carillon.core.job.TimeWindow;
import dev.carillon.core.scheduling.Backfill;
import dev.carillon.core.scheduling.CatchUp;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Cursor;
import dev.carillon.core.scheduling.Fleet;
import dev.carillon.core.scheduling.JobState;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.core.time.Zones;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value of every kind that is written to some topic. */
final class RecordGenerator extends JobGenerator {

    RecordGenerator(long seed) {
        super(seed);
    }

    ExecutionId executionId() {
        JobId job = jobId();
        return oneOf(
                () -> ExecutionId.scheduled(job, instant()),
                () -> ExecutionId.manual(job, textOfAtMost(128)),
                () -> ExecutionId.backfill(job, textOfAtMost(128), instant()));
    }

    Command command() {
        Command.Request request = new Command.Request(textOfAtMost(128), optionalText(), optionalText());
        long revision = number(0, Long.MAX_VALUE);
        return oneOf(
                () -> new Command.CreateJob(request, definition()),
                () -> new Command.ReplaceJob(request, definition(), revision),
                () -> new Command.DeleteJob(request, jobId(), revision),
                () -> new Command.EnableJob(request, jobId(), revision),
                () -> new Command.DisableJob(request, jobId(), revision),
                () -> new Command.TriggerJob(request, jobId(), flag() ? null : text(), flag(), target()),
                () -> new Command.StopExecution(request, executionId()),
                () -> new Command.PauseJob(request, jobId(), revision),
                () -> new Command.ResumeJob(request, jobId(), revision, any(CatchUp.class)),
                () -> new Command.BackfillJob(
                        request, jobId(), instant(), instant(), number(1, 200), flag() ? null : text()),
                () -> new Command.StopBackfill(request, jobId(), textOfAtMost(128)),
                () -> new Command.CreateProject(request, project()),
                () -> new Command.ReplaceProject(request, project(), revision),
                () -> new Command.DeleteProject(request, jobId(), revision),
                () -> new Command.CreateCalendar(request, calendar()),
                () -> new Command.ReplaceCalendar(request, calendar(), revision),
                () -> new Command.DeleteCalendar(request, jobId(), revision),
                () -> new Command.ApplyCalendar(request, calendar(), flag()));
    }

    Project project() {
        return new Project(
                jobId(),
                text(),
                number(0, Long.MAX_VALUE),
                text(),
                optionalText(),
                map(3, this::text, this::optionalText),
                new Audit(instant(), optionalText(), instant(), optionalText()));
    }

    Calendar calendar() {
        String namespace = text();
        String name = text();
        return new Calendar(
                Calendar.idOf(namespace, name),
                namespace,
                name,
                number(0, Long.MAX_VALUE),
                optionalText(),
                exclusions(),
                new Audit(instant(), optionalText(), instant(), optionalText()));
    }

    private Exclusions exclusions() {
        List<DateRange> dates = list(5, this::dateRange);
        Set<MonthDay> yearly = new HashSet<>(list(5, () -> MonthDay.of(any(Month.class), number(1, 29))));
        List<TimeWindow> windows = list(3, () -> new TimeWindow(time(), time(), weekdays()));
        return new Exclusions(
                Zones.parse(one(List.of("Asia/Shanghai", "GMT+8", "UTC", "Z", "America/New_York"))),
                DateRanges.of(dates),
                yearly,
                weekdays(),
                windows,
                !dates.isEmpty() && flag());
    }

    private DateRange dateRange() {
        LocalDate first = LocalDate.ofEpochDay(number(0, 70_000));
        return new DateRange(first, first.plusDays(number(0, 400)));
    }

    private LocalTime time() {
        return LocalTime.ofSecondOfDay(number(0, 86_399));
    }

    private Set<DayOfWeek> weekdays() {
        return new HashSet<>(list(2, () -> any(DayOfWeek.class)));
    }

    Execution execution() {
        return new Execution(
                executionId(),
                number(0, Long.MAX_VALUE),
                any(Cause.class),
                instant(),
                instant(),
                instant(),
                parameters(),
                target(),
                number(0, Integer.MAX_VALUE),
                number(0, 1000),
                flag(),
                flag(),
                optionalInstant(),
                optionalInstant(),
                new Execution.Steps(number(0, Long.MAX_VALUE), steps()),
                state());
    }

    Reply reply() {
        return new Reply(
                textOfAtMost(128),
                optionalText(),
                jobId(),
                any(Reply.Status.class),
                optionalText(),
                optionalText(),
                number(0, Long.MAX_VALUE),
                flag() ? null : executionId());
    }

    JobState jobState() {
        return new JobState(
                jobId(),
                instant(),
                instant(),
                number(0, 1000),
                optionalInstant(),
                number(0, Long.MAX_VALUE),
                list(3, () -> new JobState.StoredReply(reply(), instant())),
                list(3, this::instant),
                optionalInstant(),
                list(3, this::backfill));
    }

    private Backfill backfill() {
        return new Backfill(
                textOfAtMost(128),
                instant(),
                instant(),
                number(1, 200),
                parameters(),
                optionalText(),
                optionalInstant(),
                number(0, 10_000),
                number(0, 10_000));
    }

    Clock clock() {
        Cursor cursor = flag() ? Cursor.at(instant()) : new Cursor(instant(), jobId(), instant());
        return new Clock(
                number(0, 1000),
                cursor,
                instant(),
                number(0, Long.MAX_VALUE),
                number(0, Long.MAX_VALUE),
                optionalText(),
                pulse());
    }

    private Clock.Pulse pulse() {
        return new Clock.Pulse(
                Optional.ofNullable(optionalInstant()),
                Duration.ofMillis(number(0, 100_000)),
                Duration.ofMillis(number(-100_000, 100_000)));
    }

    NodeClock nodeClock() {
        return new NodeClock(text(), Duration.ofMillis(number(-100_000, 100_000)), Duration.ofMillis(number(0, 1_000)));
    }

    Report report() {
        Report.Attempt attempt = new Report.Attempt(executionId(), number(1, Integer.MAX_VALUE), text());
        return oneOf(
                () -> new Report.Started(attempt, instant()),
                () -> new Report.Finished(
                        attempt,
                        any(Report.Outcome.class),
                        optionalInstant(),
                        instant(),
                        textOfAtMost(1000),
                        number(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                () -> new Report.Declined(attempt, optionalText(), number(0, 100)),
                () -> new Report.TimeoutPassed(attempt, instant()),
                () -> new Report.StepStarted(attempt, number(0, 999), text(), optionalText(), instant()),
                () -> new Report.StepEnded(attempt, number(0, Long.MAX_VALUE), step()));
    }

    Output.Work work() {
        ExecutionId id = executionId();
        int attempt = number(1, Integer.MAX_VALUE);
        Output.WorkAddress address = new Output.WorkAddress(text(), "work.a", number(0, 7));
        return oneOf(
                () -> new Output.Start(
                        id,
                        attempt,
                        address,
                        definition(id.jobId()),
                        any(Cause.class),
                        instant(),
                        instant(),
                        instant(),
                        parameters(),
                        number(0, 1000),
                        steps()),
                () -> new Output.Withdraw(id, attempt, address),
                () -> new Output.Kill(id, attempt, address, any(StopReason.class)));
    }

    Output.History history() {
        Instant at = instant();
        ExecutionId id = executionId();
        JobId job = jobId();
        return oneOf(
                () -> new Output.Triggered(
                        id,
                        at,
                        number(0, Long.MAX_VALUE),
                        any(Cause.class),
                        instant(),
                        instant(),
                        instant().minus(Duration.ofDays(100_000)),
                        flag() ? null : text(),
                        optionalText()),
                () -> skipped(job, at),
                () -> new Output.AttemptStarted(id, at, number(1, 1000), text(), instant()),
                () -> new Output.AttemptFailed(id, at, number(1, 1000), text(), optionalText(), instant()),
                () -> new Output.ExecutionEnded(
                        id,
                        at,
                        any(FinalState.class),
                        number(0, 1000),
                        optionalText(),
                        optionalInstant(),
                        optionalInstant(),
                        instant(),
                        optionalText(),
                        number(Integer.MIN_VALUE, Integer.MAX_VALUE),
                        optionalText()),
                () -> new Output.StepStarted(
                        id, at, number(1, 1000), number(0, 999), text(), optionalText(), instant()),
                () -> new Output.StepEnded(id, at, number(1, 1000), step()),
                () -> new Output.StopRequested(id, at, any(StopReason.class), optionalText()),
                () -> calendarChanged(at),
                () -> new Output.BackfillChanged(job, at, any(Output.BackfillChange.class), backfill(), optionalText()),
                () -> new Output.JobChanged(
                        job, at, any(Output.Change.class), definition(job), optionalText(), text(), instant()));
    }

    private Output.CalendarChanged calendarChanged(Instant at) {
        Calendar calendar = calendar();
        return new Output.CalendarChanged(
                calendar.id(), at, any(Output.CalendarChange.class), calendar, optionalText(), text());
    }

    Output.AlertOut alert() {
        return new Output.AlertOut(
                definition(),
                instant(),
                any(Output.AlertKind.class),
                flag() ? null : executionId(),
                optionalText(),
                number(0, 1000));
    }

    WorkerBeat beat() {
        return new WorkerBeat(
                text(),
                text(),
                number(1, Long.MAX_VALUE),
                new HashSet<>(list(3, this::text)),
                map(3, () -> any(TaskKind.class), () -> new Fleet.Slots(number(0, 100), number(0, 100))),
                new HashSet<>(list(3, this::text)),
                text(),
                number(0, 1000),
                map(5, this::executionId, () -> number(1, 1000)),
                number(0, 1000),
                instant(),
                Duration.ofMillis(number(-5000, 5000)),
                Duration.ofMillis(number(1, 60_000)),
                optionalText(),
                number(0, Long.MAX_VALUE),
                optionalText(),
                instant(),
                flag(),
                optionalText());
    }

    private Set<Integer> steps() {
        return new HashSet<>(list(5, () -> number(0, 999)));
    }

    private StepResult step() {
        return new StepResult(
                number(0, 999),
                text(),
                optionalText(),
                any(Report.Outcome.class),
                number(1, 1000),
                instant(),
                instant(),
                textOfAtMost(1000),
                number(Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private Output.SkippedFire skipped(JobId job, Instant at) {
        Instant a = instant();
        Instant b = instant();
        return new Output.SkippedFire(
                job,
                at,
                number(0, Long.MAX_VALUE),
                a.isBefore(b) ? a : b,
                a.isBefore(b) ? b : a,
                number(1, Long.MAX_VALUE),
                any(Output.SkipReason.class),
                optionalText());
    }

    private ExecutionState state() {
        return oneOf(
                ExecutionState.Waiting::new,
                () -> new ExecutionState.Queued(instant()),
                () -> new ExecutionState.Pending(instant(), instant()),
                () -> new ExecutionState.Sent(text(), instant(), instant()),
                () -> new ExecutionState.Running(text(), instant()),
                () -> new ExecutionState.RetryDue(instant(), optionalText()),
                () -> new ExecutionState.Stopping(
                        text(), instant(), any(StopReason.class), optionalText(), optionalInstant()));
    }

    private Execution.Target target() {
        return new Execution.Target(optionalText(), optionalText());
    }

    private @Nullable String parameters() {
        return flag() ? null : optionalText();
    }
}
