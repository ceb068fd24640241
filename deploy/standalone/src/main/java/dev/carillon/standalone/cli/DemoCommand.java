package dev.carillon.standalone.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.standalone.Cluster;
import dev.carillon.standalone.Loopback;
import dev.carillon.standalone.StopSignal;
import dev.carillon.standalone.TemporaryDirectory;
import dev.carillon.standalone.UpSettings;
import dev.carillon.standalone.demo.Demo;
import dev.carillon.standalone.demo.Screen;
import dev.carillon.standalone.demo.Table;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code carillon demo}: what {@code up} starts, in a temporary directory and on free ports, with examples in it. */
@Command(
        name = "demo",
        description = "Start everything in a temporary directory, run a job of every kind and show what happens;"
                + " ends with 0 when every one has succeeded, else with 1.",
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the gateway (default: any free one).")
    private int port;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "Port for health and metrics (default: any free one).")
    private int managementPort;

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            description = "Port of the embedded broker (default: any free one).")
    private int brokerPort;

    @Option(
            names = "--successes",
            paramLabel = "COUNT",
            description = "How often every example shall succeed (default: ${DEFAULT-VALUE}).")
    private int successes = 3;

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            description = "How long that may take, start included (default: ${DEFAULT-VALUE}).")
    private int within = 90;

    @Option(
            names = "--plain",
            description =
                    "Print a line for each execution instead of a live table; so it is when the output is no terminal.")
    private boolean plain;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    private final StopSignal stop;
    private final PrintWriter out;

    DemoCommand(StopSignal stop, PrintWriter out) {
        this.stop = stop;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        long start = System.nanoTime();
        calmLogs();
        try (TemporaryDirectory directory = TemporaryDirectory.create("carillon-demo-")) {
            out.println("Starting a broker, a scheduler, a worker and a gateway in " + directory.path() + " …");
            try (Cluster cluster = Cluster.start(up(directory.path()))) {
                Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
                out.println("Ready after " + elapsed.toMillis() / 100 / 10.0 + " s: " + cluster.url());
                return demonstrate(
                        cluster, directory.path(), Duration.ofSeconds(within).minus(elapsed));
            }
        }
    }

    private int demonstrate(Cluster cluster, Path data, Duration left) throws IOException, InterruptedException {
        Table table = new Table(ZoneId.systemDefault());
        Demo demo = new Demo(
                URI.create(cluster.url()),
                credential(cluster),
                data.resolve("jobs"),
                isLive() ? Screen.live(out, table) : Screen.plain(out, table),
                out);
        out.println(
                "Creating jobs by signed requests, as the users of five vendors' APIs do, and one by the native API.");
        out.println();
        boolean succeeded = demo.run(successes, left, aborted(cluster));
        if (succeeded) {
            out.println(
                    "Next: bin/carillon up    starts the same with ./carillon-data to keep; README.md shows a first job.");
        }
        return succeeded ? 0 : 1;
    }

    private UpSettings up(Path directory) {
        return new UpSettings(
                directory,
                Loopback.HOST,
                port,
                managementPort,
                brokerPort,
                false,
                settings.overrides().over(Demo.SETTINGS));
    }

    /** The pair that the start has made, or else the one it was given by the environment. */
    private static Credential credential(Cluster cluster) {
        return cluster.generatedCredential()
                .orElseGet(() ->
                        new Credential(given("CARILLON_ACCESS_KEY"), given("CARILLON_SECRET_KEY"), Permissions.ALL));
    }

    private static String given(String variable) {
        @Nullable String value = System.getenv(variable);
        if (value == null) {
            throw new StartRefusedException("No key pair was made and " + variable + " is not set.");
        }
        return value;
    }

    private CompletableFuture<String> aborted(Cluster cluster) {
        CompletableFuture<String> aborted = new CompletableFuture<>();
        cluster.failed().thenAccept(failure -> aborted.complete("A part of the cluster has failed: " + failure));
        stop.requested().thenRun(() -> aborted.complete("Stopped before the end"));
        return aborted;
    }

    /** The table tells what happens; who wants the log as well sets its level. */
    private static void calmLogs() {
        if (System.getenv("CARILLON_LOG_LEVEL") == null
                && LoggerFactory.getLogger("dev.carillon") instanceof Logger carillon) {
            carillon.setLevel(Level.WARN);
        }
    }

    private boolean isLive() {
        @Nullable Console console = System.console();
        return !plain && console != null && console.isTerminal();
    }
}
