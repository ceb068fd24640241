package dev.carillon.gateway.security;

import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.Permissions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pair of a first start: from the environment when both variables are set, else made by chance. */
record InitialPair(Optional<Credential> credential, boolean half) {

    private static final Logger LOG = LoggerFactory.getLogger(InitialPair.class);
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String PREFIX = "CK";
    private static final int ACCESS_KEY_LENGTH = 20;

    /** 40 of 62 characters: 238 bits. */
    private static final int SECRET_LENGTH = 40;

    static InitialPair from(Function<String, @Nullable String> environment) {
        String accessKey = environment.apply(CredentialsFile.ENV_ACCESS_KEY);
        String secret = environment.apply(CredentialsFile.ENV_SECRET_KEY);
        if (accessKey == null || secret == null || accessKey.isEmpty() || secret.isEmpty()) {
            boolean half = (accessKey == null || accessKey.isEmpty()) != (secret == null || secret.isEmpty());
            if (half) {
                LOG.atWarn()
                        .log(
                                "only one of {} and {} is set; it is not used",
                                CredentialsFile.ENV_ACCESS_KEY,
                                CredentialsFile.ENV_SECRET_KEY);
            }
            return new InitialPair(Optional.empty(), half);
        }
        return new InitialPair(Optional.of(CredentialsJson.checked(accessKey, secret, Permissions.ALL)), false);
    }

    static Credential generate(RandomGenerator random) {
        return new Credential(
                PREFIX + text(random, ACCESS_KEY_LENGTH - PREFIX.length()),
                text(random, SECRET_LENGTH),
                Permissions.ALL);
    }

    /** The environment counts for a first start only, so that an old variable does not bring back a revoked key. */
    void warnUnused(Path file) {
        credential.ifPresent(unused -> LOG.atWarn()
                .addKeyValue("file", file)
                .log(
                        "{} and {} are not used because the credentials file exists; change the file instead",
                        CredentialsFile.ENV_ACCESS_KEY,
                        CredentialsFile.ENV_SECRET_KEY));
    }

    private static String text(RandomGenerator random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
