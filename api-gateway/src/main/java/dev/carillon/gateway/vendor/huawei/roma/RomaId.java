package dev.carillon.gateway.vendor.huawei.roma;

import dev.carillon.core.job.JobId;
import dev.carillon.gateway.vendor.Digests;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Ids as the vendor writes them, 32 digits in hex, made of a number and back without anything being stored: 16 digits of a hash
 * of kind and number, then the number. The hash keeps the kinds apart and tells a mistyped id.
 */
enum RomaId {
    TASK,
    /** The schedule of a task; a task has at most one, so its number is the task's. */
    DISPATCH,
    /** One run, by its number. */
    TRACKING;

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    private static final int HALF = 16;

    String of(long number) {
        byte[] text = (name() + " " + number).getBytes(StandardCharsets.UTF_8);
        return Digests.sha256Hex(text).substring(0, HALF) + HexFormat.of().toHexDigits(number);
    }

    String of(JobId id) {
        return of(id.value());
    }

    /** The number; empty when this is no id of this kind. */
    Optional<Long> number(String id) {
        if (!FORM.matcher(id).matches()) {
            return Optional.empty();
        }
        long number = HexFormat.fromHexDigitsToLong(id, HALF, 2 * HALF);
        boolean ours = number >= 1 && number <= JobId.MAX && of(number).equals(id);
        return ours ? Optional.of(number) : Optional.empty();
    }
}
