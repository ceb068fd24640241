package dev.carillon.worker.runner.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.Task;
import dev.carillon.testkit.Await;
import dev.carillon.worker.runner.KillSwitch;
import dev.carillon.worker.runner.RecordingLog;
import dev.carillon.worker.runner.RunResult;
import dev.carillon.worker.runner.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However an attempt ends, none of its processes is left. */
@EnabledOnOs(OS.LINUX)
final class ShellEndingTest {

    /** A daemon as bad as they come: detached twice, in a session of its own, deaf to TERM. */
    private static final String DETACHED = "(setsid sh -c 'trap \"\" TERM HUP INT; while :; do sleep 1; done' &) ; ";

    /** Its environment is cleared; the tag is in its command line. */
    private static final String BARE = "env -i sh -c \"sleep 100; : TEST_TAG=$TEST_TAG\" & ";

    private static final String TREE = DETACHED + BARE
            + "sh -c 'trap \"\" TERM; sleep 100; sleep 100' & (sleep 100; true) & echo started; wait; sleep 100";
    private static final int TREE_SIZE = 7;

    /** Longer than is waited for: what ends within it does not end because of it. */
    private static final Duration LONG_LEASE = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    private final Tagged tagged = new Tagged();
    private final RecordingLog log = new RecordingLog();
    private final KillSwitch kill = new KillSwitch();
    private ShellRunner runner;

    @BeforeEach
    void useShortGrace() {
        runner = runner(Duration.ofMillis(300));
    }

    private ShellRunner runner(Duration grace) {
        return new ShellRunner(ShellSettings.DEFAULT.withGrace(grace).withScratch(directory));
    }

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void killEndsTheWholeTree() throws Exception {
        // Given
        CompletableFuture<RunResult> running = start(TREE);
        Await.until(
                "the tree is there",
                () -> tagged.processes().size() >= TREE_SIZE && log.lines().contains("started"));

        // When
        kill.kill(StopReason.TIMEOUT);

        // Then
        RunResult result = running.get(20, TimeUnit.SECONDS);
        assertThat(result.success()).isFalse();
        assertThat(result.survivors()).isEmpty();
        assertThat(result.code()).isEqualTo(128 + 15);
        assertThat(tagged.processes()).isEmpty();
        assertThat(log.lines()).containsExactly("started");
    }

    @Test
    void aScriptMayCleanUpWithinTheGrace() throws Exception {
        // Given a grace that is longer than any machine needs
        runner.close();
        runner = runner(Duration.ofSeconds(10));
        CompletableFuture<RunResult> running =
                start("trap 'echo cleaned up; exit 3' TERM; echo ready; while :; do sleep 0.05; done");
        Await.until("it is ready", () -> log.lines().contains("ready"));

        // When
        kill.kill(StopReason.COMMAND);

        // Then
        RunResult result = running.get(20, TimeUnit.SECONDS);
        assertThat(result).isEqualTo(RunResult.failed("Ended on request", 3));
        assertThat(log.lines()).contains("cleaned up");
    }

    @Test
    void interruptEndsTheWholeTree() throws Exception {
        // Given
        CompletableFuture<RunResult> running = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> runInto(running, TREE));
        Await.until("the tree is there", () -> tagged.processes().size() >= TREE_SIZE);

        // When
        thread.interrupt();

