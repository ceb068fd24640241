package dev.carillon.gateway.nativeapi;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionAlias;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.Audit;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.scheduling.CatchUp;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Fleet;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.core.scheduling.ResumePlan;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.BackfillView;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.service.JobArchive;
import dev.carillon.gateway.service.JobPast;
import dev.carillon.gateway.service.JobPlace;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.service.RecordedFires;
import dev.carillon.gateway.service.StepView;
import dev.carillon.gateway.service.WorkerView;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A cluster of one map: revisions, repeated command ids and conflicts as the scheduler has them; nothing runs. */
final class InMemoryJobs implements JobService, JobArchive {

    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    /** Since when every paused job is. */
    static final Instant PAUSED = Instant.parse("2025-12-29T00:00:00Z");

    private final Map<JobId, JobDefinition> jobs = new TreeMap<>();
    private final Map<JobId, JobPlace> removed = new TreeMap<>();
    private final Map<ExecutionId, ExecutionView> executions = new TreeMap<>();
    private final Map<JobId, List<JobChangeView>> changes = new HashMap<>();
    private final Map<String, BackfillView> backfills = new TreeMap<>();
    private final Map<String, Reply> replies = new HashMap<>();

    @Override
    public synchronized Future<Reply> submit(Command command) {
        Reply reply = replies.computeIfAbsent(command.request().commandId(), unused -> decide(command));
        return switch (reply.status()) {
            case OK -> Future.succeededFuture(reply);
            case NOT_FOUND -> refused(Category.NOT_FOUND, reply);
            case INVALID -> refused(Category.INVALID, reply);
            case ALREADY_EXISTS, CONFLICT, DISABLED, AT_LIMIT, ENDED -> refused(Category.CONFLICT, reply);
        };
    }

    private static Future<Reply> refused(Category category, Reply reply) {
        return Future.failedFuture(new ApiException(ApiError.of(category, reply.status() + " " + reply.jobId())));
    }

    private Reply decide(Command command) {
        JobDefinition job = jobs.get(command.jobId());
        return switch (command) {
            case Command.CreateJob create ->
                job == null ? put(command, create.definition(), 0) : reply(command, Reply.Status.ALREADY_EXISTS, job);
            case Command.ReplaceJob replace ->
                conflicts(job, replace.expectedRevision())
                        ? reply(command, job == null ? Reply.Status.NOT_FOUND : Reply.Status.CONFLICT, job)
                        : put(command, replace.definition(), job == null ? 0 : job.revision());
            case Command.DeleteJob delete -> {
                Reply.Status status = known(job, delete.expectedRevision());
                if (status == Reply.Status.OK) {
                    removed.put(command.jobId(), placeOf(command.jobId()).orElseThrow());
                    JobDefinition last = Objects.requireNonNull(jobs.remove(command.jobId()));
                    changed(
                            command,
                            Output.Change.DELETED,
                            last.toBuilder().revision(last.revision() + 1).build());
                }
                yield reply(command, status, job);
            }
            case Command.EnableJob enable -> enabled(command, job, enable.expectedRevision(), true);
            case Command.DisableJob disable -> enabled(command, job, disable.expectedRevision(), false);
            case Command.PauseJob pause -> paused(command, job, pause.expectedRevision(), PAUSED);
            case Command.ResumeJob resume -> paused(command, job, resume.expectedRevision(), null);
            case Command.BackfillJob backfill -> backfill(backfill, job);
            case Command.StopBackfill stop -> stop(stop, job);
            case Command.TriggerJob trigger -> trigger(trigger, job);
            case Command.StopExecution stop -> stop(stop, job);
            case Command.CreateProject create -> throw noProjects();
            case Command.ReplaceProject replace -> throw noProjects();
            case Command.DeleteProject delete -> throw noProjects();
            case Command.CreateCalendar create -> throw calendars();
            case Command.ReplaceCalendar replace -> throw calendars();
            case Command.DeleteCalendar delete -> throw calendars();
            case Command.ApplyCalendar apply -> throw calendars();
        };
    }

