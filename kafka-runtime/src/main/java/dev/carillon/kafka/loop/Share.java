package dev.carillon.kafka.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a lane that has joined the group was given all that the group means it to have. A new member holds nothing until
 * the others have given something up: if it were ready meanwhile, whoever restarts the nodes one after the other would
 * stop the next one while this one has still everything to load.
 *
 * <p>Asks the brokers until that is so, and again when something is taken away. Belongs to the lane's thread and never blocks
 * it; answers arrive on another.
 */
final class Share {

    private static final Duration ASK_EVERY = Duration.ofMillis(250);

    private final Inquiry<String, Optional<Set<TopicPartition>>> targets;
    private volatile Optional<Set<TopicPartition>> target = Optional.empty();

    /** @param targets what the group means a member to have, by its id; empty when it knows none of that id */
    Share(Function<String, CompletableFuture<Optional<Set<TopicPartition>>>> targets) {
        this.targets = new Inquiry<>(targets, ASK_EVERY, "the group did not say what it means to give");
    }

    /**
     * Looks at what is held, and asks if that is not known to be all.
     *
     * @param memberId empty while the lane is no member
     */
    boolean isWhole(String memberId, Set<TopicPartition> held, Instant now) {
        if (memberId.isEmpty()) {
            target = Optional.empty();
            return false;
        }
        boolean whole = target.filter(held::containsAll).isPresent();
        if (!whole && targets.isDue(now)) {
            targets.ask(memberId, now, found -> target = found);
        }
        return whole;
    }
}
