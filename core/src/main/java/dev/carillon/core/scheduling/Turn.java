package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Project;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A working copy of one job, project or calendar while one decision about it is made. Every decision concerns exactly one
 * of them, so this is all the state a decision can change; {@link #decision} turns the difference into events.
 */
final class Turn {

    private final JobId jobId;
    private final Instant now;
    private final Fleet fleet;
    private final @Nullable JobEntry entry;
    private final CalendarBook calendars;
    private final Cursor reached;
    private final Instant decidedBefore;
    private final Map<ExecutionId, Optional<Execution>> changed = new TreeMap<>();
    private final List<Output> outputs = new ArrayList<>();
    private @Nullable JobDefinition definition;
    private @Nullable Project project;
    private CalendarBook.@Nullable Copy calendar;
    private JobState state;
    private @Nullable Cursor cursor;

    Turn(ShardState shard, JobId jobId, Instant now, Fleet fleet) {
        this.jobId = jobId;
        this.now = now;
        this.fleet = fleet;
        this.entry = shard.entry(jobId).orElse(null);
        this.calendars = shard.calendars();
        this.calendar = calendars.copy(jobId).orElse(null);
        this.reached = shard.cursor();
        this.decidedBefore = shard.decidedAt();
        this.definition = entry == null ? null : entry.definition;
        this.project = entry == null ? null : entry.project;
        JobState known = entry == null ? null : entry.state;
        this.state = known == null ? JobState.fresh(jobId, now) : known;
    }

    JobId jobId() {
        return jobId;
    }

    Instant now() {
        return now;
    }

    Fleet fleet() {
        return fleet;
    }

    @Nullable
    JobDefinition definition() {
        return definition;
    }

    JobState state() {
        return state;
    }

    /** How far the shard had come before this turn. */
    Cursor reached() {
        return reached;
    }

    /** No fire whose nominal time is after this instant is emitted or settled. */
    Instant settledThrough() {
        return Timing.later(state.settledThrough(), reached.emittedThrough(jobId));
    }

    void define(@Nullable JobDefinition next) {
        definition = next;
    }

    @Nullable
    Project project() {
        return project;
    }

    void project(@Nullable Project next) {
        project = next;
    }

    /** Every calendar, as it stood before this turn. */
    CalendarBook calendars() {
        return calendars;
    }

    /** The shard's copy of the calendar that this turn is about. */
    CalendarBook.@Nullable Copy calendar() {
        return calendar;
    }

    void calendar(CalendarBook.@Nullable Copy next) {
        calendar = next;
    }

    void state(JobState next) {
        state = next;
    }

    /** A fire of the schedule is over, for good where its nominal time is still to come. */
    void settleAhead(Instant nominal) {
        if (nominal.isAfter(now)) {
            List<Instant> ahead = new ArrayList<>(state.withdrawn());
            ahead.add(nominal);
            state = state.withWithdrawn(ahead);
        }
    }

    void put(Execution execution) {
        changed.put(execution.id(), Optional.of(execution));
    }

    void remove(ExecutionId id) {
        changed.put(id, Optional.empty());
    }

    void say(Output output) {
        outputs.add(output);
    }

    void moveCursor(Cursor to) {
        cursor = to;
    }

    Optional<Execution> execution(ExecutionId id) {
        Optional<Execution> here = changed.get(id);
        return here != null ? here : Optional.ofNullable(entry == null ? null : entry.execution(id));
    }

    /** The live executions as they stand in this turn, by id. */
    List<Execution> live() {
        TreeMap<ExecutionId, Execution> all = entry == null ? new TreeMap<>() : new TreeMap<>(entry.live());
        changed.forEach(
                (id, execution) -> execution.ifPresentOrElse(present -> all.put(id, present), () -> all.remove(id)));
        return List.copyOf(all.values());
    }

    /** How many live executions are such; cheaper than to ask for {@link #live} and count. */
    int count(Predicate<Execution> such) {
        int count = 0;
        if (entry != null) {
            for (Execution execution : entry.live().values()) {
                if (such.test(execution) && !changed.containsKey(execution.id())) {
                    count++;
                }
            }
        }
        for (Optional<Execution> execution : changed.values()) {
            if (execution.isPresent() && such.test(execution.get())) {
                count++;
            }
        }
        return count;
    }

    /** The first one of such live executions. */
    Optional<Execution> first(Predicate<Execution> such, Comparator<Execution> order) {
        Stream<Execution> untouched = entry == null
                ? Stream.empty()
                : entry.live().values().stream().filter(execution -> !changed.containsKey(execution.id()));
        return Stream.concat(untouched, changed.values().stream().flatMap(Optional::stream))
                .filter(such)
                .min(order);
    }

    /** Live executions that count against the job's limit. */
    int running() {
        return count(Execution::takesSlot);
    }

    Decision decision() {
        List<Event> events = new ArrayList<>();
        JobDefinition before = entry == null ? null : entry.definition;
        if (!Objects.equals(before, definition)) {
            events.add(definition == null ? new Event.JobRemoved(jobId) : new Event.JobPut(definition));
        }
        Project projectBefore = entry == null ? null : entry.project;
        if (!Objects.equals(projectBefore, project)) {
            events.add(project == null ? new Event.ProjectRemoved(jobId) : new Event.ProjectPut(project));
        }
        addCalendarEvents(before, events);
        JobState known = entry == null ? null : entry.state;
        boolean stateMatters = definition != null || project != null || known != null || state.revision() > 0;
        if (stateMatters && !state.equals(known)) {
            events.add(new Event.JobStatePut(state.withoutPast(now)));
        }
        changed.forEach((id, execution) ->
                execution.ifPresentOrElse(present -> putIfChanged(present, events), () -> removeIfKnown(id, events)));
        if (cursor != null) {
            events.add(new Event.CursorMoved(cursor));
        }
        if (!events.isEmpty() && now.isAfter(decidedBefore)) {
            events.add(new Event.DecidedAt(now));
        }
        return new Decision(events, outputs);
    }

    private void addCalendarEvents(@Nullable JobDefinition before, List<Event> events) {
        if (!Objects.equals(calendars.copy(jobId).orElse(null), calendar)) {
            events.add(
                    calendar == null
                            ? new Event.CalendarRemoved(jobId)
                            : new Event.CalendarPut(calendar.calendar(), calendar.deleted()));
        }
        calendars.unusedWithout(before, definition).forEach(id -> events.add(new Event.CalendarRemoved(id)));
    }

    private void putIfChanged(Execution execution, List<Event> events) {
        if (entry == null || !execution.equals(entry.execution(execution.id()))) {
            events.add(new Event.ExecutionPut(execution));
        }
    }

    private void removeIfKnown(ExecutionId id, List<Event> events) {
        if (entry != null && entry.execution(id) != null) {
            events.add(new Event.ExecutionRemoved(id));
        }
    }
}
