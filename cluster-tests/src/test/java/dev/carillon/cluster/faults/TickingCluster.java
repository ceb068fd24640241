package dev.carillon.cluster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.audit.Verdict;
import dev.carillon.cluster.harness.Auditor;
import dev.carillon.cluster.harness.TopicJudge;
import dev.carillon.standalone.audit.VerdictText;
import dev.carillon.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Two schedulers s1 and s2, two workers w1 and w2, and jobs that fire every second: what most fault tests begin
 * with, and how they end.
 */
final class TickingCluster implements AutoCloseable {

    static final List<String> SCHEDULERS = List.of("s1", "s2");
    static final List<String> WORKERS = List.of("w1", "w2");

    private static final Duration BUSY_WITHIN = Duration.ofSeconds(120);
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(120);
    private static final int SHOWN_MAX = 20;

    private final TickingJobs jobs;
    private final FaultCluster nodes;
    private final NoopTarget target = new NoopTarget();
    private final LiveView live;
    private final String test;
    private final Instant begin = Instant.now();

    /** Returns when all four nodes are busy with fifty jobs. */
    TickingCluster(Class<?> test, Duration lease) {
        this(test, lease, TickingJobs.FIFTY);
    }

    /** Returns when all four nodes are busy with the jobs. */
    TickingCluster(Class<?> test, Duration lease, TickingJobs jobs) {
        this.jobs = jobs;
        this.test = test.getSimpleName();
        nodes = new FaultCluster(test);
        try {
            SCHEDULERS.forEach(name -> {
                nodes.scheduler(name, "scheduler.lease=" + lease.toMillis() + "ms");
                // One after the other: the first makes the topics, which is work enough for the broker.
                nodes.awaitReady();
            });
            WORKERS.forEach(
                    name -> nodes.worker(name, "worker.lease=" + lease.toMillis() + "ms", "worker.heartbeat=500ms"));
            nodes.awaitReady();
            live = new LiveView(nodes.kafka());
            try (JobCommands commands = new JobCommands(nodes.kafka())) {
                commands.create(jobs.calling(target));
            }
            awaitAllBusy();
        } catch (RuntimeException | Error e) {
            target.close();
            nodes.close();
            throw e;
        }
    }

    FaultCluster nodes() {
        return nodes;
    }

    LiveView live() {
        return live;
    }

    void awaitAllBusy() {
        SCHEDULERS.forEach(this::awaitBusy);
        WORKERS.forEach(this::awaitBusy);
    }

    void awaitBusy(String node) {
        if (WORKERS.contains(node)) {
            live.awaitWorking(node, BUSY_WITHIN);
        } else {
            live.awaitFiring(node, BUSY_WITHIN);
        }
    }

    /** Disables the jobs and judges all that has happened to them. */
    FireLedger judge() {
        FireLedger ledger = settle();
        List<String> violations = ledger.violations();
        assertThat(violations.stream().limit(SHOWN_MAX))
                .as("of %d violations", violations.size())
                .isEmpty();
        audit();
        return ledger;
    }

    /** Disables the jobs and tells, when every trigger has ended, all that has happened to them. */
    FireLedger settle() {
        try (JobCommands commands = new JobCommands(nodes.kafka());
                TopicJudge judge = new TopicJudge(nodes.kafka())) {
            commands.disable(jobs.ids());
            String history = FaultCluster.TOPICS.history();
            awaitSettled(() -> new FireLedger(jobs, judge.records(history)));
            FireLedger ledger = new FireLedger(jobs, judge.records(history));
            say(ledger.triggers() + " triggers, " + ledger.retries() + " attempts repeated, " + target.calls()
                    + " calls");
            return ledger;
        }
    }

    /** The product's own judge, which knows nothing of what these jobs are like. */
    void audit() {
        Verdict verdict =
                Auditor.verdict(nodes.kafka(), FaultCluster.TOPICS.prefix(), Optional.empty(), begin, live.now());
        VerdictText.lines(verdict).forEach(this::say);
        assertThat(verdict.status()).as("the audit's verdict").isZero();
    }

    private void awaitSettled(Supplier<FireLedger> ledger) {
        try {
            Await.until(
                    "every job is disabled and every trigger has ended",
                    SETTLED_WITHIN,
                    () -> ledger.get().isSettled());
        } catch (AssertionError e) {
            nodes.dumpThreads();
            ledger.get().violations().stream().limit(SHOWN_MAX).forEach(this::say);
            throw e;
        }
    }

    void say(String text) {
        System.out.println(test + ": " + text);
    }

    @Override
    public void close() {
        live.close();
        nodes.close();
        target.close();
    }
}