        // Then
        assertThat(running.handle((result, failure) -> failure).get(20, TimeUnit.SECONDS))
                .isInstanceOf(InterruptedException.class);
        assertThat(tagged.processes()).isEmpty();
    }

    @Test
    void closingEndsTheWholeTree() throws Exception {
        // Given
        CompletableFuture<RunResult> running = start(TREE);
        Await.until("the tree is there", () -> tagged.processes().size() >= TREE_SIZE);

        // When
        runner.close();

        // Then
        assertThat(tagged.processes()).isEmpty();
        assertThat(running.get(20, TimeUnit.SECONDS).message()).contains("the worker stops");
    }

    @Test
    void nothingInTheBackgroundOutlivesTheScript() throws Exception {
        // When
        RunResult result =
                start(DETACHED + BARE + "sleep 100 & echo done; exit 0").get(20, TimeUnit.SECONDS);

        // Then
        assertThat(result).isEqualTo(RunResult.succeeded("done", 0));
        assertThat(tagged.processes()).isEmpty();
    }

    @Test
    void backgroundProcessesOfAnotherGroupEndToo() throws Exception {
        // When job control gives each its own process group
        RunResult result = start("set -m; sleep 100 & " + BARE + " echo done").get(20, TimeUnit.SECONDS);

        // Then
        assertThat(result).isEqualTo(RunResult.succeeded("done", 0));
        assertThat(tagged.processes()).isEmpty();
    }

    @Test
    void anAttemptEndsWithItsWatchdog() throws Exception {
        // Given
        CompletableFuture<RunResult> running = start("echo started; sleep 100");
        Await.until("it runs", () -> log.lines().contains("started"));

        // When
        assertThat(watchdogs()).hasSize(1).allMatch(ProcessHandle::destroyForcibly);

        // Then nothing runs unwatched, and the next attempt has a new watchdog
        assertThat(running.get(20, TimeUnit.SECONDS).message()).contains("watchdog");
        assertThat(tagged.processes()).isEmpty();
        assertThat(start("echo again").get(20, TimeUnit.SECONDS).message()).isEqualTo("again");
    }

    @Test
    void aLostLeaseEndsTheTreeThoughTheWorkerLives() throws Exception {
        // Given
        AtomicReference<Duration> left = new AtomicReference<>(Duration.ofSeconds(30));
        runner.close();
        runner = new ShellRunner(
                ShellSettings.DEFAULT
                        .withGrace(Duration.ofMillis(300))
                        .withLease(Duration.ofSeconds(2))
                        .withScratch(directory),
                left::get);
        CompletableFuture<RunResult> running = start(TREE);
        Await.until("the tree is there", () -> tagged.processes().size() >= TREE_SIZE);

        // When
        left.set(Duration.ZERO);

        // Then
        assertThat(running.get(20, TimeUnit.SECONDS).success()).isFalse();
        assertThat(tagged.processes()).isEmpty();
    }

    @Test
    void aKilledWorkerTakesItsTreeAlong() throws Exception {
        // Given
        Process host = ShellHost.start(LONG_LEASE, directory, tagged.tag(), TREE);
        Await.until("the tree is there", () -> tagged.processes().size() >= TREE_SIZE);

        // When
        host.destroyForcibly();

        // Then
        Await.until("the tree is gone", () -> tagged.processes().isEmpty());
        Await.until("its files are gone", this::directoryIsEmpty);
    }

    @Test
    void aFrozenWorkerLosesItsTreeWithItsLease() throws Exception {
        // Given
        Process host = ShellHost.start(Duration.ofSeconds(6), directory, tagged.tag(), TREE);
        Await.until("the tree is there", () -> tagged.processes().size() >= TREE_SIZE);

        // When
        long frozen = System.nanoTime();
        signal("STOP", host);

        // Then the tree ends with the lease, with room for a busy machine
        Await.until("the tree is gone", () -> tagged.processes().isEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - frozen))
                .isBetween(Duration.ofMillis(500), Duration.ofSeconds(15));

        // And when it wakes, the worker sees that its attempt is over
        signal("CONT", host);
        assertThat(host.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("success=false");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aWorkerKilledWhileItStartsLeavesNothing(int seed) throws Exception {
        // Given a worker that starts scripts, killed at some instant of its first moments
        Process host = ShellHost.start(LONG_LEASE, directory, tagged.tag(), TREE);
        Await.until("something is there", () -> tagged.processes().size() >= Math.min(seed, TREE_SIZE));

        // When
        host.destroyForcibly();

        // Then
        Await.until("the tree is gone", () -> tagged.processes().isEmpty());
        Await.until("its files are gone", this::directoryIsEmpty);
    }

    private boolean directoryIsEmpty() {
        try (Stream<Path> left = Files.list(directory)) {
            return left.noneMatch(path -> path.getFileName().toString().startsWith("carillon-shell-"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<ProcessHandle> watchdogs() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("carillon-watchdog"))
                .toList();
    }

    private static void signal(String name, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private CompletableFuture<RunResult> start(String script) {
        CompletableFuture<RunResult> running = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> runInto(running, script));
        return running;
    }

    private void runInto(CompletableFuture<RunResult> running, String script) {
        try {
            Task task = new Task.Shell(script, List.of(), tagged.environment());
            running.complete(runner.run(Runs.of(task, ""), log, kill));
        } catch (Throwable e) {
            running.completeExceptionally(e);
        }
    }
}
