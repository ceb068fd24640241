package dev.carillon.worker.simulation;

import dev.carillon.core.execution.Report;
import dev.carillon.core.scheduling.Command;
import dev.carillon.kafka.codec.Clock;
import dev.carillon.kafka.codec.ClockCodec;
import dev.carillon.kafka.codec.CommandCodec;
import dev.carillon.kafka.codec.ExecutionCodec;
import dev.carillon.kafka.codec.HistoryCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.ReplyCodec;
import dev.carillon.kafka.codec.ReportCodec;
import dev.carillon.kafka.codec.WorkCodec;
import dev.carillon.kafka.codec.WorkOrder;
import dev.carillon.kafka.topics.Partitioner;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.testkit.simulation.Commit;
import dev.carillon.testkit.simulation.LogRecord;
import java.util.List;
import java.util.function.Consumer;

/** Reads what becomes part of the log and tells the invariants. */
final class Ledger implements Consumer<Commit> {

    private final Topics topics;
    private final Partitioner partitioner;
    private final List<Invariant> invariants;

    Ledger(Topics topics, int partitions, List<Invariant> invariants) {
        this.topics = topics;
        this.partitioner = new Partitioner(partitions);
        this.invariants = invariants;
    }

    @Override
    public void accept(Commit commit) {
        tell(invariant -> invariant.committed(commit));
        for (LogRecord record : commit.records()) {
            read(commit, record);
        }
        tell(Invariant::told);
    }

    private void read(Commit commit, LogRecord record) {
        String topic = record.partition().topic();
        byte[] value = record.value();
        if (topic.equals(topics.history())) {
            var event = HistoryCodec.decode(value);
            tell(invariant -> invariant.said(event));
        } else if (topic.equals(topics.replies())) {
            var reply = ReplyCodec.decode(value);
            tell(invariant -> invariant.replied(reply));
        } else if (topic.equals(topics.executions()) && value != null) {
            var execution = ExecutionCodec.decode(value);
            tell(invariant -> invariant.put(execution));
        } else if (topic.equals(topics.clocks()) && !Keys.text(record.key()).startsWith("node-")) {
            Clock clock = ClockCodec.decode(value);
            tell(invariant -> invariant.stepped(commit.transactionalId(), clock));
        } else if (topic.equals(topics.commands())) {
            asked(record, CommandCodec.decode(value));
        } else if (topic.equals(topics.reports())) {
            Report report = ReportCodec.decode(value);
            tell(invariant -> invariant.reported(report));
        } else if (topics.isWork(topic) && WorkCodec.decode(value) instanceof WorkOrder.Start start) {
            tell(invariant -> invariant.sent(start));
        }
    }

    private void asked(LogRecord record, Command command) {
        int partition = record.partition().partition();
        if (command instanceof Command.ApplyCalendar calendar) {
            tell(invariant -> invariant.announced(partition, record.offset(), calendar));
        } else if (partitioner.partition(command.jobId()) == partition) {
            tell(invariant -> invariant.asked(command));
        }
    }

    private void tell(Consumer<Invariant> message) {
        invariants.forEach(message);
    }

    /** The world has come to rest. */
    void atRest() {
        tell(Invariant::atRest);
    }
}
