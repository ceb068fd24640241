package dev.carillon.gateway.nativeapi;

import dev.carillon.gateway.http.HttpCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Command ids of native requests. With an {@code Idempotency-Key} the id derives from caller, operation and key, so that the
 * repetition of a request, through whichever gateway, is the same command and gets the same reply; without one it is new.
 */
final class CommandIds {

    private static final int MAX_KEY_LENGTH = 255;
    private static final int BYTES = 16;

    private final RandomGenerator random;

    /** @param random must be safe for use by several threads */
    CommandIds(RandomGenerator random) {
        this.random = random;
    }

    String of(HttpCall call, String accessKey) {
        String key = call.header("idempotency-key").orElse("");
        if (key.isEmpty()) {
            byte[] chance = new byte[BYTES];
            random.nextBytes(chance);
            return "r" + HexFormat.of().formatHex(chance);
        }
        if (key.length() > MAX_KEY_LENGTH) {
            throw FieldReader.invalid("Idempotency-Key", "must be at most " + MAX_KEY_LENGTH + " characters");
        }
        // No part but the last can hold a line break, so different parts never make the same text.
        return "k" + hash(String.join("\n", accessKey, call.method(), call.path(), key));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
