package dev.carillon.standalone.cli;

import dev.carillon.audit.Finding;
import dev.carillon.audit.Finding.Kind;
import dev.carillon.audit.Verdict;
import dev.carillon.kafka.health.ManagementServer;
import dev.carillon.kafka.health.ManagementSettings;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.Settings;
import dev.carillon.standalone.Loopback;
import dev.carillon.standalone.ShutdownSequence;
import dev.carillon.standalone.StopSignal;
import dev.carillon.standalone.audit.AuditSettings;
import dev.carillon.standalone.audit.RunningAudit;
import dev.carillon.standalone.audit.VerdictJson;
import dev.carillon.standalone.audit.VerdictText;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code carillon audit --follow}: until it is told to stop. */
final class FollowedAudit {

    private static final Duration TELL_EVERY = Duration.ofMinutes(1);

    private final Settings settings;
    private final boolean json;
    private final @Nullable Integer metricsPort;
    private final StopSignal stop;
    private final PrintWriter out;

    // Of the audit's thread, and of the caller's once that has ended.
    private @Nullable Instant toldAt;
    private long judged;
    private volatile boolean broken;

    FollowedAudit(Settings settings, boolean json, @Nullable Integer metricsPort, StopSignal stop, PrintWriter out) {
        this.settings = settings;
        this.json = json;
        this.metricsPort = metricsPort;
        this.stop = stop;
        this.out = out;
    }

    int call() throws InterruptedException {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (ShutdownSequence running = new ShutdownSequence()) {
            if (metricsPort != null) {
                ManagementServer server = running.add(
                        "management",
                        ManagementServer.start(
                                new ManagementSettings(Loopback.HOST, metricsPort), metrics, List.of(), List.of()));
                out.println("Metrics: http://" + Loopback.HOST + ":" + server.port() + "/metrics");
            }
            running.add(
                    "audit",
                    new RunningAudit(
                                    ClusterSettings.of(settings),
                                    AuditSettings.of(settings),
                                    metrics,
                                    InstantSource.system(),
                                    this::tell)
                            .start());
            stop.await(new CompletableFuture<>());
        }
        return broken ? 1 : 0;
    }

    private void tell(Verdict verdict) {
        broken = broken || !verdict.isKept();
        judged += verdict.expected();
        if (json) {
            out.println(VerdictJson.of(verdict));
            return;
        }
        for (Kind kind : Kind.values()) {
            for (Finding finding : verdict.findings(kind)) {
                out.println(kind.label() + ": " + VerdictText.shown(finding));
            }
        }
        Instant end = verdict.question().to();
        if (toldAt == null || !end.isBefore(toldAt.plus(TELL_EVERY))) {
            out.println("up to " + end + ": " + judged + " fires judged, "
                    + (broken ? "promises were broken" : "every promise kept"));
            toldAt = end;
        }
    }
}
