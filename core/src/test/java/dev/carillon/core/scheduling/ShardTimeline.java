package dev.carillon.core.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.Report;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TaskKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Drives one shard by hand. Applies what every decision produced, keeps the compacted records as Kafka would, and after
 * every step rebuilds a shard from them and compares: every test proves replay too.
 */
final class ShardTimeline {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final JobId JOB = new JobId(42);

    private final ShardSettings settings = ShardSettings.DEFAULT;
    private final Map<Object, Event> records = new LinkedHashMap<>();
    private final TreeMap<String, Fleet.Worker> workers = new TreeMap<>();
    private final List<List<Event>> steps = new ArrayList<>();
    private final List<Output> said = new ArrayList<>();
    private SchedulerShard shard = new SchedulerShard(settings, 7);
    private Set<String> gone = Set.of();
    private Instant now = NOON;
    private Instant reportsReadThrough = Instant.EPOCH;
    private long fleetVersion;
    private int commands;

    ShardTimeline() {
        shard.loaded(now);
    }

    static JobDefinition.Builder job() {
        return JobDefinition.builder(JOB, new Task.Shell("true", List.of(), Map.of()));
    }

    // --- what happens ---

    ShardTimeline at(Instant instant) {
        now = instant;
        drain();
        return this;
    }

    ShardTimeline after(Duration duration) {
        return at(now.plus(duration));
    }

    Reply create(JobDefinition definition) {
        return send(new Command.CreateJob(request(), definition));
    }

    Reply replace(JobDefinition definition) {
        return send(new Command.ReplaceJob(request(), definition, 0));
    }

    Reply delete() {
        return send(new Command.DeleteJob(request(), JOB, 0));
    }

    Reply enable() {
        return send(new Command.EnableJob(request(), JOB, 0));
    }

    Reply disable() {
        return send(new Command.DisableJob(request(), JOB, 0));
    }

    Reply pause() {
        return send(new Command.PauseJob(request(), JOB, 0));
    }

    Reply resume(CatchUp catchUp) {
        return send(new Command.ResumeJob(request(), JOB, 0, catchUp));
    }

    Reply backfill(Instant from, Instant until, int concurrency) {
        return send(new Command.BackfillJob(request(), JOB, from, until, concurrency, null));
    }

    Reply trigger() {
        return send(new Command.TriggerJob(request(), JOB, null, false, Execution.Target.ANY));
    }

    Reply stop(ExecutionId id) {
        return send(new Command.StopExecution(request(), id));
    }

    Reply send(Command command) {
        int before = said.size();
        step(shard.handle(command, now, fleet()));
        Reply reply = said.subList(before, said.size()).stream()
                .filter(Output.ReplyOut.class::isInstance)
                .map(output -> ((Output.ReplyOut) output).reply())
                .findFirst()
                .orElseThrow();
        drain();
        return reply;
    }

    Command.Request request() {
        return new Command.Request("command-" + ++commands, "gateway", "somebody");
    }

    /** The record that another shard has broadcast comes up. */
    ShardTimeline broadcast(Calendar calendar, boolean deleted) {
        step(shard.handle(new Command.ApplyCalendar(request(), calendar, deleted), now, fleet()));
        drain();
        return this;
    }

    ShardTimeline started(Output.Start start) {
        return report(new Report.Started(attempt(start), now));
    }

    ShardTimeline finished(Output.Start start, Report.Outcome outcome) {
        return report(new Report.Finished(attempt(start), outcome, start.due(), now, outcome.toString(), 0));
    }

    ShardTimeline declined(Output.Start start) {
        return report(new Report.Declined(attempt(start), "no slot", 0));
    }

    ShardTimeline withdrawn(Output.Start start) {
        return report(new Report.Finished(attempt(start), Report.Outcome.WITHDRAWN, null, now, "withdrawn", 0));
    }

    ShardTimeline report(Report report) {
        step(shard.handle(report, now, fleet()));
        drain();
        return this;
    }

    static Report.Attempt attempt(Output.Start start) {
        return new Report.Attempt(
                start.executionId(), start.attempt(), start.address().incarnation());
    }

    /** A worker that beats now. */
    ShardTimeline worker(String incarnation, Output.Start... active) {
        Map<String, Integer> running = new TreeMap<>();
        for (Output.Start start : active) {
            running.put(start.executionId().toString(), start.attempt());
        }
        workers.put(
                incarnation,
                new Fleet.Worker(
                        incarnation + "-host",
                        incarnation,
                        Set.of("default"),
                        Map.of(TaskKind.SHELL, new Fleet.Slots(8, 0)),
                        Set.of(),
                        "work.default",
                        0,
                        now,
                        now,
                        running,
                        0,
                        true));
        fleetVersion++;
        drain();
        return this;
    }

    ShardTimeline workerGone(String incarnation) {
        workers.remove(incarnation);
        Set<String> all = new TreeSet<>(gone);
        all.add(incarnation);
        gone = all;
        fleetVersion++;
        drain();
        return this;
    }

