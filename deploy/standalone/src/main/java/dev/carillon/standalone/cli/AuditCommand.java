package dev.carillon.standalone.cli;

import dev.carillon.audit.Verdict;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.standalone.StopSignal;
import dev.carillon.standalone.audit.Audit;
import dev.carillon.standalone.audit.VerdictJson;
import dev.carillon.standalone.audit.VerdictText;
import dev.carillon.standalone.audit.When;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code carillon audit}: whether the cluster has kept its promises. */
@Command(
        name = "audit",
        description = {
            "Compute from the definitions' history what should have fired, independently of the scheduler, and compare it",
            "with what the history says. Changes nothing; no node of the cluster needs to run.",
            "Ends with 0 when every promise was kept, 1 when one was broken, 2 when a part could not be judged."
        },
        sortOptions = false)
final class AuditCommand implements Callable<Integer> {

    private static final int NOT_JUDGED = 2;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "First nominal time: an instant, or how long ago, such as 1h (default: ${DEFAULT-VALUE}).")
    private String from = "1h";

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "First nominal time that no longer counts (default: ${DEFAULT-VALUE}).")
    private String to = "now";

    @Option(names = "--job", paramLabel = "ID", description = "Only this job.")
    private @Nullable Long job;

    @Option(names = "--namespace", paramLabel = "NAME", description = "Only the jobs of this namespace.")
    private @Nullable String namespace;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            description = "What a fire may take from its due instant to its record; younger ones are not judged"
                    + " (default: ${DEFAULT-VALUE}).")
    private String grace = "60s";

    @Option(
            names = "--late-limit",
            paramLabel = "DURATION",
            description = "Beyond this a fire is counted as late, which breaks no promise (default: ${DEFAULT-VALUE}).")
    private String lateLimit = "2s";

    @Option(
            names = "--unended-limit",
            paramLabel = "DURATION",
            description = "An execution that is live for longer breaks a promise (default: none does).")
    private @Nullable String unendedLimit;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Option(
            names = "--follow",
            description = "Go on: judge the fires that are due from now on as they pass, print what is found and, each"
                    + " minute, how many were judged. Settings audit.*; ends with 0 or 1 when it is stopped.")
    private boolean follow;

    @Option(
            names = "--metrics",
            paramLabel = "PORT",
            description = "With --follow: serve the metrics carillon_audit_* on this port, on loopback; 0 for any.")
    private @Nullable Integer metricsPort;

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final StopSignal stop;
    private final PrintWriter out;

    AuditCommand(StopSignal stop, PrintWriter out) {
        this.stop = stop;
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        InstantSource clock = InstantSource.system();
        Audit audit = audit(clock.instant());
        try {
            return follow ? new FollowedAudit(options.all(), json, metricsPort, stop, out).call() : once(audit, clock);
        } catch (StartRefusedException e) {
            out.println("carillon: " + e.getMessage());
            return NOT_JUDGED;
        }
    }

    private int once(Audit audit, InstantSource clock) throws InterruptedException {
        Verdict verdict = audit.of(options.cluster(), clock);
        if (json) {
            out.println(VerdictJson.of(verdict).toPrettyString());
        } else {
            VerdictText.lines(verdict).forEach(out::println);
        }
        return verdict.status();
    }

    private Audit audit(Instant now) {
        try {
            Instant begin = When.instant("--from", from, now);
            Instant end = When.instant("--to", to, now);
            if (metricsPort != null && !follow) {
                throw new IllegalArgumentException("--metrics needs --follow");
            }
            if (!begin.isBefore(end)) {
                throw new IllegalArgumentException("--from: " + begin + " must be before --to, which is " + end);
            }
            Optional<Duration> limit =
                    Optional.ofNullable(unendedLimit).map(text -> When.duration("--unended-limit", text));
            return new Audit(
                    begin,
                    end,
                    Optional.ofNullable(job),
                    Optional.ofNullable(namespace),
                    When.duration("--grace", grace),
                    When.duration("--late-limit", lateLimit),
                    limit);
        } catch (IllegalArgumentException e) {
            CommandLine self = spec == null ? new CommandLine(this) : spec.commandLine();
            throw new CommandLine.ParameterException(self, String.valueOf(e.getMessage()), e);
        }
    }
}
