package dev.carillon.kafka.loop;

import dev.carillon.core.job.JobId;
import dev.carillon.kafka.loop.Suspect.Job;
import dev.carillon.kafka.loop.Suspect.RecordAt;
import dev.carillon.kafka.loop.Suspect.Unknown;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Remembers which partitions' steps fail, and finds out at what. Belongs to the lane's thread.
 *
 * <pre>
 *   step fails ──▶ shard reloaded, same input ──fails again──▶ careful: one thing per transaction
 *                                                                 │ fails: now it is known at what
 *                       record ──▶ dead-letters      job ──▶ quarantined      neither helps ──▶ partition stopped
 * </pre>
 *
 * Careful mode ends when as many things have gone well as the failed step contained.
 */
final class FailureBook {

    private static final int FAILURES_UNTIL_CAREFUL = 2;
    private static final int FAILURES_UNTIL_STOPPED = 5;

    private static final class Trouble {
        private int failures;
        private int left;
        private boolean alternate;
        private final Set<RecordAt> condemned = new HashSet<>();
        private final Set<JobId> quarantined = new HashSet<>();
        private final Map<JobId, String> toQuarantine = new HashMap<>();
    }

    private final Map<Integer, Trouble> troubles = new HashMap<>();

    /**
     * A step that held several things failed.
     *
     * @param things that it did for this partition
     */
    void failed(int partition, int things) {
        Trouble trouble = troubles.computeIfAbsent(partition, any -> new Trouble());
        trouble.failures++;
        trouble.left = Math.max(trouble.left, things + 1);
    }

    /**
     * A careful step failed at this.
     *
     * @return why the partition must be stopped, if it must
     */
    Optional<String> failedAt(int partition, Suspect suspect, String reason) {
        Trouble trouble = troubles.computeIfAbsent(partition, any -> new Trouble());
        trouble.failures++;
        boolean helps = switch (suspect) {
            case RecordAt record -> trouble.condemned.add(record);
            case Job(JobId jobId) -> {
                trouble.toQuarantine.put(jobId, reason);
                yield trouble.quarantined.add(jobId);
            }
            case Unknown _ -> trouble.failures < FAILURES_UNTIL_STOPPED;
        };
        return helps ? Optional.empty() : Optional.of("fails at " + suspect + " whatever is done: " + reason);
    }

    boolean isCareful(int partition) {
        Trouble trouble = troubles.get(partition);
        return trouble != null && trouble.failures >= FAILURES_UNTIL_CAREFUL;
    }

    /** Whether a careful step looks at the time before it looks at records: it takes turns, so that neither starves. */
    boolean timeFirst(int partition) {
        Trouble trouble = troubles.get(partition);
        if (trouble == null) {
            return false;
        }
        trouble.alternate = !trouble.alternate;
        return trouble.alternate;
    }

    boolean isCondemned(TopicPartition input, long offset) {
        Trouble trouble = troubles.get(input.partition());
        return trouble != null && trouble.condemned.contains(new RecordAt(input, offset));
    }

    /** A job that is to be quarantined by the next step of the partition, and why. */
    Optional<Map.Entry<JobId, String>> takeQuarantine(int partition) {
        Trouble trouble = troubles.get(partition);
        if (trouble == null || trouble.toQuarantine.isEmpty()) {
            return Optional.empty();
        }
        Iterator<Map.Entry<JobId, String>> first =
                trouble.toQuarantine.entrySet().iterator();
        Map.Entry<JobId, String> entry = Map.Entry.copyOf(first.next());
        first.remove();
        return Optional.of(entry);
    }

    /** A step of the partition was committed. */
    void succeeded(int partition) {
        Trouble trouble = troubles.get(partition);
        if (trouble != null && (!isCareful(partition) || --trouble.left <= 0)) {
            troubles.remove(partition);
        }
    }

    /** A careful step found nothing to do; what failed may have gone, so the wait for it does not last. */
    void idle(int partition) {
        Trouble trouble = troubles.get(partition);
        if (trouble != null && (trouble.left /= 2) == 0) {
            troubles.remove(partition);
        }
    }

    void forget(int partition) {
        troubles.remove(partition);
    }
}
