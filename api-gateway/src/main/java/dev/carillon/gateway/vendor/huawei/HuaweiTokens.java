package dev.carillon.gateway.vendor.huawei;

import dev.carillon.gateway.service.Credentials;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.vendor.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Tokens for the header X-Auth-Token. A token says by itself whose it is and until when, and is sealed with a key derived
 * from the secret of its access key:
 *
 * <pre>
 * base64url( version (1) │ expiry, epoch seconds (8) │ random (16) │ access key, UTF-8 │ HMAC-SHA256 of all before (32) )
 * </pre>
 *
 * <p>So it is good at every gateway and after a restart without being stored anywhere, and ends when the secret is changed
 * or removed. Thread-safe.
 */
final class HuaweiTokens {

    /** As the vendor's page "Obtaining a User Token Through Password Authentication" has it. */
    static final Duration VALIDITY = Duration.ofHours(24);

    private static final byte VERSION = 1;
    private static final int RANDOM_BYTES = 16;
    private static final int HEAD_BYTES = 1 + Long.BYTES + RANDOM_BYTES;
    private static final int SEAL_BYTES = 32;
    private static final int MAX_LENGTH = 1024;
    private static final String PURPOSE = "carillon X-Auth-Token 1";

    private final Credentials credentials;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param token to be sent as X-Auth-Token until it expires */
    record Issued(String token, Instant issuedAt, Instant expiresAt) {
        /** Never the token. */
        @Override
        public String toString() {
            return "Issued[until " + expiresAt + "]";
        }
    }

    /** @param random strong and safe for several threads */
    HuaweiTokens(Credentials credentials, InstantSource clock, RandomGenerator random) {
        this.credentials = credentials;
        this.clock = clock;
        this.random = random;
    }

    Issued issue(Credential credential) {
        Instant now = clock.instant();
        Instant expiry = now.plus(VALIDITY).truncatedTo(ChronoUnit.SECONDS);
        byte[] chance = new byte[RANDOM_BYTES];
        random.nextBytes(chance);
        byte[] accessKey = credential.accessKey().getBytes(StandardCharsets.UTF_8);
        byte[] content = ByteBuffer.allocate(HEAD_BYTES + accessKey.length)
                .put(VERSION)
                .putLong(expiry.getEpochSecond())
                .put(chance)
                .put(accessKey)
                .array();
        byte[] token = ByteBuffer.allocate(content.length + SEAL_BYTES)
                .put(content)
                .put(seal(credential, content))
                .array();
        return new Issued(Base64.getUrlEncoder().withoutPadding().encodeToString(token), now, expiry);
    }

    /** Whose token it is; empty when it is not one of ours, has expired, or its secret is no longer the same. */
    Optional<Credential> verify(String text) {
        return decode(text).flatMap(this::owner);
    }

    private Optional<Credential> owner(byte[] token) {
        byte[] content = Arrays.copyOf(token, token.length - SEAL_BYTES);
        byte[] seal = Arrays.copyOfRange(token, content.length, token.length);
        ByteBuffer head = ByteBuffer.wrap(content);
        boolean known = head.get() == VERSION;
        boolean expired = head.getLong() <= clock.instant().getEpochSecond();
        String accessKey = new String(content, HEAD_BYTES, content.length - HEAD_BYTES, StandardCharsets.UTF_8);
        return credentials
                .find(accessKey)
                .filter(credential -> MessageDigest.isEqual(seal(credential, content), seal))
                .filter(credential -> known && !expired);
    }

    /** Its bytes when they are enough and written in the one way in which we write them. */
    private static Optional<byte[]> decode(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        byte[] token;
        try {
            token = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // Somebody else's token, or none at all: for the caller all the same.
            return Optional.empty();
        }
        boolean ours = token.length > HEAD_BYTES + SEAL_BYTES
                && Base64.getUrlEncoder().withoutPadding().encodeToString(token).equals(text);
        return ours ? Optional.of(token) : Optional.empty();
    }

    private static byte[] seal(Credential credential, byte[] content) {
        return Digests.hmacSha256(Digests.hmacSha256(credential.secret(), PURPOSE), content);
    }
}
