package dev.carillon.gateway.vendor.aliyun;

import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Names each request for its sender and the log, as the vendor does: an upper-case UUID. */
public final class RequestIds {

    private static final long VERSION_4 = 0x0000_0000_0000_4000L;
    private static final long VERSION_MASK = 0x0000_0000_0000_F000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_MASK = 0xC000_0000_0000_0000L;

    private final RandomGenerator random;

    /** @param random must be thread-safe */
    public RequestIds(RandomGenerator random) {
        this.random = random;
    }

    public String next() {
        long high = (random.nextLong() & ~VERSION_MASK) | VERSION_4;
        long low = (random.nextLong() & ~VARIANT_MASK) | VARIANT;
        return new UUID(high, low).toString().toUpperCase(Locale.ROOT);
    }
}
