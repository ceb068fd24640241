package dev.carillon.kafka.loop;

import dev.carillon.kafka.clock.BrokerClock;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * What a lane is made of.
 *
 * @param consumer becomes the lane's own
 * @param writer becomes the lane's own
 * @param loads starts the load of a partition on another thread
 * @param fleet the newest snapshot
 * @param status hears how the lane stands, after every step
 */
record LaneParts(
        LoopTopics topics,
        org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
        TransactionalWriter writer,
        StepEncoder encoder,
        IntFunction<CompletableFuture<LoadedShard>> loads,
        LogEnds ends,
        Supplier<FleetSnapshot> fleet,
        BrokerClock time,
        LoopSettings settings,
        LoopMetrics metrics,
        Consumer<LaneStatus> status) {}
