package dev.carillon.cluster.harness;

import dev.carillon.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The product's command in a process of its own, on the class path of the tests. Both output streams go to one file;
 * every start adds to it. What a test leaves running is killed when the test's JVM ends.
 */
public final class ProductProcess implements AutoCloseable {

    private static final String MAIN = "dev.carillon.standalone.cli.Carillon";
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String JCMD =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    private static final Duration TOOL_WITHIN = Duration.ofSeconds(20);
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final String name;
    private final Process process;
    private final Path output;
    private final long outputFrom;

    private ProductProcess(String name, Process process, Path output, long outputFrom) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.outputFrom = outputFrom;
    }

    /**
     * Starts it; returns at once.
     *
     * @param name for messages
     * @param output the file that takes what it prints
     * @param heap such as {@code 256m}
     * @param arguments of the command
     */
    public static ProductProcess start(String name, Path output, String heap, List<String> arguments) {
        return start(MAIN, name, output, heap, arguments);
    }

    /** The same with a main class of the tests, for what the product's command cannot be told to do. */
    public static ProductProcess start(String main, String name, Path output, String heap, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Else a dump leaves out the virtual threads that nobody waits for.
                "-Djdk.trackAllThreads=true",
                "-Xmx" + heap,
                main));
        command.addAll(arguments);
        try {
            long outputFrom = Files.exists(output) ? Files.size(output) : 0;
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            Process process = builder.start();
            RUNNING.add(process);
            process.onExit().thenAccept(RUNNING::remove);
            return new ProductProcess(name, process, output, outputFrom);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The rest of the first line of this start that holds the text. */
    public String awaitLine(String text, Duration within) {
        return Await.present(name + " prints '" + text + "', see " + output, within, () -> {
            if (!process.isAlive()) {
                throw new AssertionError(name + " ended with " + process.exitValue() + ":\n" + printed());
            }
            return line(text);
        });
    }

    private Optional<String> line(String text) {
        return printed()
                .lines()
                .filter(line -> line.contains(text))
                .map(line -> line.substring(line.indexOf(text) + text.length()).strip())
                .findFirst();
    }

    /** What this start has printed so far. */
    public String printed() {
        try {
            byte[] all = Files.readAllBytes(output);
            int from = Math.toIntExact(outputFrom);
            return new String(all, from, all.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(TOOL_WITHIN);
    }

    /** Asks it to stop; see {@link #awaitExit}. */
    public void term() {
        signal("TERM");
    }

    /** Freezes it: nothing in it runs until {@link #resume}. */
    public void freeze() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    /**
     * Its exit status.
     *
     * @throws AssertionError when it goes on running
     */
    public int awaitExit(Duration within) {
        try {
            if (process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError(name + " has not ended within " + within.toMillis() + " ms, see " + output);
    }

    /** Writes what each of its threads is doing, virtual ones too, beside its output; for failures that are hard to repeat. */
    public void dumpThreads() {
        Path dump = output.resolveSibling(name + "-" + pid() + ".threads");
        tool(JCMD, Long.toString(pid()), "Thread.dump_to_file", "-overwrite", dump.toString());
    }

    private void signal(String signal) {
        tool("kill", "-" + signal, Long.toString(pid()));
    }

    private void tool(String... command) {
        try {
            Process tool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!tool.waitFor(TOOL_WITHIN.toNanos(), TimeUnit.NANOSECONDS) || tool.exitValue() != 0) {
                tool.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " did not work for " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Kills it if it still runs. */
    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
