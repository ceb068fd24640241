package dev.carillon.gateway.vendor;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.service.JobPlace;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.service.StepView;
import dev.carillon.gateway.service.WorkerView;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Jobs and executions in memory; executions stay as triggered until a test says otherwise. */
public final class FakeJobService implements JobService {

    public final TreeMap<JobId, JobDefinition> jobs = new TreeMap<>();
    public final List<ExecutionView> executions = new ArrayList<>();
    public final List<Command> commands = new ArrayList<>();
    public final List<LogLine> log = new ArrayList<>();
    public final List<WorkerView> workers = new ArrayList<>();
    public final Map<ExecutionId, List<StepView>> steps = new HashMap<>();
    public final TreeMap<JobId, JobPlace> removed = new TreeMap<>();
    private final Map<String, Reply> replies = new HashMap<>();
    private final Instant now;
    private @Nullable ApiError next;
    private int othersFirst;
    private boolean replyIsLost;

    public @Nullable LogQuery lastLogQuery;

    public @Nullable ExecutionQuery lastExecutionQuery;

    public FakeJobService(Instant now) {
        this.now = now;
    }

    /** The next command fails so, without effect. */
    public void failNext(ApiError error) {
        failAfter(0, error);
    }

    /** The command after so many others fails so, without effect. */
    public void failAfter(int others, ApiError error) {
        next = error;
        othersFirst = others;
    }

    /** The next command takes effect, but its reply does not arrive in time. */
    public void loseNextReply() {
        replyIsLost = true;
    }

    @Override
    public Future<Reply> submit(Command command) {
        if (next != null && othersFirst-- == 0) {
            ApiError error = next;
            next = null;
            return Future.failedFuture(new ApiException(error));
        }
        commands.add(command);
        String id = command.request().commandId();
        if (!replies.containsKey(id)) {
            try {
                replies.put(id, apply(command));
            } catch (ApiException e) {
                return Future.failedFuture(e);
            }
        }
        if (replyIsLost) {
            replyIsLost = false;
            return Future.failedFuture(refused(ApiError.Category.UNAVAILABLE, "no reply in time."));
        }
        return Future.succeededFuture(replies.get(id));
    }

    private Reply apply(Command command) {
        JobId id = command.jobId();
        if (!(command instanceof Command.CreateJob) && !jobs.containsKey(id)) {
            throw refused(ApiError.Category.NOT_FOUND, "no such job: " + id);
        }
        ExecutionId execution = null;
        switch (command) {
            case Command.CreateJob create ->
                jobs.put(id, create.definition().toBuilder().revision(1).build());
            case Command.ReplaceJob replace -> jobs.put(id, replace.definition());
            case Command.DeleteJob delete -> {
                place(id).result().ifPresent(place -> removed.put(id, place));
                jobs.remove(id);
            }
            case Command.EnableJob enable ->
                jobs.computeIfPresent(
                        id, (key, job) -> job.toBuilder().enabled(true).build());
            case Command.DisableJob disable ->
                jobs.computeIfPresent(
                        id, (key, job) -> job.toBuilder().enabled(false).build());
            case Command.TriggerJob trigger -> execution = trigger(trigger);
            case Command.StopExecution stop -> execution = stop.executionId();
            case Command.PauseJob pause -> throw refused(ApiError.Category.INTERNAL, "no vendor pauses");
            case Command.ResumeJob resume -> throw refused(ApiError.Category.INTERNAL, "no vendor resumes");
            case Command.BackfillJob backfill -> throw refused(ApiError.Category.INTERNAL, "no vendor backfills");
            case Command.StopBackfill stop -> throw refused(ApiError.Category.INTERNAL, "no vendor backfills");
            case Command.CreateProject create -> throw refused(ApiError.Category.INTERNAL, "projects have a service");
            case Command.ReplaceProject replace -> throw refused(ApiError.Category.INTERNAL, "projects have a service");
            case Command.DeleteProject delete -> throw refused(ApiError.Category.INTERNAL, "projects have a service");
            case Command.CreateCalendar create -> throw refused(ApiError.Category.INTERNAL, "calendars are native");
            case Command.ReplaceCalendar replace -> throw refused(ApiError.Category.INTERNAL, "calendars are native");
            case Command.DeleteCalendar delete -> throw refused(ApiError.Category.INTERNAL, "calendars are native");
            case Command.ApplyCalendar apply -> throw refused(ApiError.Category.INTERNAL, "calendars are native");
        }
        return new Reply(command.request().commandId(), "", id, Reply.Status.OK, "", "", 1, execution);
    }

    private ExecutionId trigger(Command.TriggerJob trigger) {
        ExecutionId id = ExecutionId.manual(trigger.jobId(), trigger.request().commandId());
        String parameters = trigger.parameters() == null ? "" : trigger.parameters();
        executions.addFirst(execution(id, Cause.MANUAL, Status.TRIGGERED, now, parameters));
        return id;
    }

