package dev.carillon.kafka.topics;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Turns a worker group's name, which is free text, into a topic name.
 *
 * <p>Names of {@code a-z A-Z 0-9 . -} that are short enough stay as they are. Every other name is made readable and gets a
 * hash of the whole name behind it, as does a plain name that looks as if it had one, so no two groups meet. That an
 * underscore counts as "other" is Kafka's doing: its controller refuses {@code a_b} beside {@code a.b}, because their
 * metrics would have one name.
 */
final class WorkTopicName {

    static final int MAX_LENGTH = 249;

    private static final int HASH_BYTES = 16;
    private static final Pattern PLAIN = Pattern.compile("[a-zA-Z0-9.-]+");
    private static final Pattern LOOKS_HASHED = Pattern.compile(".*-[0-9a-f]{" + 2 * HASH_BYTES + "}");
    private static final Pattern OTHER = Pattern.compile("[^a-zA-Z0-9.-]");

    private WorkTopicName() {}

    static String of(String prefix, String group) {
        if (group.isEmpty()) {
            throw new IllegalArgumentException("a worker group must have a name");
        }
        boolean plain =
                PLAIN.matcher(group).matches() && !LOOKS_HASHED.matcher(group).matches();
        if (plain && prefix.length() + group.length() <= MAX_LENGTH) {
            return prefix + group;
        }
        String hash = "-" + hash(group);
        String readable = OTHER.matcher(group).replaceAll("-");
        int room = MAX_LENGTH - prefix.length() - hash.length();
        return prefix + readable.substring(0, Math.min(readable.length(), room)) + hash;
    }

    private static String hash(String group) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(group.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}
