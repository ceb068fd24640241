package dev.carillon.bench.cluster;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.carillon.bench.BenchFailedException;
import dev.carillon.bench.result.Latencies;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.proto.v1.ExecutionEnded;
import dev.carillon.proto.v1.FinalState;
import dev.carillon.proto.v1.HistoryEvent;
import dev.carillon.proto.v1.SkippedFire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the history says of the fires of a plan, record by record: the oracle of every load. It knows what is owed from the
 * plan alone and counts records, never distinct ids, so that what was lost or doubled cannot hide.
 *
 * <p>Times are kept as milliseconds after the plan's start. Not thread-safe.
 */
public final class FireLedger {

    private static final int ABSENT = Integer.MIN_VALUE;

    private final FirePlan plan;
    private final int[] triggered;
    private final int[] started;
    private final int[] ended;
    private int triggers;
    private int ends;
    private int skips;
    private int doubledTriggers;
    private int doubledEnds;
    private int notSucceeded;
    private int furtherAttempts;
    private int strangers;

    public FireLedger(FirePlan plan) {
        this.plan = plan;
        triggered = absent(plan);
        started = absent(plan);
        ended = absent(plan);
    }

    private static int[] absent(FirePlan plan) {
        int[] times = new int[Math.toIntExact(plan.fires())];
        Arrays.fill(times, ABSENT);
        return times;
    }

    /** The ledger of everything that the history holds by now. */
    public static FireLedger of(FirePlan plan, TopicLog log) {
        FireLedger ledger = new FireLedger(plan);
        log.read(BenchCluster.TOPICS.history(), ledger::add);
        return ledger;
    }

    /** Notes one record of the history; those of jobs that are not the plan's are left out. */
    void add(ConsumerRecord<byte[], byte[]> record) {
        HistoryEvent event = parse(record);
        long job = event.getJobId() - plan.firstId();
        if (job < 0 || job >= plan.jobs()) {
            return;
        }
        switch (event.getKindCase()) {
            case TRIGGERED -> triggered(place(event.getTriggered().getExecutionId()), sinceStart(record.timestamp()));
            case SKIPPED -> skipped(event.getJobId(), event.getSkipped(), sinceStart(record.timestamp()));
            case ENDED -> ended(event.getEnded(), sinceStart(record.timestamp()));
            default -> {
                // Attempts and changes of the job owe nothing here.
            }
        }
    }

    private static HistoryEvent parse(ConsumerRecord<byte[], byte[]> record) {
        try {
            return HistoryEvent.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new BenchFailedException("unreadable history at " + record.partition() + "@" + record.offset(), e);
        }
    }

    private int place(String executionId) {
        ExecutionId id = ExecutionId.parse(executionId);
        if (!id.suffix().startsWith("s")) {
            return -1;
        }
        return plan.place(
                id.jobId().value(), Long.parseLong(id.suffix(), 1, id.suffix().length(), 10));
    }

    private void triggered(int place, int at) {
        if (place < 0) {
            strangers++;
            return;
        }
        triggers++;
        if (triggered[place] != ABSENT) {
            doubledTriggers++;
        }
        triggered[place] = at;
    }

    private void skipped(long jobId, SkippedFire skip, int at) {
        skips += Math.toIntExact(skip.getCount());
        int place = plan.place(jobId, skip.getFirstMs());
        if (place >= 0 && skip.getCount() == 1) {
            doubledTriggers += triggered[place] == ABSENT ? 0 : 1;
            triggered[place] = at;
        }
    }

    private void ended(ExecutionEnded end, int at) {
        int place = place(end.getExecutionId());
        if (place < 0) {
            strangers++;
            return;
        }
        ends++;
        if (ended[place] != ABSENT) {
            doubledEnds++;
        }
        ended[place] = at;
        started[place] = end.getFirstStartedAtMs() == 0 ? ABSENT : sinceStart(end.getFirstStartedAtMs());
        furtherAttempts += Math.max(0, end.getAttempts() - 1);
        if (end.getState() != FinalState.EXECUTION_SUCCEEDED) {
            notSucceeded++;
        }
    }

    private int sinceStart(long epochMs) {
        return Math.toIntExact(epochMs - plan.start().toEpochMilli());
    }

    public int triggers() {
        return triggers;
    }

    public int skips() {
        return skips;
    }

    public int ends() {
        return ends;
    }

    /** Attempts beyond the first of each execution: declined or lost ones. */
    public int furtherAttempts() {
        return furtherAttempts;
    }

