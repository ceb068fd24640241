package dev.carillon.kafka.loop;

import dev.carillon.kafka.clock.BrokerClock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * What a lane is made of.
 *
 * @param consumer becomes the lane's own
 * @param writer becomes the lane's own
 * @param loads starts the load of a partition on another thread
 * @param ends asks for log ends without blocking
 * @param targets asks what the group means a member to have, by its id, without blocking
 * @param fleet the newest snapshot
 * @param status hears how the lane stands, after every step
 * @param idle waits for so long, or shorter when the node stops
 */
record LaneParts(
        LoopTopics topics,
        org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
        TransactionalWriter writer,
        StepEncoder encoder,
        IntFunction<CompletableFuture<LoadedShard>> loads,
        Function<Collection<TopicPartition>, CompletionStage<Map<TopicPartition, Long>>> ends,
        Function<String, CompletableFuture<Optional<Set<TopicPartition>>>> targets,
        Supplier<FleetSnapshot> fleet,
        BrokerClock time,
        LoopSettings settings,
        LoopMetrics metrics,
        Consumer<LaneStatus> status,
        Consumer<Duration> idle) {}
