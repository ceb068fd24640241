package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Report;
import dev.carillon.core.job.JobId;
import java.time.Instant;
import java.util.Optional;

/** The state of one partition. One thread owns it. */
public final class SchedulerShard {

    public SchedulerShard(ShardSettings settings, long seed) {}

    /** Decides what a command causes. Reads state, changes nothing. */
    public Decision handle(Command command, Instant now, Fleet fleet) {
        throw new IllegalStateException();
    }

    /** Decides what a worker's report causes. Reads state, changes nothing. */
    public Decision handle(Report report, Instant now, Fleet fleet) {
        throw new IllegalStateException();
    }

    /**
     * The next single thing that time owes (a fire, a wait that is over, a pending execution that finds a worker, an
     * execution whose worker is gone), or empty when nothing is due. Reads state, changes nothing; apply it, then ask
     * again.
     *
     * @param reportsReadThrough the shard has consumed every report that was in the log at this instant
     */
    public Optional<Decision> next(Instant now, Fleet fleet, Instant reportsReadThrough) {
        throw new IllegalStateException();
    }

    /** Stops a job whose fires or commands were found to fail the step; it fires no more until it is replaced. */
    public Decision quarantine(JobId jobId, String reason, Instant now) {
        throw new IllegalStateException();
    }

    /** The only method that changes state, live and at reload. */
    public void apply(Event event) {
        throw new IllegalStateException();
    }

    /** To be called once after a reload, when every state record has been applied. */
    public void loaded(Instant now) {
        throw new IllegalStateException();
    }

    /** When {@link #next} may first have something, apart from changes of the fleet. */
    public Optional<Instant> nextDue() {
        throw new IllegalStateException();
    }

    /** The last fire emitted; goes into the clock record of every step. */
    public Cursor cursor() {
        throw new IllegalStateException();
    }
}