    public static ExecutionView execution(
            ExecutionId id, Cause cause, Status status, Instant nominal, String parameters) {
        boolean started = status != Status.TRIGGERED;
        return new ExecutionView(
                id,
                JobService.alias(id),
                1,
                cause,
                status,
                nominal,
                nominal,
                nominal.minusSeconds(3600),
                nominal,
                started ? Optional.of(nominal.plusMillis(5)) : Optional.empty(),
                status.isFinal() ? Optional.of(nominal.plusSeconds(2)) : Optional.empty(),
                started ? 1 : 0,
                started ? "worker-1" : "",
                parameters,
                "完成 <ok> & \"fine\"",
                0,
                "carillon-ak",
                "");
    }

    @Override
    public Future<Reply> change(Command.Request request, JobId jobId, UnaryOperator<JobDefinition> change) {
        JobDefinition job = jobs.get(jobId);
        return job == null
                ? Future.failedFuture(refused(ApiError.Category.NOT_FOUND, "no such job: " + jobId))
                : submit(new Command.ReplaceJob(request, change.apply(job), job.revision()));
    }

    @Override
    public JobId newJobId(String commandId) {
        return new JobId(Integer.toUnsignedLong(commandId.hashCode()) + 1);
    }

    @Override
    public Future<Optional<JobDefinition>> job(JobId id) {
        return Future.succeededFuture(Optional.ofNullable(jobs.get(id)));
    }

    @Override
    public Future<Optional<JobPlace>> place(JobId id) {
        return Future.succeededFuture(Optional.ofNullable(jobs.get(id))
                .map(job -> new JobPlace(job.namespace(), job.group(), job.name()))
                .or(() -> Optional.ofNullable(removed.get(id))));
    }

    @Override
    public Future<List<JobDefinition>> jobs(JobQuery query) {
        return Future.succeededFuture(jobs.values().stream()
                .filter(job -> allowed(query.allowed(), Optional.of(job.namespace())))
                .filter(job -> job.id().value() > query.after())
                .filter(job -> matches(query.namespace(), job.namespace()))
                .filter(job -> matches(query.group(), job.group()))
                .filter(job -> matches(query.name(), job.name()))
                .filter(job -> matches(query.enabled(), job.enabled()))
                .filter(job -> query.labelName()
                        .map(name -> matches(query.labelValue(), job.labels().getOrDefault(name, "")))
                        .orElse(true))
                .limit(query.limit())
                .toList());
    }

    @Override
    public Future<Optional<ExecutionView>> execution(ExecutionId id) {
        return find(view -> view.id().equals(id));
    }

    @Override
    public Future<Optional<ExecutionView>> executionByAlias(long alias) {
        return find(view -> view.alias() == alias);
    }

    private Future<Optional<ExecutionView>> find(Predicate<ExecutionView> which) {
        return Future.succeededFuture(executions.stream().filter(which).findFirst());
    }

    /** As the view does: with a namespace or a group only executions of jobs whose place is known. */
    @Override
    public Future<List<ExecutionView>> executions(ExecutionQuery query) {
        lastExecutionQuery = query;
        return Future.succeededFuture(executions.stream()
                .filter(view -> matches(query.jobId(), view.id().jobId()))
                .filter(view -> allowed(query.allowed(), placeOf(view).map(JobPlace::namespace)))
                .filter(view -> query.namespace().isEmpty()
                        || query.namespace().equals(placeOf(view).map(JobPlace::namespace)))
                .filter(view -> query.group().isEmpty()
                        || query.group().equals(placeOf(view).map(JobPlace::group)))
                .filter(view -> query.states().isEmpty() || query.states().contains(view.status()))
                .sorted(Comparator.comparing(ExecutionView::nominal).reversed())
                .skip(query.offset())
                .limit(query.limit())
                .toList());
    }

    private Optional<JobPlace> placeOf(ExecutionView view) {
        return place(view.id().jobId()).result();
    }

    private static boolean allowed(List<String> allowed, Optional<String> namespace) {
        Permissions permissions = new Permissions(Set.of(), allowed, false);
        return allowed.isEmpty() || namespace.filter(permissions::mayTouch).isPresent();
    }

    @Override
    public Future<List<StepView>> steps(ExecutionId id) {
        return Future.succeededFuture(steps.getOrDefault(id, List.of()));
    }

    @Override
    public Future<List<WorkerView>> workers() {
        return Future.succeededFuture(List.copyOf(workers));
    }

    @Override
    public Future<List<LogLine>> log(ExecutionId id, LogQuery query) {
        lastLogQuery = query;
        return Future.succeededFuture(List.copyOf(log));
    }

    private static <T> boolean matches(Optional<T> wanted, T actual) {
        return wanted.isEmpty() || wanted.get().equals(actual);
    }

    private static ApiException refused(ApiError.Category category, String message) {
        return new ApiException(ApiError.of(category, message));
    }
}