    private static IllegalStateException noProjects() {
        return new IllegalStateException("the native API has no projects");
    }

    private static IllegalStateException calendars() {
        return new IllegalStateException("calendars are in InMemoryCalendars");
    }

    private Reply enabled(Command command, @Nullable JobDefinition job, long expected, boolean enabled) {
        Reply.Status status = known(job, expected);
        return job == null || status != Reply.Status.OK
                ? reply(command, status, job)
                : put(command, job.toBuilder().enabled(enabled).build(), job.revision());
    }

    private Reply paused(Command command, @Nullable JobDefinition job, long expected, @Nullable Instant since) {
        Reply.Status status = known(job, expected);
        return job == null || status != Reply.Status.OK
                ? reply(command, status, job)
                : put(command, job.toBuilder().pausedAt(since).build(), job.revision());
    }

    private Reply backfill(Command.BackfillJob command, @Nullable JobDefinition job) {
        if (job != null) {
            put(new BackfillView(
                    command.request().commandId(),
                    command.from(),
                    command.until(),
                    command.concurrency(),
                    Optional.ofNullable(command.parameters()),
                    command.request().principal(),
                    BackfillView.State.RUNNING,
                    NOW,
                    Optional.empty(),
                    "",
                    24,
                    command.concurrency(),
                    0,
                    0));
        }
        return reply(command, known(job, 0), job);
    }

    private void put(BackfillView backfill) {
        backfills.put(backfill.id(), backfill);
    }

    private Reply stop(Command.StopBackfill command, @Nullable JobDefinition job) {
        BackfillView found = backfills.get(command.backfillId());
        if (found == null || found.hasEnded()) {
            return reply(command, Reply.Status.ENDED, job);
        }
        put(new BackfillView(
                found.id(),
                found.from(),
                found.until(),
                found.concurrency(),
                found.parameters(),
                found.by(),
                BackfillView.State.STOPPED,
                found.startedAt(),
                Optional.of(NOW),
                command.request().principal(),
                found.total(),
                found.triggered(),
                found.succeeded(),
                found.failed()));
        return reply(command, known(job, 0), job);
    }

    private static Reply.Status known(@Nullable JobDefinition job, long expected) {
        if (job == null) {
            return Reply.Status.NOT_FOUND;
        }
        return conflicts(job, expected) ? Reply.Status.CONFLICT : Reply.Status.OK;
    }

    private static boolean conflicts(@Nullable JobDefinition job, long expected) {
        return expected != 0 && (job == null || job.revision() != expected);
    }

    private Reply put(Command command, JobDefinition definition, long revision) {
        JobDefinition next = definition.toBuilder()
                .revision(revision + 1)
                .audit(Audit.created(NOW, command.request().principal()))
                .build();
        jobs.put(next.id(), next);
        changed(command, Output.Change.REPLACED, next);
        return reply(command, Reply.Status.OK, next);
    }

    private void changed(Command command, Output.Change kind, JobDefinition definition) {
        Output.Change said =
                kind == Output.Change.REPLACED && definition.revision() == 1 ? Output.Change.CREATED : kind;
        Command.Request request = command.request();
        changes.computeIfAbsent(definition.id(), unused -> new ArrayList<>())
                .add(new JobChangeView(
                        said, definition.revision(), NOW, request.principal(), request.commandId(), NOW, definition));
    }

    private Reply trigger(Command.TriggerJob command, @Nullable JobDefinition job) {
        if (job == null) {
            return reply(command, Reply.Status.NOT_FOUND, null);
        }
        if (command.onlyIfEnabled() && !job.enabled()) {
            return reply(command, Reply.Status.DISABLED, job);
        }
        ExecutionId id = ExecutionId.manual(job.id(), command.request().commandId());
        executions.put(id, view(id, Status.RUNNING, NOW.plusSeconds(executions.size()), command.parameters()));
        return new Reply(command.request().commandId(), "", job.id(), Reply.Status.OK, "", "", job.revision(), id);
    }