    ShardTimeline disableAll(JobId... jobs) {
        for (JobId job : jobs) {
            send(new Command.DisableJob(request(), job, 0));
        }
        return this;
    }

    ShardTimeline workersGoneBut(String incarnation) {
        Set<String> others = new TreeSet<>(gone);
        others.addAll(workers.keySet());
        others.remove(incarnation);
        workers.keySet().retainAll(Set.of(incarnation));
        gone = others;
        fleetVersion++;
        return this;
    }

    /** A node that has heard of no worker at all. */
    ShardTimeline forgetWorkers() {
        workers.clear();
        fleetVersion++;
        return this;
    }

    ShardTimeline reportsRead() {
        reportsReadThrough = now;
        return this;
    }

    /** The owner dies; another rebuilds the shard from the log at some later instant. */
    ShardTimeline reloadAt(Instant instant) {
        now = instant;
        shard = rebuilt();
        shard.loaded(now);
        drain();
        return this;
    }

    ShardTimeline quarantine(String reason) {
        step(shard.quarantine(JOB, reason, now));
        drain();
        return this;
    }

    /** At most so many decisions, as if the owner died in the middle of an instant. */
    ShardTimeline stepsAt(Instant instant, int steps) {
        now = instant;
        for (int i = 0; i < steps; i++) {
            shard.next(now, fleet(), reportsReadThrough).ifPresent(this::step);
        }
        return this;
    }

    /** The owner is about to give the shard up: everything due within this stretch is emitted first. */
    ShardTimeline emitAhead(Duration ahead) {
        Optional<Decision> next = shard.emitAhead(now, fleet(), ahead);
        while (next.isPresent()) {
            step(next.get());
            next = shard.emitAhead(now, fleet(), ahead);
        }
        return this;
    }

    private void drain() {
        int steps = 0;
        Optional<Decision> next = shard.next(now, fleet(), reportsReadThrough);
        while (next.isPresent()) {
            step(next.get());
            assertThat(++steps).as("decisions at one instant").isLessThan(10_000);
            next = shard.next(now, fleet(), reportsReadThrough);
        }
    }

    private void step(Decision decision) {
        for (Event event : decision.events()) {
            shard.apply(event);
            keep(event);
        }
        steps.add(decision.events());
        said.addAll(decision.outputs());
        SchedulerShard copy = rebuilt();
        copy.loaded(now);
        assertThat(copy.describe()).as("the rebuilt shard").isEqualTo(shard.describe());
    }

    private void keep(Event event) {
        switch (event) {
            case Event.JobPut put -> records.put("job " + put.definition().id(), put);
            case Event.JobRemoved removed -> records.remove("job " + removed.jobId());
            case Event.ProjectPut put -> records.put("project " + put.project().id(), put);
            case Event.ProjectRemoved removed -> records.remove("project " + removed.id());
            case Event.CalendarPut put ->
                records.put("calendar " + put.calendar().id(), put);
            case Event.CalendarRemoved removed -> records.remove("calendar " + removed.id());
            case Event.JobStatePut put -> records.put("state " + put.state().jobId(), put);
            case Event.JobStateRemoved removed -> records.remove("state " + removed.jobId());
            case Event.ExecutionPut put ->
                records.put("execution " + put.execution().id(), put);
            case Event.ExecutionRemoved removed -> records.remove("execution " + removed.executionId());
            case Event.CursorMoved moved -> records.put("cursor", moved);
            case Event.DecidedAt decided -> records.put("decided at", decided);
        }
    }

    private SchedulerShard rebuilt() {
        SchedulerShard copy = new SchedulerShard(settings, 7);
        records.values().forEach(copy::apply);
        return copy;
    }

    private Fleet fleet() {
        return Fleet.of(workers.values(), gone, fleetVersion);
    }

    // --- what was said ---

    List<Event> events() {
        return steps.stream().flatMap(List::stream).toList();
    }

    /** The events of each decision, in order. */
    List<List<Event>> steps() {
        return List.copyOf(steps);
    }

    <T extends Output> List<T> said(Class<T> type) {
        return said.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Nominal times of the triggers of record, in order. */
    List<Instant> triggers() {
        return said(Output.Triggered.class).stream()
                .map(Output.Triggered::nominal)
                .toList();
    }

    List<Output.SkippedFire> skips() {
        return said(Output.SkippedFire.class);
    }

    List<Output.Start> starts() {
        return said(Output.Start.class);
    }

    Output.Start lastStart() {
        return starts().getLast();
    }

    List<Output.ExecutionEnded> ends() {
        return said(Output.ExecutionEnded.class);
    }

    List<Output.AlertOut> alerts() {
        return said(Output.AlertOut.class);
    }

    Instant now() {
        return now;
    }

    SchedulerShard shard() {
        return shard;
    }
}
