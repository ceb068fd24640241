package dev.carillon.gateway.security;

import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.Credentials;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.Permissions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Authentication of the native API. Two spellings of one thing:
 *
 * <pre>
 * Authorization: Basic  base64(accessKey ":" secret)
 * Authorization: Bearer base64(accessKey ":" secret)    also base64url, padding optional
 * </pre>
 *
 * <p>Secrets are compared in constant time, and an unknown access key takes the same way as a known one.
 */
public final class NativeAuth {

    private static final Credential NOBODY =
            new Credential("", "no secret is equal to this, whatever is sent", Permissions.READ_ONLY);

    private final Credentials credentials;

    public NativeAuth(Credentials credentials) {
        this.credentials = credentials;
    }

    /** @throws ApiException UNAUTHENTICATED, with the same message whichever part is wrong */
    public Credential authenticate(HttpCall call) {
        String header = call.header("authorization")
                .orElseThrow(() -> refused("the Authorization header is missing; send Basic or Bearer with"
                        + " base64(accessKey:secret)"));
        int blank = header.indexOf(' ');
        String scheme = blank < 0 ? header : header.substring(0, blank).toLowerCase(Locale.ROOT);
        if (blank < 0 || !(scheme.equals("basic") || scheme.equals("bearer"))) {
            throw refused("the Authorization header must be Basic or Bearer with base64(accessKey:secret)");
        }
        String pair = decode(header.substring(blank + 1).strip())
                .orElseThrow(() -> refused("the Authorization header does not hold base64(accessKey:secret)"));
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw refused("the Authorization header does not hold base64(accessKey:secret)");
        }
        return match(pair.substring(0, colon), pair.substring(colon + 1));
    }

    private Credential match(String accessKey, String secret) {
        Optional<Credential> known = credentials.find(accessKey);
        boolean equal = MessageDigest.isEqual(digest(known.orElse(NOBODY).secret()), digest(secret));
        if (known.isEmpty() || !equal) {
            throw refused("the access key or its secret is wrong");
        }
        return known.get();
    }

    /** Digests have one length, so the comparison does not tell how long the secret is. */
    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Optional<String> decode(String token) {
        try {
            byte[] pair = Base64.getDecoder().decode(token.replace('-', '+').replace('_', '/'));
            return Optional.of(new String(pair, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // Not base64: for the caller the same as a wrong pair, with its own sentence.
            return Optional.empty();
        }
    }

    private static ApiException refused(String message) {
        return new ApiException(ApiError.of(ApiError.Category.UNAUTHENTICATED, message));
    }
}
