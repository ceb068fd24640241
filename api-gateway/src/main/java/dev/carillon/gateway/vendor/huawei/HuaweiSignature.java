package dev.carillon.gateway.vendor.huawei;

import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.vendor.Digests;
import dev.carillon.gateway.vendor.rest.CanonicalRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SDK-HMAC-SHA256 as the vendor's SDK core 3.1.143 signs: covers method, path, query, the body's hash and the headers it
 * names. The SDK names those that it has set itself, but not Content-Type; host and date must be among them.
 *
 * @param signature as claimed, in hex
 * @param date of the header X-Sdk-Date, not yet judged
 * @param signedHeaders their names, in lower case
 */
record HuaweiSignature(
        String accessKey, String signature, String date, List<String> signedHeaders, String stringToSign) {

    private static final String ALGORITHM = "SDK-HMAC-SHA256";
    private static final Pattern AUTHORIZATION = Pattern.compile(
            ALGORITHM + " Access=([^,\\s]{1,256}), ?SignedHeaders=([a-z0-9;_-]+), ?Signature=([0-9a-f]{64})");
    private static final String DATE = "x-sdk-date";
    private static final String CONTENT_HASH = "x-sdk-content-sha256";

    /** @throws dev.carillon.gateway.service.ApiException UNAUTHENTICATED when it is not complete or not of this kind */
    static HuaweiSignature read(HttpCall call) {
        String authorization = CanonicalRequest.header(call, "authorization");
        if (!authorization.startsWith(ALGORITHM + " ")) {
            throw CanonicalRequest.unauthenticated("Authorization: must begin with " + ALGORITHM
                    + "; other algorithms (V11-HMAC-SHA256, SDK-HMAC-SM3, SDK-ECDSA-P256-SHA256) are not supported");
        }
        Matcher parts = AUTHORIZATION.matcher(authorization);
        if (!parts.matches()) {
            throw CanonicalRequest.unauthenticated("Authorization: must be " + ALGORITHM
                    + " Access=…, SignedHeaders=…, Signature=… with names in lower case and the signature in hex");
        }
        List<String> names = Arrays.asList(parts.group(2).split(";", -1));
        CanonicalRequest.checkSigned(names, List.of("host", DATE));
        String date = CanonicalRequest.header(call, DATE);
        return new HuaweiSignature(
                parts.group(1), parts.group(3), date, names, stringToSign(call, names, parts.group(2), date));
    }

    boolean isBy(String secret) {
        return Digests.same(HexFormat.of().formatHex(Digests.hmacSha256(secret, stringToSign)), signature);
    }

    private static String stringToSign(HttpCall call, List<String> names, String signedHeaders, String date) {
        String path = CanonicalRequest.path(call);
        String canonical = String.join(
                "\n",
                call.method(),
                path.endsWith("/") ? path : path + "/",
                CanonicalRequest.query(call),
                CanonicalRequest.headers(call, names, UnaryOperator.identity()),
                signedHeaders,
                contentHash(call));
        return ALGORITHM + "\n" + date + "\n" + Digests.sha256Hex(canonical.getBytes(StandardCharsets.UTF_8));
    }

    /** Always that of the body that came. A client may say it too, but then it has to be the same: no unsigned payloads. */
    private static String contentHash(HttpCall call) {
        String actual = Digests.sha256Hex(call.body());
        Optional<String> said = call.header(CONTENT_HASH);
        if (said.isPresent() && !Digests.same(actual, CanonicalRequest.header(call, CONTENT_HASH))) {
            throw CanonicalRequest.unauthenticated("X-Sdk-Content-Sha256: is not the hash of the body");
        }
        return actual;
    }
}
