package dev.carillon.gateway.vendor.jdcloud;

import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.Credentials;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.ReplayGuard;
import dev.carillon.gateway.vendor.jdcloud.JdSignature.Scope;
import dev.carillon.gateway.vendor.rest.CanonicalRequest;
import dev.carillon.gateway.vendor.rest.RestAuthenticator;
import dev.carillon.gateway.vendor.rest.RestCaller;
import dev.carillon.gateway.vendor.rest.SigningDate;
import java.time.InstantSource;

/**
 * Decides who sent a request to one of JD Cloud's services, whose paths begin {@code /v1/regions/<region>/}. Every request
 * has a nonce, which is good for once. Thread-safe if its parts are.
 */
public final class JdAuthenticator implements RestAuthenticator {

    private static final String VENDOR = "jdcloud";
    private static final int MAX_NONCE = 256;

    private final String service;
    private final Credentials credentials;
    private final ReplayGuard replays;
    private final InstantSource clock;

    /** @param service what requests must be signed for, such as {@code jmr} */
    public JdAuthenticator(String service, Credentials credentials, ReplayGuard replays, InstantSource clock) {
        this.service = service;
        this.credentials = credentials;
        this.replays = replays;
        this.clock = clock;
    }

    @Override
    public RestCaller authenticate(HttpCall call) {
        if (call.header("x-jdcloud-security-token").isPresent()) {
            throw CanonicalRequest.unauthenticated(
                    "x-jdcloud-security-token: temporary access keys are not supported; sign with an access key alone");
        }
        JdSignature signature = JdSignature.read(call);
        if (signature.nonce().length() > MAX_NONCE) {
            throw CanonicalRequest.unauthenticated("x-jdcloud-nonce: must be at most " + MAX_NONCE + " characters");
        }
        Credential credential = credentials
                .find(signature.accessKey())
                .orElseThrow(() -> CanonicalRequest.unauthenticated("the access key does not exist"));
        SigningDate.check("x-jdcloud-date", signature.date(), clock.instant());
        checkScope(signature, call);
        if (!signature.isBy(credential.secret())) {
            throw CanonicalRequest.unauthenticated(
                    "the signature does not match; check the secret key, and that nothing"
                            + " between client and gateway changes the request");
        }
        return RestCaller.signed(VENDOR, credential.accessKey(), credential.permissions(), signature.nonce());
    }

    @Override
    public void admit(RestCaller caller, boolean writes) {
        if (!replays.take(caller.accessKey(), caller.nonce(), clock.instant())) {
            throw CanonicalRequest.unauthenticated("x-jdcloud-nonce: was used before; sign with a new one");
        }
    }

    @Override
    public void forgive(RestCaller caller) {
        replays.forgive(caller.accessKey(), caller.nonce());
    }

    /** The scope says three things a second time, which must be the same. */
    private void checkScope(JdSignature signature, HttpCall call) {
        Scope scope = signature.scope();
        agree("day", scope.day(), signature.date().substring(0, scope.day().length()));
        agree("service", scope.service(), service);
        agree("region", scope.region(), region(call));
    }

    private static void agree(String part, String said, String expected) {
        if (!said.equals(expected)) {
            throw CanonicalRequest.unauthenticated(
                    "Authorization: the " + part + " of Credential must be " + expected + ", was " + said);
        }
    }

    private static String region(HttpCall call) {
        String[] segments = CanonicalRequest.path(call).split("/", -1);
        if (segments.length < 4 || !segments[2].equals("regions")) {
            throw CanonicalRequest.unauthenticated("the path must begin with /v1/regions/ and the region");
        }
        return segments[3];
    }
}
