package dev.carillon.gateway.vendor.aliyun;

import dev.carillon.gateway.service.Credentials;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.ReplayGuard;
import dev.carillon.gateway.vendor.Digests;
import dev.carillon.gateway.vendor.aliyun.SignatureScheme.Claim;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who sent a request, by either signature scheme.
 *
 * <p>The nonce is taken last, after the signature: otherwise anybody could use up other people's nonces, or fill the
 * memory for them. Thread-safe if its parts are.
 */
public final class AliyunAuthenticator {

    /** How far a request's date may be from this gateway's clock, either way. */
    public static final Duration MAX_SKEW = Duration.ofMinutes(15);

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'")
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);
    private static final int MAX_NAME = 256;
    private static final int MAX_ECHO = 16 * 1024;

    /** Parameters of any product that may hold passwords. */
    private static final Set<String> SECRET_PARAMETERS = Set.of("CustomVariables");

    private final RpcSignature rpc = new RpcSignature();
    private final Acs3Signature acs3 = new Acs3Signature();
    private final Credentials credentials;
    private final ReplayGuard replays;
    private final InstantSource clock;

    public AliyunAuthenticator(Credentials credentials, ReplayGuard replays, InstantSource clock) {
        this.credentials = credentials;
        this.replays = replays;
        this.clock = clock;
    }

    /**
     * Checks who sent the request, and takes its nonce.
     *
     * @throws AliyunFault with the vendor's code when it was not signed by whom it says, or is no longer good
     */
    public Caller authenticate(RpcRequest request) {
        refuseSecurityToken(request);
        SignatureScheme scheme = schemeOf(request);
        Claim claim = scheme.read(request);
        checkLength("AccessKeyId", claim.accessKey());
        checkLength("SignatureNonce", claim.nonce());
        checkContentMd5(request);
        Credential credential = credentials
                .find(claim.accessKey())
                .orElseThrow(() ->
                        new AliyunFault(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."));
        Instant now = clock.instant();
        checkDate(claim.date(), now);
        if (!Digests.same(scheme.sign(credential.secret(), claim.stringToSign()), claim.signature())) {
            throw new AliyunFault(400, "SignatureDoesNotMatch", mismatch(request, claim.stringToSign()));
        }
        if (!replays.take(credential.accessKey(), claim.nonce(), now)) {
            throw new AliyunFault(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
        }
        return new Caller(
                credential.accessKey(), credential.permissions(), claim.nonce(), claim.action(), claim.version());
    }

    /** The request ended as "unavailable": it may come once more, unchanged, to learn the outcome. */
    public void forgive(Caller caller) {
        replays.forgive(caller.accessKey(), caller.nonce());
    }

    private SignatureScheme schemeOf(RpcRequest request) {
        Optional<String> authorization = request.call().header("authorization");
        if (authorization.isEmpty()) {
            return rpc;
        }
        if (!authorization.get().startsWith(Acs3Signature.ALGORITHM + " ")) {
            throw new AliyunFault(
                    400,
                    "UnsupportedSignatureMethod",
                    "Authorization: must begin with " + Acs3Signature.ALGORITHM + ".");
        }
        return acs3;
    }

    private static void refuseSecurityToken(RpcRequest request) {
        if (request.parameter("SecurityToken").isPresent()
                || request.call().header("x-acs-security-token").isPresent()) {
            throw new AliyunFault(
                    400,
                    "UnsupportedSecurityToken",
                    "SecurityToken: temporary (STS) credentials are not supported; sign with an access key alone.");
        }
    }

    private static void checkLength(String name, String value) {
        if (value.length() > MAX_NAME) {
            throw AliyunFault.invalidParameter(name + ": must be at most " + MAX_NAME + " characters.");
        }
    }

    private static void checkContentMd5(RpcRequest request) {
        Optional<String> given = request.call().header("content-md5");
        String actual =
                Base64.getEncoder().encodeToString(Digests.md5(request.call().body()));
        if (given.isPresent() && !Digests.same(actual, given.get().strip())) {
            throw new AliyunFault(400, "ContentMD5NotMatched", "Content-MD5: is not the digest of the body.");
        }
    }

    private static void checkDate(String text, Instant now) {
        Instant date;
        try {
            date = DATE.parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw new AliyunFault(
                    400,
                    "InvalidTimeStamp.Format",
                    "Specified time stamp or date value is not well formatted, expected UTC as yyyy-MM-ddTHH:mm:ssZ.");
        }
        if (Duration.between(date, now).abs().compareTo(MAX_SKEW) > 0) {
            throw new AliyunFault(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
        }
    }

    /**
     * The classic SDK compares what follows "string to sign is:" with its own and then blames the secret, which helps
     * its user. The text holds nothing but what the sender sent; still it is not echoed without limit, and never when it
     * holds passwords: the sender may log what it is answered.
     */
    private static String mismatch(RpcRequest request, String stringToSign) {
        String text = "Specified signature is not matched with our calculation.";
        boolean secret = request.parameters().keySet().stream().anyMatch(SECRET_PARAMETERS::contains);
        return secret || stringToSign.length() > MAX_ECHO ? text : text + " server string to sign is:" + stringToSign;
    }
}
