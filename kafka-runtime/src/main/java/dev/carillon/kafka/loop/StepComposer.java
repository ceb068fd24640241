package dev.carillon.kafka.loop;

import dev.carillon.core.execution.Report;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Decision;
import dev.carillon.core.scheduling.Output;
import dev.carillon.kafka.loop.InputReader.CommandInput;
import dev.carillon.kafka.loop.InputReader.Misplaced;
import dev.carillon.kafka.loop.InputReader.Nothing;
import dev.carillon.kafka.loop.InputReader.ReportInput;
import dev.carillon.kafka.loop.InputReader.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets shards decide and collects what they want written. Belongs to the lane's thread; no I/O.
 *
 * <p>Deciding changes nothing, so a record at which it fails is known to be the culprit and goes to {@code dead-letters}
 * at once. Everything else that fails may leave the shard half changed: it is thrown, the shard must be dropped, and
 * {@link Step#last} says what it was about.
 */
final class StepComposer {

    private static final Logger LOG = LoggerFactory.getLogger(StepComposer.class);

    private final InputReader reader;
    private final StepEncoder encoder;
    private final FailureBook failures;
    private final Supplier<Duration> clockOffset;

    /** @param clockOffset this machine's clock minus the brokers', at the moment */
    StepComposer(InputReader reader, StepEncoder encoder, FailureBook failures, Supplier<Duration> clockOffset) {
        this.reader = reader;
        this.encoder = encoder;
        this.failures = failures;
        this.clockOffset = clockOffset;
    }

    /** Decides one record, which counts as consumed whatever it was. */
    void take(Step step, OwnedShard shard, ConsumerRecord<byte[], byte[]> record) {
        TopicPartition input = shard.input(record.topic());
        step.about(new Suspect.RecordAt(input, record.offset()));
        ShardWrites writes = step.batch().of(shard);
        if (failures.isCondemned(input, record.offset())) {
            bury(step, writes, record, new Unreadable("the step that contained it could not be written", null));
        } else {
            switch (reader.read(record)) {
                case Unreadable unreadable -> bury(step, writes, record, unreadable);
                case Misplaced misplaced -> encoder.forward(writes, misplaced);
                case Nothing _ -> LOG.atTrace().log("record decides nothing");
                case CommandInput(Command command) ->
                    decide(step, writes, record, () -> shard.shard().handle(command, step.now(), step.fleet()));
                case ReportInput(Report report) ->
                    decide(step, writes, record, () -> shard.shard().handle(report, step.now(), step.fleet()));
            }
        }
        writes.didOneThing();
        shard.decidedUpTo(input, record.offset() + 1);
    }

    private void decide(
            Step step, ShardWrites writes, ConsumerRecord<byte[], byte[]> record, Supplier<Decision> decider) {
        Decision decision;
        try {
            decision = decider.get();
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("record could not be decided, sent to dead-letters");
            bury(step, writes, record, new Unreadable("could not be decided: " + e, null));
            return;
        }
        perform(writes, decision);
    }

    private void bury(Step step, ShardWrites writes, ConsumerRecord<byte[], byte[]> record, Unreadable why) {
        LOG.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("error", why.reason())
                .log("record sent to dead-letters");
        encoder.deadLetter(writes, record, why, step.now());
    }

    /**
     * Does one thing that time or the fleet owes.
     *
     * @return false when nothing is owed
     */
    boolean passTime(Step step, OwnedShard shard, Instant reportsReadThrough) {
        step.about(new Suspect.Unknown());
        return pass(step, shard, shard.shard().next(step.now(), step.fleet(), reportsReadThrough));
    }

    /**
     * Emits one fire that is due up to this instant.
     *
     * @return false when there is none
     */
    boolean emitAhead(Step step, OwnedShard shard, Instant horizon) {
        step.about(new Suspect.Unknown());
        Duration ahead = Duration.between(step.now(), horizon);
        return pass(step, shard, shard.shard().emitAhead(step.now(), step.fleet(), ahead));
    }

    private boolean pass(Step step, OwnedShard shard, Optional<Decision> next) {
        if (next.isEmpty()) {
            return false;
        }
        step.about(next.get());
        ShardWrites writes = step.batch().of(shard);
        perform(writes, next.get());
        noteLag(step, shard, next.get());
        writes.didOneThing();
        return true;
    }

    private static void noteLag(Step step, OwnedShard shard, Decision decision) {
        for (Output output : decision.outputs()) {
            if (output instanceof Output.Triggered fire) {
                shard.lag().add(Tally.lag(fire, step.now()), step.now());
            }
        }
    }

    void quarantine(Step step, OwnedShard shard, Map.Entry<JobId, String> order) {
        step.about(new Suspect.Job(order.getKey()));
        LOG.atError()
                .addKeyValue("jobId", order.getKey())
                .addKeyValue("error", order.getValue())
                .log("job quarantined, its fires fail the step; it fires again when it is replaced");
        ShardWrites writes = step.batch().of(shard);
        perform(writes, shard.shard().quarantine(order.getKey(), order.getValue(), step.now()));
        writes.didOneThing();
    }

    /** Adds the clock records; nothing may be decided after that. */
    void finish(Step step) {
        Duration offset = clockOffset.get();
        step.batch().writes().forEach(writes -> encoder.clock(writes, step.now(), offset));
    }

    private void perform(ShardWrites writes, Decision decision) {
        encoder.add(writes, decision);
        decision.events().forEach(writes.shard().shard()::apply);
    }
}
