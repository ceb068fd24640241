package dev.carillon.kafka.loop;

import dev.carillon.kafka.clock.BrokerClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a lane belongs to the group. While its clock is proved to be wrong it may not fire; then it leaves, so that others
 * serve its partitions, and comes back when the clock has been right for a while. A clock that merely is not measured, as
 * while no broker answers, is no reason to leave: the others would not know more. Belongs to the lane's thread.
 */
final class Membership {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    /** A clock that jumps to and fro shall not move partitions each time. */
    static final Duration RIGHT_FOR = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Collection<String> topics;
    private final ConsumerRebalanceListener listener;
    private final BrokerClock time;
    private boolean member;
    private @Nullable Instant rightSince;

    /** Joins at once. */
    Membership(
            Consumer<byte[], byte[]> consumer,
            Collection<String> topics,
            ConsumerRebalanceListener listener,
            BrokerClock time) {
        this.consumer = consumer;
        this.topics = topics;
        this.listener = listener;
        this.time = time;
        join();
    }

    /** Leaves or joins as the clock says; whether the lane is a member now. */
    boolean review() {
        if (member && time.wrong()) {
            LOG.atError()
                    .addKeyValue("offsetMs", time.offset().negated().toMillis())
                    .log("this machine's clock is wrong: the partitions are given up until it has been right for "
                            + RIGHT_FOR.toSeconds() + " s");
            member = false;
            consumer.unsubscribe();
        } else if (!member && isRightForAWhile()) {
            LOG.atInfo().log("this machine's clock is right again, partitions are asked for");
            join();
        }
        return member;
    }

    private void join() {
        consumer.subscribe(topics, listener);
        member = true;
        rightSince = null;
    }

    private boolean isRightForAWhile() {
        if (!time.trusted()) {
            rightSince = null;
            return false;
        }
        Instant now = time.instant();
        Instant since = rightSince == null ? now : rightSince;
        rightSince = since;
        return !now.isBefore(since.plus(RIGHT_FOR));
    }
}
