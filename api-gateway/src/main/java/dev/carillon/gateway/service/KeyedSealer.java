package dev.carillon.gateway.service;

import dev.carillon.kafka.secrets.SecretKeys;
import java.util.random.RandomGenerator;

/** Seals by the first key of the key file. Thread-safe if the random generator is. */
public final class KeyedSealer implements SecretSealer {

    private final SecretKeys keys;
    private final RandomGenerator random;

    /** @param random strong: nonces come from it */
    public KeyedSealer(SecretKeys keys, RandomGenerator random) {
        this.keys = keys;
        this.random = random;
    }

    @Override
    public String seal(String plain) {
        if (!keys.canSeal()) {
            throw new ApiException(ApiError.of(
                    ApiError.Category.UNSUPPORTED,
                    "this gateway has no key to encrypt secrets with, so it takes none; set "
                            + SecretKeys.FILE.name()));
        }
        try {
            return keys.seal(plain, random);
        } catch (IllegalArgumentException e) {
            throw new ApiException(ApiError.of(ApiError.Category.INVALID, "a secret " + e.getMessage()));
        }
    }
}
