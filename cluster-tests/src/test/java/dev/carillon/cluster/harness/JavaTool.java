package dev.carillon.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program of somebody else's, Kafka's tools for instance, in a process of its own on the class path of the tests. Its
 * output lies in files beside those of the test.
 */
public final class JavaTool {

    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final TestDirectory directory;
    private int runs;

    /** @param directory where it runs and leaves its output */
    public JavaTool(TestDirectory directory) {
        this.directory = directory;
    }

    /** What a program has printed before it ended well. */
    public record Printed(byte[] out, String errors) {

        public String text() {
            return new String(out, StandardCharsets.UTF_8);
        }
    }

    /**
     * Runs it to its end.
     *
     * @param main a class, or a source file of the directory
     * @param input what it reads; null: nothing
     * @throws AssertionError when it does not end in time, or not with 0
     */
    public Printed run(String main, List<String> arguments, @Nullable Path input) {
        String name = main.substring(main.lastIndexOf('.') + 1) + "-" + ++runs;
        Path out = directory.file(name + ".out");
        Path errors = directory.file(name + ".err");
        List<String> command =
                new ArrayList<>(List.of(JAVA, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.add(main);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.path().toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        try {
            await(name, builder.start(), errors);
            return new Printed(Files.readAllBytes(out), Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + name, e);
        }
    }

    private static void await(String name, Process process, Path errors) throws IOException {
        try {
            if (!process.waitFor(WITHIN.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError(name + " has not ended within " + WITHIN.toSeconds() + " s, see " + errors);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + name + " ran", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(name + " ended with " + process.exitValue() + ":\n" + Files.readString(errors));
        }
    }
}
