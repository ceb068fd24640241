package dev.carillon.kafka.loop;

import dev.carillon.kafka.clock.BrokerClock;
import dev.carillon.kafka.loop.WriteOutcome.Committed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a lane does with shards that it is about to give up in order: it emits their next fires ahead, in ordinary steps,
 * so that the next owner has that time to take over.
 *
 * <pre>
 *   ── emitted ──▶│◀── emitted ahead, held by the workers ──▶│
 *              give up ──▶ group ──▶ load ──▶ first step    cursor
 * </pre>
 *
 * It helps, and nothing depends on it: what is not emitted when the time is up, or when a step is refused, the next owner
 * emits. The shards must be dropped right after it, since a step that failed leaves them ahead of the log. Belongs to the
 * lane's thread.
 */
final class HandOver {

    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    /** Fires of one shard before the next has its turn, so that all get equally far when the time is short. */
    private static final int TURN = 50;

    private final StepComposer composer;
    private final TransactionalWriter writer;
    private final Supplier<FleetSnapshot> fleet;
    private final BrokerClock time;
    private final LoopSettings settings;
    private final LoopMetrics metrics;

    HandOver(StepComposer composer, LaneParts parts) {
        this.composer = composer;
        writer = parts.writer();
        fleet = parts.fleet();
        time = parts.time();
        settings = parts.settings();
        metrics = parts.metrics();
    }

    /**
     * Emits ahead for as long as the settings allow.
     *
     * @param group of the poll that left these shards in place, or is taking them away
     */
    void run(List<OwnedShard> shards, ConsumerGroupMetadata group) {
        FleetSnapshot known = fleet.get();
        boolean able = writer.isOpen() && time.trusted() && known.complete();
        if (shards.isEmpty() || settings.handoverAhead().isZero() || !able) {
            return;
        }
        Instant begin = time.instant();
        Instant horizon = begin.plus(settings.handoverAhead());
        Instant deadline = begin.plus(settings.handoverWithin());
        int fires = 0;
        List<OwnedShard> owing = shards;
        while (!owing.isEmpty() && time.trusted() && time.instant().isBefore(deadline)) {
            Step step = new Step(time.instant(), known);
            try {
                owing = compose(step, owing, horizon);
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue("at", step.last())
                        .setCause(e)
                        .log("could not emit ahead, the next owner of the partitions meets it and deals with it");
                break;
            }
            if (!write(step.batch(), group)) {
                break;
            }
            fires += step.batch().things();
        }
        LOG.atInfo()
                .addKeyValue(
                        "partitions", shards.stream().map(OwnedShard::partition).toList())
                .addKeyValue("fires", fires)
                .addKeyValue("complete", owing.isEmpty())
                .addKeyValue("tookMs", Duration.between(begin, time.instant()).toMillis())
                .log("fires emitted ahead of giving partitions up");
    }

    /** One step for all shards; returns those that have more to emit. */
    private List<OwnedShard> compose(Step step, List<OwnedShard> shards, Instant horizon) {
        List<OwnedShard> owing = shards;
        int left = settings.decisionsMax();
        while (left > 0 && !owing.isEmpty()) {
            List<OwnedShard> more = new ArrayList<>();
            for (OwnedShard shard : owing) {
                int turn = Math.min(TURN, left);
                int done = 0;
                while (done < turn && composer.emitAhead(step, shard, horizon)) {
                    done++;
                }
                left -= done;
                if (done == turn) {
                    more.add(shard);
                }
            }
            owing = more;
        }
        composer.finish(step);
        return owing;
    }

    private boolean write(StepBatch batch, ConsumerGroupMetadata group) {
        if (batch.isEmpty()) {
            return true;
        }
        WriteOutcome outcome = writer.write(batch, group);
        if (outcome instanceof Committed(Duration took)) {
            metrics.committed(batch, took, time.instant());
            return true;
        }
        LOG.atInfo()
                .addKeyValue("partitions", batch.partitions())
                .addKeyValue("outcome", outcome)
                .log("nothing more is emitted ahead, the next owner of the partitions does it");
        return false;
    }
}
