package dev.carillon.standalone.demo;

import dev.carillon.gateway.service.Credentials.Credential;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Creates the examples on a running cluster and watches them through its API until each has succeeded often enough, or time is up.
 *
 * <pre>
 * create ─▶ look ─▶ show ─▶ enough? ─▶ summary, true
 *             ▲               │ time is up, or aborted ─▶ summary and reasons, false
 *             └───────────────┘
 * </pre>
 *
 * <p>It knows of the cluster what a user knows: an address, a key pair, and where the jars of Java jobs lie. For one thread.
 */
public final class Demo {

    /** What the cluster must be started with. */
    public static final Map<String, String> SETTINGS =
            Map.of(WorkspaceExample.TEMPLATE_SETTING, WorkspaceExample.TEMPLATE);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final URI gateway;
    private final Credential credential;
    private final Path jobs;
    private final Screen screen;
    private final PrintWriter out;

    /** @param jobs the worker's directory for jars */
    public Demo(URI gateway, Credential credential, Path jobs, Screen screen, PrintWriter out) {
        this.gateway = gateway;
        this.credential = credential;
        this.jobs = jobs;
        this.screen = screen;
        this.out = out;
    }

    /**
     * Runs the demo.
     *
     * @param successes wanted of each example that fires every other second; the others run once
     * @param within how long that may take
     * @param aborted completes, with the reason, when it is no use to go on
     * @return whether every example has succeeded so often
     * @throws IOException when the examples cannot be created
     */
    public boolean run(int successes, Duration within, CompletableFuture<String> aborted)
            throws IOException, InterruptedException {
        JobJar.write(GreetingJob.class, jobs.resolve("demo.jar"));
        try (GreetingServer greetings = GreetingServer.start();
                ApiClient api = new ApiClient(gateway, credential, InstantSource.system())) {
            List<Example> examples = Examples.create(api, greetings.url(), successes);
            Scoreboard board = new Scoreboard(examples);
            String problem = watch(new Watcher(api, examples), board, within, aborted);
            conclude(board, problem);
            return board.isComplete();
        }
    }

    /** @return why it ended before the board was complete, else empty */
    private String watch(Watcher watcher, Scoreboard board, Duration within, CompletableFuture<String> aborted)
            throws InterruptedException {
        long start = System.nanoTime();
        Optional<String> end = Optional.empty();
        String lastRefusal = "";
        while (end.isEmpty()) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            try {
                board.update(watcher.look());
                board.confirm(watcher.confirm(board.unconfirmed()));
                lastRefusal = "";
            } catch (IOException e) {
                // A gateway that is too busy for one question may answer the next.
                lastRefusal = "; the last look was refused: " + e.getMessage();
            }
            screen.show(board, elapsed);
            if (board.isComplete()) {
                return "";
            }
            end = elapsed.compareTo(within) < 0 ? pause(aborted) : Optional.of("Time is up" + lastRefusal);
        }
        return end.get();
    }

    private static Optional<String> pause(CompletableFuture<String> aborted) throws InterruptedException {
        try {
            return Optional.of(aborted.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Ends with a reason, never with an exception", e);
        }
    }

    private void conclude(Scoreboard board, String problem) {
        out.println();
        Table.summary(board).forEach(out::println);
        out.println();
        if (board.isComplete()) {
            out.println("Every example has succeeded.");
            return;
        }
        out.println(problem + ". Not every example has succeeded:");
        board.missing().forEach(example -> out.println("  " + example.name() + ": " + board.shortfall(example)));
    }
}
