package dev.carillon.kafka.loop;

import dev.carillon.core.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Fills a step with what the shards of a lane owe: first the records that a poll gave, then what time owes, the shards
 * taking turns. A shard that is treated with care does exactly one thing. Belongs to the lane's thread; no I/O.
 */
final class StepFiller {

    /** Hears of a shard that failed; it is out of the step by then. */
    interface Failed {
        void at(Step step, OwnedShard shard, int things, RuntimeException cause);
    }

    private static final Duration REPORTS_CLOCK_MARGIN = Duration.ofSeconds(1);

    /** Decisions that one shard may take before the next has its turn. */
    private static final int TURN = 200;

    private final StepComposer composer;
    private final FailureBook failures;
    private final ReadProgress reports;
    private final Consumer<OwnedShard> again;
    private final Failed failed;
    private final LoopSettings settings;

    /**
     * @param again lets the records that the shard has not taken come again
     */
    StepFiller(
            StepComposer composer,
            FailureBook failures,
            ReadProgress reports,
            Consumer<OwnedShard> again,
            Failed failed,
            LoopSettings settings) {
        this.composer = composer;
        this.failures = failures;
        this.reports = reports;
        this.again = again;
        this.failed = failed;
        this.settings = settings;
    }

    /**
     * Lets the shards decide.
     *
     * @param shards all of a lane's, or the one that is treated with care
     * @return whether time owes more than fitted into the step
     */
    boolean fill(Step step, List<OwnedShard> shards, ConsumerRecords<byte[], byte[]> records) {
        askForReports(shards, step);
        OwnedShard first = shards.getFirst();
        if (failures.isCareful(first.partition())) {
            fillWithOne(step, first, records);
            return false;
        }
        return fillAll(step, shards, records);
    }

    /** Both instants have passed at the broker for certain; the heartbeat's is exact, the clock's may be a second off. */
    private void askForReports(List<OwnedShard> shards, Step step) {
        Instant byClock = step.now().minus(REPORTS_CLOCK_MARGIN);
        Instant passed =
                step.fleet().latestBeat().isAfter(byClock) ? step.fleet().latestBeat() : byClock;
        reports.ask(shards.stream().map(OwnedShard::reports).toList(), step.now(), passed);
    }

    private boolean fillAll(Step step, List<OwnedShard> shards, ConsumerRecords<byte[], byte[]> records) {
        List<OwnedShard> whole = new ArrayList<>(shards);
        whole.removeIf(shard -> !attempt(step, shard, () -> {
            records.records(shard.reports()).forEach(record -> composer.take(step, shard, record));
            records.records(shard.commands()).forEach(record -> composer.take(step, shard, record));
            // Behind the last record may stand markers of transactions, which are nothing to decide.
            records.nextOffsets().forEach((input, next) -> shard.passed(input, next.offset()));
        }));
        int left = settings.decisionsBeside(records.count());
        List<OwnedShard> owing = whole;
        while (left > 0 && !owing.isEmpty()) {
            List<OwnedShard> more = new ArrayList<>();
            for (OwnedShard shard : owing) {
                int turn = Math.min(TURN, left);
                int before = step.batch().things();
                boolean fine = attempt(step, shard, () -> passTime(step, shard, turn));
                int done = step.batch().things() - before;
                left -= Math.max(0, done);
                if (fine && done == turn) {
                    more.add(shard);
                }
            }
            owing = more;
        }
        return !owing.isEmpty();
    }

    private void passTime(Step step, OwnedShard shard, int limit) {
        Instant through = reports.readThrough(shard.reports(), shard.reportsOffset());
        int done = 0;
        while (done < limit && composer.passTime(step, shard, through)) {
            done++;
        }
    }

    /** Exactly one thing, so that a failure tells at what. */
    private void fillWithOne(Step step, OwnedShard shard, ConsumerRecords<byte[], byte[]> records) {
        boolean whole = attempt(step, shard, () -> {
            Optional<Map.Entry<JobId, String>> order = failures.takeQuarantine(shard.partition());
            if (order.isPresent()) {
                composer.quarantine(step, shard, order.get());
                return;
            }
            if (failures.timeFirst(shard.partition())) {
                passTime(step, shard, 1);
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (!step.batch().isEmpty()) {
                    break;
                }
                composer.take(step, shard, record);
            }
            if (step.batch().isEmpty()) {
                passTime(step, shard, 1);
            }
        });
        if (whole) {
            // The records after the one that was taken are to come again.
            again.accept(shard);
            if (step.batch().isEmpty()) {
                failures.idle(shard.partition());
            }
        }
    }

    /** Whether it went well; else the shard is out of the step and on its way to a reload. */
    private boolean attempt(Step step, OwnedShard shard, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            int things = step.batch().of(shard).things();
            step.batch().keep(other -> other != shard);
            failed.at(step, shard, things, e);
            return false;
        }
    }
}
