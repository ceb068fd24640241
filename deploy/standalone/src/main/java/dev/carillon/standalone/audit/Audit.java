package dev.carillon.standalone.audit;

import dev.carillon.audit.Ledger;
import dev.carillon.audit.Question;
import dev.carillon.audit.Verdict;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.StartRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * One audit of a cluster.
 *
 * @param from the first nominal time that counts
 * @param to the first that no longer counts
 * @param job only this one; empty: all
 * @param namespace only jobs of this one; empty: all
 * @param grace see {@link Question}
 * @param lateLimit see {@link Question}
 * @param unendedLimit see {@link Question}
 */
public record Audit(
        Instant from,
        Instant to,
        Optional<Long> job,
        Optional<String> namespace,
        Duration grace,
        Duration lateLimit,
        Optional<Duration> unendedLimit) {

    /** So much before the window the history is read, for executions that were live when it begins. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    /**
     * Reads the cluster and judges it.
     *
     * @throws StartRefusedException when it cannot be read
     */
    public Verdict of(ClusterSettings cluster, InstantSource clock) throws InterruptedException {
        Ledger ledger = new Ledger(id -> job.isEmpty() || job.get() == id);
        try (LedgerReader reader = new LedgerReader(cluster, ledger)) {
            // What was triggered since is young, and not expected to be among those that are live now.
            Instant asOf = clock.instant();
            reader.readLive();
            reader.readCurrent();
            reader.readHistory(from.minus(MARGIN), from);
            return ledger.judge(new Question(from, to, asOf, grace, lateLimit, unendedLimit, namespace));
        }
    }
}
