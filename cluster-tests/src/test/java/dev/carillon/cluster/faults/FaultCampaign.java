package dev.carillon.cluster.faults;

import dev.carillon.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Injects faults into a cluster, one after the other, and remembers what it did and when. Not thread-safe. */
final class FaultCampaign {

    private static final String THIRD = "s3";
    private static final Duration WITHIN = Duration.ofSeconds(120);
    private static final Duration A_WHILE = Duration.ofSeconds(3);
    private static final int LOOPS = 3;

    /**
     * One fault.
     *
     * @param until everything fires again
     */
    record Injection(FaultKind kind, String victim, Instant from, Instant until) {}

    private final TickingCluster cluster;
    private final Seed seed;
    private final List<Injection> injections = new ArrayList<>();

    FaultCampaign(TickingCluster cluster, Seed seed) {
        this.cluster = cluster;
        this.seed = seed;
    }

    List<Injection> injections() {
        return List.copyOf(injections);
    }

    /** Returns when the cluster is whole again. */
    void inject(FaultKind kind) {
        cluster.awaitAllBusy();
        Await.pause(seed.upTo(Duration.ofSeconds(1)));
        String victim = victim(kind);
        Instant from = cluster.live().now();
        switch (kind) {
            case SCHEDULER_KILLED -> killScheduler(victim);
            case SCHEDULER_FROZEN -> freeze(victim);
            case SCHEDULER_STOPPED -> restart(victim);
            case SCHEDULERS_ROLLED -> TickingCluster.SCHEDULERS.forEach(this::restart);
            case SCHEDULER_IN_A_LOOP -> restartInALoop(victim);
            case SCHEDULER_JOINS -> joinAndLeave();
            case CLOCK_WRONG -> turnTheClock();
            case WORKER_KILLED -> killWorker(victim);
            case BROKER_RESTARTED -> restartBroker();
        }
        cluster.live().awaitEverythingFires(WITHIN);
        Instant until = cluster.live().now();
        injections.add(new Injection(kind, victim, from, until));
        cluster.say(
                kind + " " + victim + ", took " + Duration.between(from, until).toMillis() + " ms");
    }

    private String victim(FaultKind kind) {
        return switch (kind) {
            case SCHEDULERS_ROLLED -> "all";
            case SCHEDULER_JOINS, CLOCK_WRONG -> THIRD;
            case BROKER_RESTARTED -> "broker";
            case WORKER_KILLED -> oneOf(TickingCluster.WORKERS);
            case SCHEDULER_KILLED, SCHEDULER_FROZEN, SCHEDULER_STOPPED, SCHEDULER_IN_A_LOOP ->
                oneOf(TickingCluster.SCHEDULERS);
        };
    }

    private String oneOf(List<String> names) {
        return names.get(seed.random().nextInt(names.size()));
    }

    private void killScheduler(String victim) {
        cluster.nodes().process(victim).kill();
        cluster.live().awaitTakenFrom(victim, WITHIN);
        cluster.nodes().restart(victim);
        cluster.awaitBusy(victim);
    }

    private void freeze(String victim) {
        cluster.nodes().process(victim).freeze();
        cluster.live().awaitTakenFrom(victim, WITHIN);
        cluster.nodes().process(victim).resume();
        cluster.awaitBusy(victim);
    }

    private void restart(String victim) {
        cluster.nodes().stop(victim);
        cluster.nodes().restart(victim);
        cluster.awaitBusy(victim);
    }

    private void restartInALoop(String victim) {
        for (int i = 0; i < LOOPS; i++) {
            cluster.nodes().stop(victim);
            cluster.nodes().restart(victim);
            cluster.nodes().awaitReady();
        }
        cluster.awaitBusy(victim);
    }

    private void joinAndLeave() {
        cluster.nodes().scheduler(THIRD);
        cluster.awaitBusy(THIRD);
        cluster.nodes().stop(THIRD);
    }

    private void turnTheClock() {
        WrongClock clock = cluster.nodes().schedulerWithWrongClock(THIRD);
        cluster.awaitBusy(THIRD);
        clock.offBy(Duration.ofSeconds(seed.random().nextBoolean() ? 5 : -5));
        cluster.live().awaitTakenFrom(THIRD, WITHIN);
        clock.offBy(Duration.ZERO);
        cluster.awaitBusy(THIRD);
        clock.offBy(Duration.ofMillis(-600));
        Await.pause(A_WHILE);
        cluster.awaitBusy(THIRD);
        cluster.nodes().stop(THIRD);
    }

    private void killWorker(String victim) {
        cluster.nodes().process(victim).kill();
        // Before it is started again, or what it becomes might be buried as well.
        cluster.live().bury(victim);
        cluster.nodes().restart(victim);
        cluster.awaitBusy(victim);
    }

    private void restartBroker() {
        cluster.nodes().broker().kill();
        cluster.nodes().broker().restart();
        cluster.awaitAllBusy();
    }
}
