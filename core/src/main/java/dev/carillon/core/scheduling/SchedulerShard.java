package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.ExecutionState;
import dev.carillon.core.execution.Report;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The schedule of one partition: all rules, no I/O, no clock. One thread owns it.
 *
 * <pre>
 *   command, report, time ──▶ decide ──▶ Decision ──▶ one transaction ──▶ apply each event
 *                              reads                    (the owner's          writes
 *                              state                       business)          state
 * </pre>
 *
 * Decide and apply are apart: what a decision wants becomes state only through {@link #apply}, live and at reload alike,
 * so a shard rebuilt from the log equals the one that ran. There is no rollback: where the outcome of a transaction is
 * unknown the owner throws the shard away and rebuilds it.
 *
 * <p>All instants are broker time, given by the owner. They may go back, by what the clocks of two owners differ by or
 * because one was set: a change of a job holds from no earlier instant than the latest at which anything was decided, see
 * {@link #handle(Command, Instant, Fleet)}. The same seed, events and arguments give the same decisions.
 */
public final class SchedulerShard {

    private static final Duration LEASE_MARGIN = Duration.ofSeconds(2);

    private final ShardSettings settings;
    private final Waits waits;
    private final ShardState state;
    private final Commands commands;
    private final Reports reports;
    private final Fires fires;
    private final Executions executions;
    private final Overdue overdue;

    /** How far the pending executions have been offered to the fleet of a version; a new version starts over. */
    private long offeredVersion = Long.MIN_VALUE;

    private ShardState.@Nullable PendingSlot offered;
    private boolean allOffered;
    private Iterator<String> unchecked = List.<String>of().iterator();

    /** @param seed of every choice that is made at random: which worker, how long to back off */
    public SchedulerShard(ShardSettings settings, long seed) {
        this.settings = settings;
        this.waits = new Waits(settings);
        this.state = new ShardState(waits);
        Placement placement = new Placement(state, settings, new SplittableRandom(seed));
        this.executions = new Executions(settings, placement);
        this.fires = new Fires(settings, executions);
        this.commands = new Commands(fires, executions);
        this.reports = new Reports(executions, placement);
        this.overdue = new Overdue(settings, fires, executions);
    }

    /**
     * Decides what a command causes. Reads state, changes nothing.
     *
     * <p>What has fired and ended is forgotten once its instant has passed. If the clock went back behind such an instant
     * and a change of the job counted from there, the job would fire it again.
     */
    public Decision handle(Command command, Instant now, Fleet fleet) {
        boolean mayHaveFired = state.entry(command.jobId()).isPresent();
        Instant at = command instanceof Command.Change && mayHaveFired ? Timing.later(now, state.decidedAt()) : now;
        Turn turn = new Turn(state, command.jobId(), at, fleet);
        commands.handle(turn, command);
        return turn.decision();
    }

    /** Decides what a worker's report causes; nothing when it is not of the current attempt. Changes nothing. */
    public Decision handle(Report report, Instant now, Fleet fleet) {
        Turn turn = new Turn(state, report.attempt().id().jobId(), now, fleet);
        reports.handle(turn, report);
        return turn.decision();
    }

    /**
     * The next single thing that time or the fleet owes: a wait that is over, a fire, an execution whose worker is gone,
     * a pending execution that finds a worker; empty when nothing is due. Apply it, then ask again.
     *
     * <p>Changes nothing that a reload would miss: only how far waits and pending executions have been looked through.
     *
     * @param reportsReadThrough the shard has consumed every report that was in the log at this instant
     */
    public Optional<Decision> next(Instant now, Fleet fleet, Instant reportsReadThrough) {
        return dueWait(now, fleet, reportsReadThrough)
                .or(() -> emitAhead(now, fleet, settings.lookahead()))
                .or(() -> lostToFleet(now, fleet))
                .or(() -> offerPending(now, fleet));
    }

    private Optional<Decision> dueWait(Instant now, Fleet fleet, Instant reportsReadThrough) {
        Optional<Waits.Wait> due = waits.due(now);
        while (due.isPresent()) {
            Decision decision = look(due.get(), now, fleet, reportsReadThrough);
            if (!decision.isEmpty()) {
                return Optional.of(decision);
            }
            due = waits.due(now);
        }
        return Optional.empty();
    }

    private Decision look(Waits.Wait wait, Instant now, Fleet fleet, Instant reportsReadThrough) {
        ExecutionId id = wait.executionId();
        if (id == null) {
            return forget(wait, now);
        }
        Execution execution = state.execution(id)
                .orElseThrow(() -> new IllegalStateException("waiting for an execution that is not live: " + wait));
        Turn turn = new Turn(state, wait.jobId(), now, fleet);
        if (execution.state() instanceof ExecutionState.Placed placed && isGone(placed.incarnation(), now, fleet)) {
            executions.lost(turn, execution, "worker " + placed.incarnation() + " is gone");
        } else {
            overdue.look(turn, execution, reportsReadThrough);
        }
        Decision decision = turn.decision();
        if (decision.isEmpty()) {
            waits.postpone(execution, now);
        }
        return decision;
    }

    /** The state of a deleted job goes when nobody can repeat a command to it any more. */
    private Decision forget(Waits.Wait wait, Instant now) {
        boolean idle =
                state.entry(wait.jobId()).map(entry -> entry.live().isEmpty()).orElse(true);
        if (!idle) {
            waits.postpone(wait, now);
            return Decision.NOTHING;
        }
        return new Decision(List.of(new Event.JobStateRemoved(wait.jobId())), List.of());
    }

    /**
     * The next fire that is due within a stretch from now; empty when all of them are emitted. An owner that is about to
     * give the shard up asks for more than the look-ahead: the workers hold those fires, and the next owner has that
     * time to load. Any such window is settled when a definition changes meanwhile.
     */
    public Optional<Decision> emitAhead(Instant now, Fleet fleet, Duration ahead) {
        return state.firstFire()
                .filter(fire -> !fire.due().isAfter(now.plus(ahead)))
                .map(fire -> {
                    Turn turn = new Turn(state, fire.jobId(), now, fleet);
                    fires.fire(turn, fire);
                    return turn.decision();
                });
    }

    private Optional<Decision> lostToFleet(Instant now, Fleet fleet) {
        if (fleet.version() != offeredVersion) {
            offeredVersion = fleet.version();
            offered = null;
            allOffered = false;
            unchecked = state.busyIncarnations().iterator();
        }
        while (unchecked.hasNext()) {
            String incarnation = unchecked.next();
            if (isGone(incarnation, now, fleet)) {
                Optional<Decision> decision = lose(incarnation, now, fleet);
                if (decision.isPresent()) {
                    unchecked = state.busyIncarnations().tailSet(incarnation).iterator();
                    return decision;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * An incarnation that this node has never heard of may be one whose heartbeats are merely late: it gets a full
     * lease from the load on.
     */
    private boolean isGone(String incarnation, Instant now, Fleet fleet) {
        if (fleet.isGone(incarnation)) {
            return true;
        }
        Duration fullLease = settings.lease().plus(LEASE_MARGIN);
        return fleet.worker(incarnation).isEmpty()
                && !now.isBefore(state.loadedAt().plus(fullLease));
    }

    private Optional<Decision> lose(String incarnation, Instant now, Fleet fleet) {
        return state.firstOf(incarnation).flatMap(state::execution).map(execution -> {
            Turn turn = new Turn(state, execution.jobId(), now, fleet);
            executions.lost(turn, execution, "worker " + incarnation + " is gone");
            return turn.decision();
        });
    }

    /** Once for each version: what comes to be pending after that has been offered to the same fleet already. */
    private Optional<Decision> offerPending(Instant now, Fleet fleet) {
        if (allOffered) {
            return Optional.empty();
        }
        Optional<ShardState.PendingSlot> next = state.pendingAfter(offered);
        while (next.isPresent()) {
            offered = next.get();
            Execution execution = next.get().execution();
            Turn turn = new Turn(state, execution.jobId(), now, fleet);
            overdue.look(turn, execution, Instant.MIN);
            Decision decision = turn.decision();
            if (!decision.isEmpty()) {
                return Optional.of(decision);
            }
            next = state.pendingAfter(offered);
        }
        allOffered = true;
        return Optional.empty();
    }

    /** Stops a job whose fires or commands were found to fail the step; it fires no more until it is replaced. */
    public Decision quarantine(JobId jobId, String reason, Instant now) {
        Turn turn = new Turn(state, jobId, now, Fleet.empty());
        JobDefinition definition = turn.definition();
        if (definition == null || turn.state().quarantinedAt() != null) {
            return Decision.NOTHING;
        }
        turn.state(turn.state().withQuarantine(now));
        Backfills.stopAll(turn, ""); // Its fires may be the ones that fail the step.
        turn.say(new Output.JobChanged(jobId, now, Output.Change.QUARANTINED, definition, "", "", now));
        turn.say(new Output.AlertOut(definition, now, Output.AlertKind.QUARANTINED, null, reason, 0));
        return turn.decision();
    }

    /** The only method that changes state, live and at reload. */
    public void apply(Event event) {
        state.apply(event);
    }

    /** To be called once after a reload, when every state record has been applied. */
    public void loaded(Instant now) {
        state.loaded(now);
    }

    /** When {@link #next} may first have something, apart from changes of the fleet. */
    public Optional<Instant> nextDue() {
        Optional<Instant> fire = state.firstFire().map(first -> first.due().minus(settings.lookahead()));
        Optional<Instant> wait = waits.first();
        return fire.isEmpty() ? wait : wait.isEmpty() ? fire : fire.get().isBefore(wait.get()) ? fire : wait;
    }

    /** When the first fire that is not emitted yet is due; from then on it is owed. */
    public Optional<Instant> nextFire() {
        return state.firstFire().map(fire -> fire.due());
    }

    /** Everything the shard holds, in a fixed order: equal texts mean equal shards. For tests and fault reports. */
    public String describe() {
        return state.describe();
    }

    /** The latest instant at which anything was decided; goes into the clock record of every step. */
    public Instant decidedAt() {
        return state.decidedAt();
    }

    /** How many jobs the shard has. */
    public int jobs() {
        return state.jobs();
    }

    /** The last fire emitted; goes into the clock record of every step. */
    public Cursor cursor() {
        return state.cursor();
    }
}