    /** @throws BenchFailedException unless every fire of the plan has exactly one trigger and exactly one good end */
    public void requireAllEnded() {
        List<String> wrong = fired();
        complain(wrong, count(ended), "executions never ended");
        complain(wrong, doubledEnds, "executions ended twice");
        complain(wrong, notSucceeded, "executions did not succeed");
        require(wrong);
    }

    /** @throws BenchFailedException unless every fire of the plan has exactly one trigger */
    public void requireAllFired() {
        require(fired());
    }

    /** @throws BenchFailedException when a fire was doubled, or one is missing that lies before others of its job */
    public void requireNoGaps() {
        List<String> wrong = new ArrayList<>();
        int gaps = (int) IntStream.range(plan.jobs(), triggered.length)
                .filter(place -> triggered[place] != ABSENT && triggered[place - plan.jobs()] == ABSENT)
                .count();
        complain(wrong, gaps, "fires were left out");
        complain(wrong, doubledTriggers, "fires were doubled");
        complain(wrong, strangers, "fires that no schedule asked for");
        require(wrong);
    }

    private List<String> fired() {
        List<String> wrong = new ArrayList<>();
        complain(wrong, count(triggered), "fires were lost");
        complain(wrong, doubledTriggers, "fires were doubled");
        complain(wrong, skips, "fires were skipped");
        complain(wrong, strangers, "fires that no schedule asked for");
        return wrong;
    }

    private static int count(int[] times) {
        return (int) IntStream.of(times).filter(time -> time == ABSENT).count();
    }

    private static void complain(List<String> wrong, int count, String what) {
        if (count > 0) {
            wrong.add(count + " " + what);
        }
    }

    private void require(List<String> wrong) {
        if (!wrong.isEmpty()) {
            throw new BenchFailedException("of " + plan.fires() + " fires: " + String.join(", ", wrong));
        }
    }

    /** Start minus due, of the fires that are due within these milliseconds after the plan's start. */
    public Latencies lateness(long fromMs, long untilMs) {
        return distribution(started, fromMs, untilMs);
    }

    /** Commit of the trigger minus due. Fires that were emitted ahead count as 0. */
    public Latencies triggerLag(long fromMs, long untilMs) {
        return distribution(triggered, fromMs, untilMs);
    }

    private Latencies distribution(int[] times, long fromMs, long untilMs) {
        Latencies latencies = new Latencies();
        for (int place = 0; place < times.length; place++) {
            long due = plan.nominalMs(place) - plan.start().toEpochMilli();
            if (due >= fromMs && due < untilMs && times[place] != ABSENT) {
                latencies.add(times[place] - due);
            }
        }
        return latencies;
    }

    /** Triggers, or the skips that stand for them, that reached the log within these milliseconds after the plan's start. */
    public long triggeredBetween(long fromMs, long untilMs) {
        return between(triggered, fromMs, untilMs);
    }

    public long endedBetween(long fromMs, long untilMs) {
        return between(ended, fromMs, untilMs);
    }

    private static long between(int[] times, long fromMs, long untilMs) {
        return IntStream.of(times)
                .filter(time -> time != ABSENT && time >= fromMs && time < untilMs)
                .count();
    }

    /** Milliseconds from the first to the last trigger of a round, as the broker's clock saw them arrive. */
    public int triggerSpanMs(int round) {
        int[] times = Arrays.copyOfRange(triggered, round * plan.jobs(), (round + 1) * plan.jobs());
        return IntStream.of(times).max().orElseThrow()
                - IntStream.of(times).min().orElseThrow();
    }

    /** Milliseconds from the first trigger of a round to the last end of its executions. */
    public int runSpanMs(int round) {
        int from = round * plan.jobs();
        int until = from + plan.jobs();
        return IntStream.range(from, until).map(place -> ended[place]).max().orElseThrow()
                - IntStream.range(from, until)
                        .map(place -> triggered[place])
                        .min()
                        .orElseThrow();
    }

    /**
     * When the first trigger after a moment reached the log, ms after the plan's start.
     *
     * @param jobs which jobs are looked at, by their place in the plan
     */
    public int firstTriggerAfter(long ms, IntPredicate jobs) {
        return IntStream.range(0, triggered.length)
                .filter(place -> jobs.test(plan.job(place)))
                .map(place -> triggered[place])
                .filter(time -> time > ms)
                .min()
                .orElseThrow(() -> new BenchFailedException("nothing fired any more after " + ms + " ms"));
    }
}
