package dev.carillon.kafka.loop;

import java.time.Duration;

/**
 * The limits of a lane and of what runs beside it.
 *
 * @param pollAtMost how long a poll may wait when nothing is due
 * @param pollRecordsMax records taken in one step
 * @param decisionsMax fires, placements and timers handled in one step, over all shards of the lane; fewer beside records
 * @param stepPace how long a lane rests at most between two steps, so that what arrives meanwhile shares one transaction; a third of it
 *     while commands come
 * @param fenceAfter how long a load waits for an open transaction before it fences the owner
 * @param reportsEvery how often the ends of the owned reports partitions are asked for
 * @param workersEvery how often the end of the workers topic is asked for
 * @param leaseMargin what is added to a worker's lease before it counts as gone
 * @param clockOffsetMax how far a worker's clock may be off before it gets no work
 * @param handoverAhead how far ahead a lane emits the fires of partitions that it gives up in order
 * @param handoverWithin how long that may take; the other partitions of the lane wait meanwhile
 */
public record LoopSettings(
        Duration pollAtMost,
        int pollRecordsMax,
        int decisionsMax,
        Duration stepPace,
        Duration fenceAfter,
        Duration reportsEvery,
        Duration workersEvery,
        Duration leaseMargin,
        Duration clockOffsetMax,
        Duration handoverAhead,
        Duration handoverWithin) {

    public static final LoopSettings DEFAULT = new LoopSettings(
            Duration.ofMillis(50),
            4_000,
            10_000,
            Duration.ofMillis(60),
            Duration.ofMillis(300),
            Duration.ofMillis(200),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofMillis(400));

    /**
     * How much of what time owes goes into a step beside so many records. The more records it has, the less: while more of them
     * wait than fit, no more begins than ends, or what has begun would pile up.
     */
    int decisionsBeside(int records) {
        long room = decisionsMax - (long) decisionsMax * records / pollRecordsMax;
        return (int) Math.clamp(room, Math.min(records, decisionsMax), decisionsMax);
    }
}
