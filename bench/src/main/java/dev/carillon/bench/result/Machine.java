package dev.carillon.bench.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where something was measured, and how busy the machine was before.
 *
 * @param loadBefore the load average of the last minute when the bench began: other work that the figures suffered from
 */
public record Machine(String cpu, int cores, long memoryMiB, String kernel, String jvm, double loadBefore) {

    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path LOAD = Path.of("/proc/loadavg");
    private static final long KIB_PER_MIB = 1024;

    /** This machine, now. What the system does not tell stays {@code unknown} or 0. */
    public static Machine here() {
        return new Machine(
                field(CPU, "model name"),
                Runtime.getRuntime().availableProcessors(),
                leadingNumber(field(MEMORY, "MemTotal")) / KIB_PER_MIB,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                load());
    }

    private static double load() {
        List<String> lines = lines(LOAD);
        return lines.isEmpty() ? 0 : Double.parseDouble(lines.getFirst().split(" ", 2)[0]);
    }

    private static String field(Path file, String name) {
        return lines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static long leadingNumber(String text) {
        String digits = text.split(" ", 2)[0];
        return digits.matches("[0-9]+") ? Long.parseLong(digits) : 0;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
