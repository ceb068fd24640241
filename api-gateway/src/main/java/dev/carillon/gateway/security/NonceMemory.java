package dev.carillon.gateway.security;

import dev.carillon.gateway.service.ReplayGuard;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Nonces in buckets of a minute, dropped bucket by bucket.
 *
 * <p>A nonce is kept as 64 bits of a salted hash: the salt, new per start, keeps senders from preparing collisions; by chance
 * one falls on a million nonces once in 18 trillion requests. Memory is bounded for each key and over all keys. What finds the memory full is refused
 * and counted, for an unremembered nonce would be an open door. Safe for use by several threads; never blocks for long.
 */
public final class NonceMemory implements ReplayGuard {

    private static final Duration BUCKET = Duration.ofMinutes(1);

    private final Duration keep;
    private final int maxPerKey;
    private final int maxInAll;
    private final long salt;
    private final Map<String, Key> keys = new HashMap<>();
    private int size;
    private long refusedFull;

    private static final class Key {
        private final Deque<Bucket> buckets = new ArrayDeque<>();
        private int size;

        boolean knows(long hash) {
            return buckets.stream().anyMatch(bucket -> bucket.hashes.contains(hash));
        }
    }

    private record Bucket(Instant start, Set<Long> hashes) {}

    /**
     * @param keep how long a nonce is remembered: twice the clock skew that a request's date may have
     * @param maxPerKey so that one key cannot use up the memory of all
     */
    public NonceMemory(Duration keep, int maxPerKey, int maxInAll, LongSupplier salt) {
        this.keep = keep;
        this.maxPerKey = maxPerKey;
        this.maxInAll = maxInAll;
        this.salt = salt.getAsLong();
    }

    @Override
    public boolean take(String accessKey, String nonce, Instant now) {
        long hash = hash(accessKey, nonce);
        synchronized (this) {
            forgetBefore(now.minus(keep));
            Key key = keys.computeIfAbsent(accessKey, unused -> new Key());
            if (key.knows(hash)) {
                return false;
            }
            if (key.size >= maxPerKey || size >= maxInAll) {
                refusedFull++;
                return false;
            }
            bucketOf(key, now).hashes.add(hash);
            key.size++;
            size++;
            return true;
        }
    }

    @Override
    public void forgive(String accessKey, String nonce) {
        long hash = hash(accessKey, nonce);
        synchronized (this) {
            Key key = keys.get(accessKey);
            if (key != null && key.buckets.stream().anyMatch(bucket -> bucket.hashes.remove(hash))) {
                key.size--;
                size--;
            }
        }
    }

    /** Requests refused because the memory was full; a metric. */
    public synchronized long refusedFull() {
        return refusedFull;
    }

    /** Nonces remembered now; a metric. */
    public synchronized int size() {
        return size;
    }

    private static Bucket bucketOf(Key key, Instant now) {
        Bucket last = key.buckets.peekLast();
        // A clock that steps back goes on in the last bucket: kept a little longer, never shorter.
        if (last == null || !now.isBefore(last.start.plus(BUCKET))) {
            last = new Bucket(now, new HashSet<>());
            key.buckets.addLast(last);
        }
        return last;
    }

    private void forgetBefore(Instant oldest) {
        for (Iterator<Key> all = keys.values().iterator(); all.hasNext(); ) {
            Key key = all.next();
            Bucket first = key.buckets.peekFirst();
            while (first != null && first.start.plus(BUCKET).isBefore(oldest)) {
                key.buckets.removeFirst();
                key.size -= first.hashes.size();
                size -= first.hashes.size();
                first = key.buckets.peekFirst();
            }
            if (key.buckets.isEmpty()) {
                all.remove();
            }
        }
    }

    private long hash(String accessKey, String nonce) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, salt));
            digest.update(accessKey.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return ByteBuffer.wrap(digest.digest(nonce.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
