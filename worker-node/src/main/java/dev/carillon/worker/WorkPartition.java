package dev.carillon.worker;

import dev.carillon.kafka.codec.WorkerBeat;
import java.time.Instant;
import java.util.Collection;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Chooses the partition of a work topic on which a worker is to be reached. */
final class WorkPartition {

    private WorkPartition() {}

    /**
     * The partition that the fewest live workers read; among equals a random one, so that workers which start together
     * spread. Sharing one is harmless, it only means reading each other's records.
     *
     * @param others the last heartbeat of each worker; those whose lease is over do not count
     * @param now broker time
     */
    static int emptiest(
            String topic, int partitions, Collection<WorkerBeat> others, Instant now, RandomGenerator random) {
        int[] readers = new int[partitions];
        for (WorkerBeat beat : others) {
            boolean live =
                    beat.sentAt().minus(beat.clockOffset()).plus(beat.lease()).isAfter(now);
            if (live && beat.workTopic().equals(topic) && beat.workPartition() < partitions) {
                readers[beat.workPartition()]++;
            }
        }
        int fewest = IntStream.of(readers).min().orElseThrow();
        int[] candidates =
                IntStream.range(0, partitions).filter(p -> readers[p] == fewest).toArray();
        return candidates[random.nextInt(candidates.length)];
    }
}
