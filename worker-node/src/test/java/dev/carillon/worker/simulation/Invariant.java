package dev.carillon.worker.simulation;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.Report;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.kafka.codec.Clock;
import dev.carillon.kafka.codec.WorkOrder;
import dev.carillon.testkit.simulation.Commit;

/**
 * Something that holds at every moment. Hears of everything that becomes part of the log, at that moment and in its order,
 * and throws an {@link AssertionError} when it does not hold any more.
 */
interface Invariant {

    /** Everything that became part of the log at once; what is in it is told one by one after this. */
    default void committed(Commit commit) {}

    /** An event of the history. */
    default void said(Output.History event) {}

    default void replied(Reply reply) {}

    /** A command that lies where it belongs; the same one may do so several times. */
    default void asked(Command command) {}

    /** A worker has reported. */
    default void reported(Report report) {}

    /** A live execution was written. */
    default void put(Execution execution) {}

    /** A step of a partition was written by a lane. */
    default void stepped(String transactionalId, Clock clock) {}

    /**
     * A calendar was announced to a partition.
     *
     * @param offset on the partition of {@code commands}
     */
    default void announced(int partition, long offset, Command.ApplyCalendar calendar) {}

    /** A worker was sent something to run. */
    default void sent(WorkOrder.Start start) {}

    /** Everything of the last commit has been told. */
    default void told() {}

    /** The world has come to rest: what was owed must have been done. */
    default void atRest() {}
}
