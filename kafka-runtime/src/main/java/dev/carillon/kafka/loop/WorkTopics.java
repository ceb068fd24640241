package dev.carillon.kafka.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which work topics of live workers exist, and how many partitions they have. Asked for when a worker names a topic that
 * is new here, and again from time to time, since topics can be deleted and grow.
 *
 * <p>{@link #look} is for the fleet reader's thread, {@link #has} for any. Neither blocks.
 */
final class WorkTopics implements KnownTopics {

    private static final Logger LOG = LoggerFactory.getLogger(WorkTopics.class);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
    private static final Duration NEW_AGAIN_AFTER = Duration.ofMillis(500);

    private final LoopAdmin admin;
    private final Predicate<String> isWork;
    private final Map<String, Integer> partitions = new ConcurrentHashMap<>();
    private final Map<String, Instant> asked = new HashMap<>();
    private volatile boolean changed;

    /** @param isWork whether a name can be a work topic's; others never count as known */
    WorkTopics(LoopAdmin admin, Predicate<String> isWork) {
        this.admin = admin;
        this.isWork = isWork;
    }

    @Override
    public boolean has(String topic, int partition) {
        return partition < partitions.getOrDefault(topic, 0);
    }

    /**
     * Asks about the topics that are due.
     *
     * @return whether an answer has changed what is known since the last call
     */
    boolean look(Set<String> inUse, Instant now) {
        asked.keySet().retainAll(inUse);
        partitions.keySet().retainAll(inUse);
        for (String topic : inUse) {
            if (!isWork.test(topic)) {
                continue;
            }
            Duration pause = partitions.containsKey(topic) ? AGAIN_AFTER : NEW_AGAIN_AFTER;
            Instant last = asked.get(topic);
            if (last == null || !now.isBefore(last.plus(pause))) {
                asked.put(topic, now);
                describe(topic);
            }
        }
        boolean news = changed;
        changed = false;
        return news;
    }

    private void describe(String topic) {
        var unused = admin.partitions(topic).whenComplete((found, failure) -> answered(topic, found, failure));
    }

    private void answered(String topic, @Nullable Integer found, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (found != null) {
            learn(topic, found);
        } else if (cause instanceof UnknownTopicOrPartitionException || cause instanceof InvalidTopicException) {
            learn(topic, 0);
        } else {
            LOG.atDebug()
                    .addKeyValue("topic", topic)
                    .addKeyValue("error", cause)
                    .log("work topic not described, asked again later; what was known of it stands");
        }
    }

    private void learn(String topic, int count) {
        Integer before = count == 0 ? partitions.remove(topic) : partitions.put(topic, count);
        if (before == null ? count > 0 : before != count) {
            changed = true;
            LOG.atInfo()
                    .addKeyValue("topic", topic)
                    .addKeyValue("partitions", count)
                    .log(count == 0 ? "work topic does not exist; its workers get no work" : "work topic known");
        }
    }
}
