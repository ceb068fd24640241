package dev.carillon.bench.cluster;

import dev.carillon.bench.BenchFailedException;
import dev.carillon.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One node, started as {@code bin/carillon} starts it, on the class path of the bench. What it prints goes to a file.
 */
public final class NodeProcess implements AutoCloseable {

    private static final String MAIN = "dev.carillon.standalone.cli.Carillon";
    /** What bin/carillon starts a node with; benches run in the directory of the repository. */
    private static final String JVM_OPTIONS = "@bin/jvm.options";

    private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");
    private static final Duration TOOL_WITHIN = Duration.ofSeconds(60);
    /** What {@code jcmd} says of a recording that it has dumped, before the file's name. */
    private static final String WRITTEN = "written to:";

    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

    private final String name;
    private final Process process;
    private final Path output;

    private NodeProcess(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it; returns at once.
     *
     * @param output takes what it prints; written anew
     * @param options of the JVM, behind those of {@code bin/carillon}
     * @param arguments of the command
     */
    static NodeProcess start(String name, Path output, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(JDK.resolve("java").toString(), JVM_OPTIONS));
        command.addAll(options);
        command.add(MAIN);
        command.addAll(arguments);
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            return new NodeProcess(name, Leftovers.watch(builder.start()), output);
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

    /** The rest of the first line that holds the text. */
    public String awaitLine(String text, Duration within) {
        return Await.present(name + " prints '" + text + "'", within, () -> {
            if (!process.isAlive()) {
                throw new BenchFailedException(name + " ended with " + process.exitValue() + ":\n" + printed());
            }
            return printed()
                    .lines()
                    .filter(line -> line.contains(text))
                    .map(line ->
                            line.substring(line.indexOf(text) + text.length()).strip())
                    .findFirst();
        });
    }

    /** What it has printed so far. */
    public String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        if (!ended(TOOL_WITHIN)) {
            throw new BenchFailedException(name + " survived kill -9");
        }
    }

    /** Asks it to stop and returns at once. */
    public void term() {
        process.destroy();
    }

    /** Whether it has ended within this time. */
    public boolean ended(Duration within) {
        try {
            return process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailedException("interrupted", e);
        }
    }

    /** What the JDK's {@code jcmd} answers about it. */
    public String jcmd(String... arguments) {
        List<String> command = new ArrayList<>(List.of(JDK.resolve("jcmd").toString(), Long.toString(pid())));
        command.addAll(List.of(arguments));
        try {
            Path answer = Files.createTempFile(output.getParent(), name, ".jcmd");
            Process tool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(answer.toFile())
                    .start();
            if (!tool.waitFor(TOOL_WITHIN.toNanos(), TimeUnit.NANOSECONDS) || tool.exitValue() != 0) {
                tool.destroyForcibly();
                throw new BenchFailedException(command + " did not work: " + Files.readString(answer));
            }
            return Files.readString(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailedException("interrupted", e);
        }
    }

    /**
     * Writes what it has recorded so far to a file of its name; the directory must exist.
     *
     * @throws BenchFailedException when it could not: {@code jcmd} ends with 0 then too, and says so in its answer
     */
    void keepRecording(Path directory) {
        Path file = directory.resolve(name + ".jfr").toAbsolutePath();
        String answer = jcmd("JFR.dump", "filename=" + file);
        if (!answer.contains(WRITTEN)) {
            throw new BenchFailedException("the recording of " + name + " was not written to " + file + ": " + answer);
        }
    }

    /** Bytes of heap in use after a full collection. */
    public long heapAfterCollection() {
        jcmd("GC.run");
        return HeapInfo.usedBytes(jcmd("GC.heap_info"));
    }

    /** CPU time that it has used so far; unlike time on the clock it does not depend on what else the machine does. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Bytes of memory that the kernel has given it. */
    public long residentBytes() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(0L);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it, killing it when it takes too long. */
    @Override
    public void close() {
        if (process.isAlive()) {
            term();
            if (!ended(STOP_WITHIN)) {
                kill();
            }
        }
    }
}
