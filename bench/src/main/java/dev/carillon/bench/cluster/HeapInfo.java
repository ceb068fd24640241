package dev.carillon.bench.cluster;

import dev.carillon.bench.BenchFailedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code jcmd GC.heap_info} prints, of any collector: the sum of all {@code used NK} of the heap. */
final class HeapInfo {

    private static final Pattern USED = Pattern.compile("used (\\d+)([KMG])");

    private HeapInfo() {}

    /** @throws BenchFailedException when no number is found */
    static long usedBytes(String text) {
        long bytes = 0;
        boolean found = false;
        for (String line : text.lines().toList()) {
            if (line.strip().startsWith("Metaspace") || line.strip().startsWith("class space")) {
                break;
            }
            Matcher used = USED.matcher(line);
            if (used.find()) {
                bytes += Long.parseLong(used.group(1)) << shift(used.group(2));
                found = true;
            }
        }
        if (!found) {
            throw new BenchFailedException("no heap in what jcmd prints:\n" + text);
        }
        return bytes;
    }

    private static int shift(String unit) {
        return switch (unit) {
            case "K" -> 10;
            case "M" -> 20;
            default -> 30;
        };
    }
}