    private Reply stop(Command.StopExecution command, @Nullable JobDefinition job) {
        ExecutionView execution = executions.get(command.executionId());
        if (execution == null || execution.status().isFinal()) {
            return reply(command, Reply.Status.ENDED, job);
        }
        executions.put(
                execution.id(), view(execution.id(), Status.STOPPED, execution.nominal(), execution.parameters()));
        return reply(command, Reply.Status.OK, job);
    }

    private static ExecutionView view(ExecutionId id, Status status, Instant nominal, @Nullable String parameters) {
        return new ExecutionView(
                id,
                ExecutionAlias.of(id),
                1,
                Cause.MANUAL,
                status,
                nominal,
                nominal,
                nominal,
                nominal,
                Optional.of(nominal),
                Optional.empty(),
                1,
                "w1-1",
                parameters == null ? "" : parameters,
                "",
                0,
                "admin",
                "");
    }

    private static Reply reply(Command command, Reply.Status status, @Nullable JobDefinition job) {
        return new Reply(
                command.request().commandId(),
                "",
                command.jobId(),
                status,
                "",
                "",
                job == null ? 0 : job.revision(),
                null);
    }

    @Override
    public Future<Reply> change(Command.Request request, JobId jobId, UnaryOperator<JobDefinition> change) {
        JobDefinition job = jobs.get(jobId);
        return job == null
                ? Future.failedFuture(new ApiException(ApiError.of(Category.NOT_FOUND, "job " + jobId)))
                : submit(new Command.ReplaceJob(request, change.apply(job), job.revision()));
    }

    @Override
    public JobId newJobId(String commandId) {
        return new JobId(ExecutionAlias.hash(commandId));
    }

    @Override
    public synchronized Future<Optional<JobDefinition>> job(JobId id) {
        return Future.succeededFuture(Optional.ofNullable(jobs.get(id)));
    }

    @Override
    public synchronized Future<Optional<JobPlace>> place(JobId id) {
        return Future.succeededFuture(placeOf(id));
    }

    private Optional<JobPlace> placeOf(JobId id) {
        return Optional.ofNullable(jobs.get(id))
                .map(job -> new JobPlace(job.namespace(), job.group(), job.name()))
                .or(() -> Optional.ofNullable(removed.get(id)));
    }

    /** As the view does: who has namespaces sees only what is known to be in them. */
    private boolean matches(JobId id, List<String> allowed, Optional<String> namespace) {
        Permissions permissions = new Permissions(Set.of(), allowed, false);
        return (allowed.isEmpty() && namespace.isEmpty())
                || placeOf(id).stream()
                        .map(JobPlace::namespace)
                        .anyMatch(actual -> permissions.mayTouch(actual)
                                && namespace.map(actual::equals).orElse(true));
    }

    @Override
    public synchronized Future<List<JobDefinition>> jobs(JobQuery query) {
        return Future.succeededFuture(jobs.values().stream()
                .filter(job -> matches(job.id(), query.allowed(), query.namespace()))
                .filter(job -> query.name().map(job.name()::equals).orElse(true))
                .filter(job ->
                        query.enabled().map(enabled -> enabled == job.enabled()).orElse(true))
                .filter(job -> query.paused()
                        .map(paused -> paused == (job.pausedAt() != null))
                        .orElse(true))
                .filter(job -> query.labelName().map(job.labels()::containsKey).orElse(true))
                .filter(job ->
                        query.labelValue().map(job.labels()::containsValue).orElse(true))
                .filter(job -> job.id().value() > query.after())
                .limit(query.limit())
                .toList());
    }

    @Override
    public synchronized Future<Optional<ExecutionView>> execution(ExecutionId id) {
        return Future.succeededFuture(Optional.ofNullable(executions.get(id)));
    }

    @Override
    public synchronized Future<Optional<ExecutionView>> executionByAlias(long alias) {
        return Future.succeededFuture(executions.values().stream()
                .filter(execution -> execution.alias() == alias)
                .findFirst());
    }

    @Override
    public Future<List<ExecutionView>> executions(ExecutionQuery query) {
        return executionsAfter(query, Optional.empty());
    }

