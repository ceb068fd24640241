package dev.carillon.worker.runner.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's end of {@code watchdog.sh}: keeps it fed and says which sessions it watches.
 *
 * <p>Every beat lists all sessions, so that nothing is lost when one is. Children of the JVM do not inherit the pipe
 * (the JDK closes every descriptor before exec), so it closes with the JVM, however that ends. Thread-safe.
 */
final class Watchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(10);

    private final Process process;
    private final OutputStream pipe;
    private final ShellSettings settings;
    private final Supplier<Duration> leaseLeft;
    private final String marker;
    private final Path scratch;

    /** What to do when the watchdog is gone, by session. */
    private final Map<Long, Runnable> watched = new ConcurrentSkipListMap<>();

    private final ScheduledExecutorService feeder = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("shell-watchdog-feeder").factory());

    private Watchdog(
            Process process, ShellSettings settings, Supplier<Duration> leaseLeft, String marker, Path scratch) {
        this.process = process;
        this.pipe = process.getOutputStream();
        this.settings = settings;
        this.leaseLeft = leaseLeft;
        this.marker = marker;
        this.scratch = scratch;
    }

    static Watchdog start(ShellSettings settings, Supplier<Duration> leaseLeft, Platform platform) throws IOException {
        Files.createDirectories(settings.scratch());
        Path scratch = Files.createTempDirectory(settings.scratch(), "carillon-shell-");
        Path script = scratch.resolve("carillon-watchdog");
        Files.writeString(script, script());
        ProcessBuilder builder = new ProcessBuilder(platform.inOwnSession(List.of("/bin/sh", script.toString())))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("PATH", settings.path());
        Watchdog watchdog = new Watchdog(builder.start(), settings, leaseLeft, randomMarker(), scratch);
        watchdog.begin();
        return watchdog;
    }

    /** First half of the marker of every attempt it watches. */
    String marker() {
        return marker;
    }

    /** Where attempts have their directories; removed when the watchdog ends. */
    Path scratch() {
        return scratch;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Watches the processes of a session from now on.
     *
     * @param onGone called when the watchdog has ended before {@link #forget}, whatever the reason; must not block
     */
    void watch(long session, Runnable onGone) {
        watched.put(session, onGone);
        try {
            feeder.execute(this::beat);
        } catch (RejectedExecutionException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("The watchdog of SHELL jobs is closing");
        }
        if (!process.isAlive()) {
            onGone.run();
        }
    }

    void forget(long session) {
        watched.remove(session);
    }

    /** The watchdog then ends what is left and itself; waits for that, 10 s at most. */
    @Override
    public void close() {
        feeder.shutdownNow();
        try {
            pipe.close();
            if (!process.waitFor(EXIT_LIMIT)) {
                LOG.atWarn().addKeyValue("pid", process.pid()).log("The watchdog of SHELL jobs takes long to end");
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("The watchdog of SHELL jobs was gone already");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin() throws IOException {
        write("%s %d %.1f %s%n"
                .formatted(
                        marker,
                        settings.grace().toMillis() / 10,
                        settings.tick().toMillis() / 1000.0,
                        scratch));
        long interval = settings.beatInterval().toMillis();
        Future<?> _ = process.onExit().thenRun(this::gone);
        // With a fixed delay, not a fixed rate: a frozen worker must not make up for its missed beats when it wakes.
        Future<?> _ = feeder.scheduleWithFixedDelay(this::beat, 0, interval, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            long left = Math.max(0, leaseLeft.get().minus(settings.timeToEnd()).toMillis() / 10);
            String listed =
                    watched.keySet().stream().map(session -> session + " ").collect(Collectors.joining());
            write("beat " + left + " " + listed + ".\n");
        } catch (IOException e) {
            // Its end of the pipe is closed, so it has ended or is ending: gone() does what is to be done.
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("The watchdog of SHELL jobs takes no beat");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("No beat for the watchdog of SHELL jobs; without one it ends them");
        }
    }

    private void gone() {
        feeder.shutdownNow();
        if (!watched.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("attempts", watched.size())
                    .log("The watchdog of SHELL jobs is gone; the running ones are ended, the next gets another");
        }
        watched.values().forEach(Runnable::run);
    }

    private synchronized void write(String line) throws IOException {
        pipe.write(line.getBytes(StandardCharsets.UTF_8));
        pipe.flush();
    }

    private static String randomMarker() {
        byte[] bytes = new byte[16];
        // Not a seeded generator: whoever guesses the marker could have processes of this account ended.
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String script() throws IOException {
        try (InputStream in = Watchdog.class.getResourceAsStream("watchdog.sh")) {
            if (in == null) {
                throw new IllegalStateException("watchdog.sh is missing from the worker's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
