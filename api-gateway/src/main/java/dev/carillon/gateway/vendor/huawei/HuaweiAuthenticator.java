package dev.carillon.gateway.vendor.huawei;

import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.Credentials;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.ReplayGuard;
import dev.carillon.gateway.vendor.rest.CanonicalRequest;
import dev.carillon.gateway.vendor.rest.RestAuthenticator;
import dev.carillon.gateway.vendor.rest.RestCaller;
import dev.carillon.gateway.vendor.rest.SigningDate;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides who sent a request, by signature or token; where both are there, the signature counts.
 *
 * <p>The scheme has no nonce. For writes the signature takes its place: the same signed bytes are served once. The date
 * has whole seconds, so a client that asks for the same change twice within one second sends the same request twice; the
 * second is refused unless the first was. A request with a token has no signature, and may come as often as its owner likes.
 *
 * <p>{@code X-Client-Token}, or {@code Idempotency-Key}, names the command: requests that differ in date or token but agree
 * in caller, method, path and that name are one command. Where there is a signature it must cover that header.
 */
public final class HuaweiAuthenticator implements RestAuthenticator {

    private static final String VENDOR = "huawei";
    private static final List<String> COMMAND_NAMES = List.of("x-client-token", "idempotency-key");
    private static final int MAX_COMMAND_NAME = 255;
    private static final int RANDOM_BYTES = 16;

    private final Credentials credentials;
    private final ReplayGuard replays;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final HuaweiTokens tokens;

    /** @param random strong and safe for several threads */
    public HuaweiAuthenticator(
            Credentials credentials, ReplayGuard replays, InstantSource clock, RandomGenerator random) {
        this.credentials = credentials;
        this.replays = replays;
        this.clock = clock;
        this.random = random;
        this.tokens = new HuaweiTokens(credentials, clock, random);
    }

    @Override
    public RestCaller authenticate(HttpCall call) {
        refuseTemporaryKeys(call);
        if (call.header("authorization").isPresent()) {
            return bySignature(call);
        }
        if (call.header("x-auth-token").isPresent()) {
            return byToken(call);
        }
        throw CanonicalRequest.unauthenticated(
                "sign the request (header Authorization, SDK-HMAC-SHA256) or send the header X-Auth-Token");
    }

    @Override
    public void admit(RestCaller caller, boolean writes) {
        boolean once = writes && !caller.nonce().isEmpty();
        if (once && !replays.take(caller.accessKey(), caller.nonce(), clock.instant())) {
            throw CanonicalRequest.unauthenticated("this signed request was sent before; sign it anew");
        }
    }

    @Override
    public void forgive(RestCaller caller) {
        if (!caller.nonce().isEmpty()) {
            replays.forgive(caller.accessKey(), caller.nonce());
        }
    }

    @Override
    public boolean forgivesRefusals() {
        return true;
    }

    private RestCaller bySignature(HttpCall call) {
        HuaweiSignature signature = HuaweiSignature.read(call);
        Optional<String> name = commandName(call);
        COMMAND_NAMES.stream()
                .filter(header -> call.header(header).isPresent())
                .forEach(header -> CanonicalRequest.checkSigned(signature.signedHeaders(), List.of(header)));
        Credential credential = credentials
                .find(signature.accessKey())
                .orElseThrow(() -> CanonicalRequest.unauthenticated("the access key does not exist"));
        SigningDate.check("X-Sdk-Date", signature.date(), clock.instant());
        if (!signature.isBy(credential.secret())) {
            throw CanonicalRequest.unauthenticated(
                    "the signature does not match; check the secret key, and that nothing"
                            + " between client and gateway changes the request");
        }
        RestCaller caller =
                RestCaller.signed(VENDOR, credential.accessKey(), credential.permissions(), signature.signature());
        return name.map(given -> named(credential, call, given, caller.nonce())).orElse(caller);
    }

    private RestCaller byToken(HttpCall call) {
        Credential credential = tokens.verify(CanonicalRequest.header(call, "x-auth-token"))
                .orElseThrow(() -> CanonicalRequest.unauthenticated(
                        "X-Auth-Token: is not a token of this cluster, has expired, or its secret has changed"));
        return commandName(call)
                .map(given -> named(credential, call, given, ""))
                .orElseGet(() -> new RestCaller(
                        credential.accessKey(), credential.permissions(), "", VENDOR + "-r" + chance(), false));
    }

    private static RestCaller named(Credential credential, HttpCall call, String name, String nonce) {
        // No part but the last can hold a line break, so different parts never make the same text.
        String commandId = RestCaller.derived(VENDOR, credential.accessKey(), call.method(), call.path(), name);
        return new RestCaller(credential.accessKey(), credential.permissions(), nonce, commandId, true);
    }

    private static Optional<String> commandName(HttpCall call) {
        Optional<String> header = COMMAND_NAMES.stream()
                .filter(name -> call.header(name).isPresent())
                .findFirst();
        return header.map(name -> {
            String value = CanonicalRequest.header(call, name);
            if (value.length() > MAX_COMMAND_NAME) {
                throw new ApiException(ApiError.invalid(name, "must be at most " + MAX_COMMAND_NAME + " characters"));
            }
            return value;
        });
    }

    private static void refuseTemporaryKeys(HttpCall call) {
        if (call.header("x-security-token").isPresent()) {
            throw CanonicalRequest.unauthenticated(
                    "X-Security-Token: temporary access keys are not supported; sign with an access key alone");
        }
    }

    private String chance() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
