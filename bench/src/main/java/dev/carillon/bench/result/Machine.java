package dev.carillon.bench.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where something was measured, and how busy the machine was before.
 *
 * @param busyBefore percent of the cores that other work took in the two seconds before the bench, which its figures suffered
 *     from; a load average would still count the bench before this one. Negative when nobody has looked
 */
public record Machine(String cpu, int cores, long memoryMiB, String kernel, String jvm, int busyBefore) {

    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path TIMES = Path.of("/proc/stat");
    private static final Duration WATCHED = Duration.ofSeconds(2);
    /** Of a line {@code cpu user nice system idle iowait ...}. */
    private static final List<Integer> IDLE_FIELDS = List.of(4, 5);

    private static final int PERCENT = 100;
    private static final long KIB_PER_MIB = 1024;

    /** This machine, watched for two seconds. What the system does not tell stays {@code unknown} or 0. */
    public static Machine here() throws InterruptedException {
        return new Machine(
                field(CPU, "model name"),
                Runtime.getRuntime().availableProcessors(),
                leadingNumber(field(MEMORY, "MemTotal")) / KIB_PER_MIB,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                busy());
    }

    private static int busy() throws InterruptedException {
        CpuTimes before = CpuTimes.read();
        Thread.sleep(WATCHED);
        return CpuTimes.read().busySince(before);
    }

    /** Ticks of all cores since the system's start. */
    private record CpuTimes(long idle, long all) {

        static CpuTimes read() {
            List<String> lines = lines(TIMES);
            String[] fields = lines.isEmpty() ? new String[0] : lines.getFirst().split(" +", -1);
            long idle = 0;
            long all = 0;
            for (int field = 1; field < fields.length; field++) {
                long ticks = leadingNumber(fields[field]);
                all += ticks;
                idle += IDLE_FIELDS.contains(field) ? ticks : 0;
            }
            return new CpuTimes(idle, all);
        }

        int busySince(CpuTimes before) {
            long passed = all - before.all;
            return passed == 0 ? 0 : (int) (PERCENT * (passed - (idle - before.idle)) / passed);
        }
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
