package dev.carillon.standalone.audit;

import dev.carillon.audit.Finding;
import dev.carillon.audit.Finding.Kind;
import dev.carillon.audit.Ledger;
import dev.carillon.audit.LiveExecutions;
import dev.carillon.audit.Question;
import dev.carillon.audit.Verdict;
import dev.carillon.kafka.health.Metric;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.StartRefusedException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audits a cluster as it runs, slice by slice, and counts what it finds in metrics.
 *
 * <pre>
 *   judged, forgotten │ next slice │◀──── lag ────▶│
 * ────────────────────┼────────────┼───────────────┼──▶ nominal time
 *                  horizon      now − lag         now
 * </pre>
 *
 * A slice that misses records is put off until they come or patience has ended: after an outage fires are late, not lost.
 *
 * <p>Executions are not waited for. Those that have no end though an attempt's time limit, lag and patience are over are looked
 * for among the live ones, at most once in every patience, since that reads a whole topic; the history is then read to
 * where it ends after that. What is neither live nor has an end is counted. One that is live for ever is not found here; {@link
 * Audit} finds it, given a limit.
 *
 * <p>One thread does it all.
 */
public final class RunningAudit implements AutoCloseable {

    private static final Duration SLICE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(10);

    /** At least this between two looks at the live executions. */
    private static final Duration ENDS_EVERY = SLICE;

    /** After a break so much of what was live before it is read again at most. */
    private static final Duration LOOK_BACK = Duration.ofHours(1);

    /** Records of what ran when a slice begins are kept so much longer. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(RunningAudit.class);

    private final ClusterSettings cluster;
    private final AuditSettings settings;
    private final InstantSource clock;
    private final Counts counts;
    private final Consumer<Verdict> heard;
    private final Thread thread = Thread.ofPlatform().name("audit").unstarted(this::run);
    private final Instant begun;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile Instant horizon;

    // Of the audit's thread.
    private Instant openSince;
    private Instant endsJudgedAt;

    /**
     * Begins with the fires that are due from now on.
     *
     * @param heard gets every slice's verdict, and those on executions that were found not to have ended, in the audit's thread
     */
    public RunningAudit(
            ClusterSettings cluster,
            AuditSettings settings,
            MeterRegistry metrics,
            InstantSource clock,
            Consumer<Verdict> heard) {
        this.cluster = cluster;
        this.settings = settings;
        this.clock = clock;
        this.heard = heard;
        this.horizon = clock.instant();
        this.begun = horizon;
        this.openSince = horizon;
        this.endsJudgedAt = horizon;
        this.counts = new Counts(metrics);
        Metric.AUDIT_BEHIND.gauge(
                metrics, () -> Duration.between(horizon, clock.instant()).toMillis() / 1000.0);
    }

    public RunningAudit start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!stopped.isDone()) {
            try {
                follow();
            } catch (StartRefusedException | KafkaException e) {
                LOG.atWarn()
                        .addKeyValue("error", e.getMessage())
                        .log("The audit cannot read the cluster; it begins anew from where it was");
                await(AGAIN_AFTER);
            } catch (InterruptedException e) {
                return; // Only close() interrupts.
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("The audit has failed; it begins anew from where it was");
                await(AGAIN_AFTER);
            }
        }
    }

    /** A wait that the end of the process cuts short. */
    private void await(Duration atMost) {
        stopped.copy()
                .completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private void follow() throws InterruptedException {
        Ledger ledger = new Ledger(id -> true);
        try (LedgerReader reader = new LedgerReader(cluster, ledger);
                LedgerReader beside = new LedgerReader(cluster, ledger)) {
            stopped.thenRun(reader.log()::stop).thenRun(beside.log()::stop);
            reader.readCurrent();
            Map<TopicPartition, Long> next = reader.readHistory(begin(), horizon);
            reader.log().assign(next);
            while (!stopped.isDone()) {
                reader.log().poll(POLL, reader::add);
                Instant end = clock.instant().minus(settings.lag());
                if (!end.isBefore(horizon.plus(SLICE))) {
                    judge(ledger, end);
                }
                if (!clock.instant().isBefore(endsJudgedAt.plus(endsEvery()))) {
                    judgeEnds(ledger, reader, beside);
                }
            }
        } catch (WakeupException e) {
            LOG.atDebug().log("The audit was told to end");
        } finally {
            openSince = ledger.oldestOpen().orElse(horizon);
        }
    }

    /** With what was live when the reading was broken off, and with what ran when the slice begins. */
    private Instant begin() {
        Instant slice = horizon.minus(MARGIN);
        Instant earliest = horizon.minus(LOOK_BACK);
        Instant open = openSince.isBefore(earliest) ? earliest : openSince;
        return open.isBefore(slice) ? open : slice;
    }

    private Duration endsEvery() {
        return settings.patience().compareTo(ENDS_EVERY) > 0 ? settings.patience() : ENDS_EVERY;
    }

    private void judgeEnds(Ledger ledger, LedgerReader reader, LedgerReader beside) throws InterruptedException {
        Instant now = clock.instant();
        endsJudgedAt = now;
        Duration waits = settings.lag().plus(settings.patience());
        Question question = new Question(
                begun.minus(waits),
                now.minus(waits),
                now,
                waits,
                settings.lateLimit(),
                Optional.empty(),
                Optional.empty());
        if (!ledger.hasOverdueEnds(question)) {
            return;
        }
        LiveExecutions live = beside.live();
        Map<TopicPartition, Long> ends = beside.historyEnds();
        // Kafka ends a transaction that stays open, so each of these ends is reached.
        while (!reader.log().hasReached(ends)) {
            reader.log().poll(POLL, reader::add);
        }
        Verdict verdict = ledger.judgeEnds(question, live);
        if (!verdict.isKept()) {
            tell(verdict);
        }
    }

    private void judge(Ledger ledger, Instant end) {
        Verdict verdict = ledger.judge(new Question(
                horizon,
                end,
                clock.instant(),
                Duration.ZERO,
                settings.lateLimit(),
                Optional.empty(),
                Optional.empty()));
        boolean patient = Duration.between(horizon, end).compareTo(settings.patience()) < 0;
        if (verdict.total(Kind.LOST) > 0 && patient) {
            return;
        }
        tell(verdict);
        horizon = end;
        ledger.forgetBefore(end.minus(MARGIN));
    }

    private void tell(Verdict verdict) {
        counts.add(verdict);
        for (Kind kind : Kind.values()) {
            verdict.findings(kind).forEach(RunningAudit::warn);
        }
        heard.accept(verdict);
    }

    private static void warn(Finding finding) {
        LOG.atWarn()
                .addKeyValue("jobId", finding.jobId())
                .addKeyValue("nominal", finding.nominal())
                .addKeyValue("records", finding.records())
                .addKeyValue("verdict", finding.kind().label())
                .log(finding.what());
    }

    @Override
    public void close() throws InterruptedException {
        stopped.complete(null);
        thread.join(Duration.ofSeconds(2));
        thread.interrupt();
    }
}