    @Override
    public synchronized Future<List<ExecutionView>> executionsAfter(
            ExecutionQuery query, Optional<ExecutionPosition> after) {
        return Future.succeededFuture(executions.values().stream()
                .sorted(Comparator.comparing(ExecutionView::nominal).reversed())
                .filter(one -> matches(one.id().jobId(), query.allowed(), query.namespace()))
                .filter(one -> query.jobId().map(one.id().jobId()::equals).orElse(true))
                .filter(one -> query.causes().isEmpty() || query.causes().contains(one.cause()))
                .filter(one -> query.states().isEmpty() || query.states().contains(one.status()))
                .filter(one -> after.map(last -> one.nominal().isBefore(last.nominal()))
                        .orElse(true))
                .limit(query.limit())
                .toList());
    }

    @Override
    public synchronized Future<List<StepView>> steps(ExecutionId id) {
        JobDefinition job = jobs.get(id.jobId());
        return Future.succeededFuture(
                job != null && job.task() instanceof Task.Plan plan
                        ? IntStream.range(0, plan.steps().size())
                                .mapToObj(i -> step(i, plan.steps().get(i)))
                                .toList()
                        : List.of());
    }

    private static StepView step(int index, Task.Step step) {
        return new StepView(index, step.key(), step.name(), Status.RUNNING, 1, 0, NOW, Optional.empty(), "", 0);
    }

    @Override
    public Future<List<WorkerView>> workers() {
        return Future.succeededFuture(List.of(new WorkerView(
                "w1",
                "w1-1",
                List.of("default"),
                List.of(),
                Map.of("SHELL", new Fleet.Slots(4, 1)),
                1,
                0,
                "host",
                1,
                "1",
                NOW,
                NOW,
                0,
                false)));
    }

    @Override
    public Future<List<LogLine>> log(ExecutionId id, LogQuery query) {
        return Future.succeededFuture(List.of(new LogLine(1, NOW, "hello")));
    }

    @Override
    public Future<List<SkippedFireView>> skipped(JobId id, int limit) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public synchronized Future<List<JobChangeView>> changes(JobId id, int limit) {
        return Future.succeededFuture(changesOf(id).stream().limit(limit).toList());
    }

    private List<JobChangeView> changesOf(JobId id) {
        return changes.getOrDefault(id, List.of()).reversed();
    }

    @Override
    public synchronized Future<JobPast> past(JobId id) {
        return Future.succeededFuture(
                new JobPast(Optional.ofNullable(jobs.get(id)), changesOf(id), Optional.empty(), Optional.empty()));
    }

    @Override
    public synchronized Future<RecordedFires> recorded(JobId id, Instant from, Instant until, int limit) {
        return Future.succeededFuture(RecordedFires.NONE);
    }

    @Override
    public Future<RecordedFires> recordedAt(JobId id, List<Instant> nominals) {
        return Future.succeededFuture(RecordedFires.NONE);
    }

    @Override
    public Future<Integer> ahead(ExecutionView notBegun) {
        return Future.succeededFuture(0);
    }

    /** Whose they are does not matter here: ids are unique. */
    @Override
    public synchronized Future<List<BackfillView>> backfills(JobId id, int limit) {
        return Future.succeededFuture(jobs.containsKey(id) ? List.copyOf(backfills.values()) : List.<BackfillView>of());
    }

    @Override
    public synchronized Future<Optional<BackfillView>> backfill(JobId id, String backfill) {
        return Future.succeededFuture(
                Optional.ofNullable(backfills.get(backfill)).filter(found -> jobs.containsKey(id)));
    }

    @Override
    public Future<Map<CatchUp, ResumePlan>> resumePlans(JobDefinition job, Instant now) {
        Map<CatchUp, ResumePlan> plans = new EnumMap<>(CatchUp.class);
        for (CatchUp catchUp : CatchUp.values()) {
            plans.put(catchUp, ResumePlan.of(job, catchUp, now));
        }
        return Future.succeededFuture(plans);
    }
}
