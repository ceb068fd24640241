package dev.carillon.testkit.simulation;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ConcurrentTransactionsException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The brokers of a simulated cluster as clients see them: requests take their time, arrive or not, and so do answers.
 *
 * <p>What clients of the real Kafka repeat by themselves until their own patience is over (a lost request, a broker that is
 * away) is a delay here; what they cannot repeat any more is a request that may have been carried out although its sender
 * was told nothing.
 */
public final class SimulatedBroker {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration AGAIN_AFTER = Duration.ofMillis(20);

    private final Simulation simulation;
    private final SimulatedLog log;
    private final TransactionCoordinator transactions;
    private final GroupCoordinator group;
    private final Consumer<Commit> commits;
    private Weather weather = Weather.FAIR;
    private long awayUntil;

    /**
     * @param commits hears of everything that becomes part of the log, at that very moment
     * @param session of the consumer group: a member that is silent for so long is removed
     */
    public SimulatedBroker(Simulation simulation, Duration session, Consumer<Commit> commits) {
        this.simulation = simulation;
        this.commits = commits;
        log = new SimulatedLog(simulation);
        transactions = new TransactionCoordinator(this);
        group = new GroupCoordinator(this, session);
    }

    public Simulation simulation() {
        return simulation;
    }

    public SimulatedLog log() {
        return log;
    }

    TransactionCoordinator transactions() {
        return transactions;
    }

    GroupCoordinator group() {
        return group;
    }

    /** Fair at first. */
    public void weather(Weather next) {
        weather = next;
    }

    /** As brokers before 4.3 do; later ones take an epoch that lags where the member has had the partitions since. */
    public void refuseLaggingEpochs() {
        group.refuseLaggingEpochs();
    }

    Duration way() {
        return weather.way(simulation);
    }

    boolean losesAnswer() {
        return weather.losesAnswer(simulation);
    }

    void committed(Commit commit) {
        commits.accept(commit);
    }

    Duration markerDelay() {
        return weather.marker(simulation);
    }

    /** The brokers answer nobody for so long. */
    public void away(Duration duration) {
        awayUntil = Math.max(awayUntil, simulation.nanos() + duration.toNanos());
    }

    boolean reaches(SimulatedProcess process) {
        return simulation.nanos() >= awayUntil && !process.isCutOff();
    }

    /** Group members, for tests. */
    public Set<String> groupMembers() {
        return group.members();
    }

    /** The group's offsets that can be seen. */
    public Map<TopicPartition, Long> groupOffsets() {
        return group.visibleOffsets();
    }

    /** The group's offsets of these partitions expire. */
    public void expireOffsets(Set<TopicPartition> partitions) {
        group.expire(partitions);
    }

    /** The group refuses the next commits of offsets, as if the epochs of their members lagged. */
    public void refuseOffsets(int commits) {
        group.refuseNext(commits);
    }

    /** The next transactions that bring records have one refused, as one that is too large is. */
    public void refuseRecords(int transactions) {
        this.transactions.refuseNext(transactions);
    }

    /** The transactional ids that have something open. */
    public List<String> openTransactions() {
        return transactions.ongoing();
    }

    /**
     * Carries out a request of a process, and answers; after five seconds at the latest, with a time-out.
     *
     * @param effect at the broker; what it throws is the answer
     */
    <T> CompletableFuture<T> request(SimulatedProcess process, Supplier<T> effect) {
        SimulatedFuture<T> answer = new SimulatedFuture<>(process);
        process.after(PATIENCE, () -> {
            if (!answer.isDone()) {
                answer.completeExceptionally(new TimeoutException("no answer within " + PATIENCE));
            }
        });
        if (!process.diesAtRequest()) {
            deliver(process, effect, answer, simulation.nanos() + PATIENCE.toNanos());
        }
        return answer;
    }

    private <T> void deliver(
            SimulatedProcess process, Supplier<T> effect, SimulatedFuture<T> answer, long patienceEnds) {
        simulation.after(weather.way(simulation), () -> {
            if (!reaches(process)) {
                if (simulation.nanos() < patienceEnds && !process.isDead()) {
                    simulation.after(AGAIN_AFTER, () -> deliver(process, effect, answer, patienceEnds));
                }
                return;
            }
            T result;
            try {
                result = effect.get();
            } catch (RuntimeException e) {
                answerLater(process, () -> answer.completeExceptionally(e));
                return;
            }
            answerLater(process, () -> answer.complete(result));
        });
    }

    private void answerLater(SimulatedProcess process, Runnable answer) {
        if (!weather.losesAnswer(simulation)) {
            process.after(weather.way(simulation), answer);
        }
    }

    // --- what an admin client asks ---

    /** Where logs begin. */
    public CompletableFuture<Map<TopicPartition, Long>> starts(
            SimulatedProcess process, Collection<TopicPartition> partitions) {
        return request(process, () -> {
            Map<TopicPartition, Long> starts = new HashMap<>();
            partitions.forEach(partition -> starts.put(partition, log.start(partition)));
            return starts;
        });
    }

    /** Where logs end, open transactions included. */
    public CompletableFuture<Map<TopicPartition, Long>> ends(
            SimulatedProcess process, Collection<TopicPartition> partitions) {
        return request(process, () -> {
            Map<TopicPartition, Long> ends = new HashMap<>();
            partitions.forEach(partition -> ends.put(partition, log.end(partition)));
            return ends;
        });
    }

    /** The group's offsets, -1 where there is none; without those that are pending in a transaction. */
    public CompletableFuture<Map<TopicPartition, OptionalLong>> committedOffsets(
            SimulatedProcess process, Collection<TopicPartition> partitions) {
        return request(process, () -> group.committed(partitions));
    }

    /** What the group means a member to have; empty when it knows none of this id. */
    public CompletableFuture<Optional<Set<TopicPartition>>> target(SimulatedProcess process, String memberId) {
        return request(process, () -> group.targetOf(memberId));
    }

    /** The producers with an open transaction on any of these partitions. */
    public CompletableFuture<Set<Long>> openProducers(SimulatedProcess process, Collection<TopicPartition> partitions) {
        return request(process, () -> {
            Set<Long> open = new TreeSet<>();
            partitions.forEach(partition -> open.addAll(log.of(partition).openProducers()));
            return open;
        });
    }

    /** How the transactions of these producers stand. */
    public CompletableFuture<Collection<TransactionListing>> transactions(
            SimulatedProcess process, Set<Long> producerIds) {
        return request(process, () -> transactions.list(producerIds));
    }

    /** Ends what a producer has open and keeps it from writing until it begins anew. */
    public CompletableFuture<Void> fence(SimulatedProcess process, Collection<String> transactionalIds) {
        return request(process, () -> {
            transactionalIds.forEach(this::fence);
            return null;
        });
    }

    /** The same, by nobody in particular. */
    public void fence(String transactionalId) {
        try {
            transactions.init(transactionalId, PATIENCE);
        } catch (ConcurrentTransactionsException e) {
            // What was open is being aborted; the one who asked comes back for the rest, as the real client does.
            simulation.after(AGAIN_AFTER, () -> fence(transactionalId));
        }
    }

    /** How many partitions a topic has. */
    public CompletableFuture<Integer> partitions(SimulatedProcess process, String topic) {
        return request(process, () -> log.partitions(topic));
    }
}
