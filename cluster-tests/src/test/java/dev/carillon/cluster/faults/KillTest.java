package dev.carillon.cluster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is killed, and whenever: each nominal time has one trigger, each trigger ends once. */
@Timeout(300)
class KillTest {

    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final int SCHEDULER_KILLS = 3;
    private static final int WORKER_KILLS = 2;
    private static final int FREEZES_MAX = 200;

    /**
     * Wanted are 8 s for one kill, which is printed. Kills in quick succession add up, on a machine that may be busy with
     * other things: the bound tells a slow failover from none.
     */
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

    private record Kill(String victim, Instant at) {}

    private final Seed seed = new Seed(KillTest.class);
    private final List<Kill> kills = new ArrayList<>();

    @Test
    void killedSchedulersAndWorkersLoseAndDoubleNothing() {
        // Given
        try (TickingCluster cluster = new TickingCluster(KillTest.class, LEASE)) {

            // When
            for (List<String> kind : plan()) {
                killOneOf(kind, cluster);
            }
            killWithOpenTransaction(cluster);
            cluster.awaitAllBusy();
            Instant end = cluster.live().now();

            // Then
            FireLedger ledger = cluster.judge();
            List<Duration> pauses = new ArrayList<>();
            for (int i = 0; i < kills.size(); i++) {
                Kill kill = kills.get(i);
                Instant until = i + 1 < kills.size() ? kills.get(i + 1).at() : end;
                Duration pause = ledger.standstill(kill.at(), until);
                cluster.say("kill " + (i + 1) + " of " + kill.victim() + " at " + kill.at()
                        + ": the latest trigger was " + pause.toMillis() + " ms late");
                pauses.add(pause);
            }
            assertThat(pauses).allMatch(pause -> pause.compareTo(PAUSE_MAX) < 0);
        }
    }

    private List<List<String>> plan() {
        List<List<String>> plan = new ArrayList<>();
        plan.addAll(Collections.nCopies(SCHEDULER_KILLS, TickingCluster.SCHEDULERS));
        plan.addAll(Collections.nCopies(WORKER_KILLS, TickingCluster.WORKERS));
        Collections.shuffle(plan, seed.random());
        return plan;
    }

    /** Both of the kind are busy: the victim owns what fires or runs, and a survivor is there. */
    private void killOneOf(List<String> kind, TickingCluster cluster) {
        kind.forEach(cluster::awaitBusy);
        String victim = kind.get(seed.random().nextInt(kind.size()));
        Await.pause(seed.upTo(Duration.ofSeconds(1)));
        kill(victim, cluster.live().now(), cluster);
    }

    /** Frozen at random instants until the brokers say that it is in the middle of a transaction; then killed. */
    private void killWithOpenTransaction(TickingCluster cluster) {
        String victim = TickingCluster.SCHEDULERS.getFirst();
        TickingCluster.SCHEDULERS.forEach(cluster::awaitBusy);
        for (int freeze = 1; freeze <= FREEZES_MAX; freeze++) {
            Await.pause(seed.upTo(Duration.ofMillis(100)));
            Instant frozen = cluster.live().now();
            cluster.nodes().process(victim).freeze();
            if (cluster.live().hasOpenTransaction(victim)) {
                cluster.say("transaction of " + victim + " open at freeze " + freeze);
                kill(victim, frozen, cluster);
                return;
            }
            cluster.nodes().process(victim).resume();
        }
        throw new AssertionError("no transaction was open in " + FREEZES_MAX + " tries");
    }

    private void kill(String victim, Instant at, TickingCluster cluster) {
        kills.add(new Kill(victim, at));
        cluster.nodes().process(victim).kill();
        // Before it is started again, or what it becomes might be buried as well.
        cluster.live().bury(victim);
        cluster.nodes().restart(victim);
    }
}
