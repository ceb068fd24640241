package dev.carillon.worker.simulation;

import dev.carillon.testkit.simulation.SimulatedProcess;
import dev.carillon.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What goes wrong, when and how often: by chance. A new fault is one line in {@link Kind} and one in {@link #happen}. */
final class Faults {

    /** Each with how often it comes, against the others. */
    enum Kind {
        SCHEDULER_KILLED(3),
        SCHEDULER_KILLED_IN_A_STEP(6),
        SCHEDULER_FROZEN(3),
        SCHEDULER_FROZEN_IN_A_STEP(5),
        SCHEDULER_CUT_OFF_IN_A_STEP(3),
        SCHEDULER_CUT_OFF(3),
        SCHEDULER_STOPPED(2),
        SCHEDULER_CLOCK_SET(2),
        SCHEDULER_STOPPED_IN_A_STEP(2),
        STEPS_REFUSED(2),
        RECORDS_REFUSED(1),
        PRODUCER_FENCED(2),
        WORKER_KILLED(3),
        WORKER_FROZEN(3),
        WORKER_CUT_OFF(3),
        WORKER_STOPPED(1),
        WORKER_CLOCK_SET(1),
        BROKER_AWAY(1),
        LOG_COMPACTED(3),
        INPUTS_DELETED(2),
        OFFSETS_EXPIRED(1);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    private static final Duration KEEP_TOMBSTONES = Duration.ofSeconds(60);

    private final SimulatedCluster cluster;
    private final Simulation simulation;
    private final Duration every;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private boolean over;
    private boolean refused;

    Faults(SimulatedCluster cluster, Duration every) {
        this.cluster = cluster;
        this.simulation = cluster.simulation();
        this.every = every;
    }

    void begin() {
        simulation.after(simulation.between(Duration.ZERO, every.multipliedBy(2)), () -> {
            if (!over) {
                Kind kind = pick();
                counts.merge(kind, 1, Integer::sum);
                happen(kind);
                begin();
            }
        });
    }

    void end() {
        over = true;
    }

    private Kind pick() {
        int total =
                List.of(Kind.values()).stream().mapToInt(kind -> kind.weight).sum();
        int at = simulation.random().nextInt(total);
        for (Kind kind : Kind.values()) {
            at -= kind.weight;
            if (at < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }

    private void happen(Kind kind) {
        int scheduler = simulation.random().nextInt(cluster.schedulers().size());
        int worker = simulation.random().nextInt(cluster.workers().size());
        SimulatedProcess schedulers = cluster.schedulers().get(scheduler).process();
        SimulatedProcess workers = cluster.workers().get(worker).process();
        cluster.tell("FAULT " + kind + " " + schedulers + " " + workers);
        switch (kind) {
            case SCHEDULER_KILLED -> killed(scheduler, schedulers);
            case SCHEDULER_KILLED_IN_A_STEP -> killedInAStep(scheduler, schedulers);
            case SCHEDULER_FROZEN_IN_A_STEP -> schedulers.atRequest(soon(), () -> schedulers.freeze(session()));
            case SCHEDULER_CUT_OFF_IN_A_STEP -> schedulers.atRequest(soon(), () -> schedulers.cutOff(session()));
            case SCHEDULER_FROZEN -> schedulers.freeze(stretch());
            case SCHEDULER_CUT_OFF -> schedulers.cutOff(stretch());
            case SCHEDULER_STOPPED -> stopped(scheduler);
            case SCHEDULER_CLOCK_SET -> setClock(schedulers);
            case SCHEDULER_STOPPED_IN_A_STEP -> stoppedInAStep(scheduler, schedulers);
            case STEPS_REFUSED ->
                cluster.broker().refuseOffsets(simulation.random().nextInt(1, 4));
            case RECORDS_REFUSED -> refuseRecords();
            case PRODUCER_FENCED ->
                cluster.broker().openTransactions().stream().findFirst().ifPresent(cluster.broker()::fence);
            case WORKER_KILLED -> workerKilled(worker, workers);
            case WORKER_FROZEN -> workers.freeze(stretch());
            case WORKER_CUT_OFF -> workers.cutOff(stretch());
            case WORKER_STOPPED -> workerStopped(worker);
            case WORKER_CLOCK_SET -> setClock(workers);
            case BROKER_AWAY -> cluster.broker().away(stretch());
            case LOG_COMPACTED -> compact();
            case INPUTS_DELETED -> deleteInputs();
            case OFFSETS_EXPIRED -> cluster.broker().expireOffsets(Set.copyOf(inputs()));
        }
    }

    /** Mostly shorter than a session or a lease, now and then longer than any patience. */
    private Duration stretch() {
        return simulation.between(50, simulation.chance(0.3) ? 25_000 : 4_000);
    }

    /** About as long as a session and a transaction may be silent. */
    private Duration session() {
        return simulation.between(3_500, 8_000);
    }

    private int soon() {
        return simulation.random().nextInt(1, 40);
    }

    private void killed(int number, SimulatedProcess process) {
        process.kill();
        simulation.after(simulation.between(10, 8_000), () -> cluster.restartScheduler(number));
    }

    private void killedInAStep(int number, SimulatedProcess process) {
        process.atRequest(soon(), process::kill);
        simulation.after(simulation.between(500, 8_000), () -> cluster.restartScheduler(number));
    }

    private void stopped(int number) {
        cluster.schedulers().get(number).stop();
        simulation.after(simulation.between(500, 8_000), () -> cluster.restartScheduler(number));
    }

    /** While the group refuses what it writes, or refuses what it writes last. */
    private void stoppedInAStep(int number, SimulatedProcess process) {
        boolean before = simulation.chance(0.5);
        if (before) {
            cluster.broker().refuseOffsets(simulation.random().nextInt(1, 6));
        }
        process.atRequest(soon(), () -> {
            cluster.schedulers().get(number).stop();
            if (!before) {
                cluster.broker().refuseOffsets(1);
            }
        });
        simulation.after(simulation.between(1_000, 8_000), () -> cluster.restartScheduler(number));
    }

    /** Once: what fails time and again counts as a record that can never be written, and goes to the dead letters. */
    private void refuseRecords() {
        if (!refused) {
            refused = true;
            cluster.broker().refuseRecords(simulation.random().nextInt(1, 3));
        }
    }

    private void workerKilled(int number, SimulatedProcess process) {
        process.kill();
        simulation.after(simulation.between(10, 15_000), () -> cluster.restartWorker(number));
    }

    private void workerStopped(int number) {
        cluster.workers().get(number).drain();
        simulation.after(simulation.between(500, 20_000), () -> cluster.restartWorker(number));
    }

    private void setClock(SimulatedProcess process) {
        int most = simulation.chance(0.3) ? 5_000 : 900;
        cluster.setClock(process, simulation.between(0, 2 * most).minusMillis(most));
    }

    private void compact() {
        cluster.topics().state().forEach(topic -> {
            for (int partition = 0; partition < cluster.partitions(); partition++) {
                cluster.broker().log().compact(new TopicPartition(topic, partition), KEEP_TOMBSTONES);
            }
        });
    }

    private List<TopicPartition> inputs() {
        return List.of(cluster.topics().commands(), cluster.topics().reports()).stream()
                .flatMap(topic -> java.util.stream.IntStream.range(0, cluster.partitions())
                        .mapToObj(number -> new TopicPartition(topic, number)))
                .toList();
    }

    /** Retention deletes what has been consumed, never more. */
    private void deleteInputs() {
        for (TopicPartition input : inputs()) {
            cluster.broker().log().deleteBefore(input, cluster.watch().consumed(input));
        }
    }

    Map<Kind, Integer> counts() {
        return counts;
    }
}
