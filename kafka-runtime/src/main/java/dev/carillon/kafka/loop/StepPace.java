package dev.carillon.kafka.loop;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a lane rests between two steps. A transaction costs the broker by the partitions that it touches, whether they
 * get one record or a thousand; so what arrives while a lane rests comes almost for free.
 *
 * <p>The rest is measured by what the last transaction took: on an idle cluster a few milliseconds, and never more than a
 * given time. While commands come, whose senders wait for the answer, it is a third of that: nobody waits for the answer to
 * a report, and fires are with their workers long before they are due. A lane that is behind does not rest, nor does one that
 * has had nothing to write. Belongs to the lane's thread.
 */
final class StepPace {

    private static final int REST_PER_WRITE = 6;
    private static final int HURRIED = 3;

    /** Who sends one command often sends another one when it is answered. */
    private static final Duration HURRY = Duration.ofSeconds(1);

    private final Duration atMost;
    private Instant hurryUntil = Instant.EPOCH;
    private Instant from = Instant.EPOCH;
    private Duration rest = Duration.ZERO;

    StepPace(Duration atMost) {
        this.atMost = atMost;
    }

    /** Commands were read. */
    void hurry(Instant now) {
        hurryUntil = now.plus(HURRY);
    }

    /** A step was written; {@code behind} when it could not take everything that was there. */
    void written(Duration took, Instant now, boolean behind) {
        Duration wanted = took.multipliedBy(REST_PER_WRITE);
        Duration longest = wanted.compareTo(atMost) < 0 ? wanted : atMost;
        from = now;
        rest = behind ? Duration.ZERO : now.isBefore(hurryUntil) ? longest.dividedBy(HURRIED) : longest;
    }

    /** What is left of the rest; zero when the clock has gone back since. */
    Duration left(Instant now) {
        return now.isBefore(from) || !now.isBefore(from.plus(rest))
                ? Duration.ZERO
                : Duration.between(now, from.plus(rest));
    }
}
