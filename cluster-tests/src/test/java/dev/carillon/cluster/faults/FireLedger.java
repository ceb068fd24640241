package dev.carillon.cluster.faults;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.carillon.proto.v1.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The history of jobs that fire every second, record by record. Records are counted, not distinct ids: a trigger that
 * was written twice shows.
 */
final class FireLedger {

    private final TickingJobs ticking;
    private final Map<Long, JobLedger> jobs = new TreeMap<>();

    /** @param history all of it, from offset 0 */
    FireLedger(TickingJobs ticking, Collection<ConsumerRecord<byte[], byte[]>> history) {
        this.ticking = ticking;
        for (ConsumerRecord<byte[], byte[]> record : history) {
            HistoryEvent event = event(record);
            jobs.computeIfAbsent(event.getJobId(), id -> new JobLedger(id, ticking.phaseMs(id)))
                    .add(record, event);
        }
    }

    static HistoryEvent event(ConsumerRecord<byte[], byte[]> record) {
        try {
            return HistoryEvent.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("unreadable history at " + record.partition() + "/" + record.offset(), e);
        }
    }

    /** Whether each of the jobs has been disabled and every trigger has an end. */
    boolean isSettled() {
        return ticking.ids().stream().allMatch(id -> job(id).isSettled());
    }

    /** What contradicts: one trigger for every second between creation and disabling, one end for every trigger. */
    List<String> violations() {
        List<String> violations = new ArrayList<>();
        ticking.ids().forEach(id -> violations.addAll(job(id).violations()));
        return violations;
    }

    long triggers() {
        return jobs.values().stream().mapToLong(JobLedger::triggers).sum();
    }

    long retries() {
        return jobs.values().stream().mapToLong(JobLedger::retries).sum();
    }

    /** How late the latest trigger was, of the fires that were due in this period: how long firing stood still. */
    Duration standstill(Instant from, Instant to) {
        return fires(from, to).stream()
                .map(FireTimes::triggerLateness)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** How late the latest first attempt was, of the fires that were due in this period. */
    Duration latestStart(Instant from, Instant to) {
        return fires(from, to).stream()
                .flatMap(fire -> fire.startLateness().stream())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** The fires that were due in this period. */
    List<FireTimes> fires(Instant from, Instant to) {
        return jobs.values().stream()
                .flatMap(JobLedger::fires)
                .filter(fire -> !fire.due().isBefore(from) && fire.due().isBefore(to))
                .toList();
    }

    /** Triggers that are owed: one for every second of every job between its creation and its disabling. */
    long expected() {
        return jobs.values().stream().mapToLong(JobLedger::expected).sum();
    }

    /** Of those, the ones that have no trigger. */
    long lost() {
        return jobs.values().stream().mapToLong(JobLedger::lost).sum();
    }

    /** Triggers beyond the first of the same fire. */
    long doubled() {
        return jobs.values().stream().mapToLong(JobLedger::doubled).sum();
    }

    private JobLedger job(long id) {
        return jobs.getOrDefault(id, new JobLedger(id, ticking.phaseMs(id)));
    }
}
