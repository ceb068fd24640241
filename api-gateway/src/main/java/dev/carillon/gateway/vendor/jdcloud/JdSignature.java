package dev.carillon.gateway.vendor.jdcloud;

import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.vendor.Digests;
import dev.carillon.gateway.vendor.rest.CanonicalRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JDCLOUD2-HMAC-SHA256 as the vendor's SDK core 1.2.9 and 2.2.2 sign: covers method, path, query, the body's hash and the
 * headers it names. Host, date and nonce must be among them. The path is signed percent-encoded, so {@code :} counts as
 * {@code %3A}, though the request line carries it bare.
 *
 * @param signature as claimed, in hex
 * @param date of the header x-jdcloud-date, not yet judged
 */
record JdSignature(String accessKey, Scope scope, String signature, String date, String nonce, String stringToSign) {

    private static final String ALGORITHM = "JDCLOUD2-HMAC-SHA256";
    private static final String TERMINATOR = "jdcloud2_request";
    private static final Pattern AUTHORIZATION = Pattern.compile(ALGORITHM
            + " Credential=([^,/\\s]{1,256})/([0-9]{8})/([^,/\\s]+)/([^,/\\s]+)/" + TERMINATOR
            + ", ?SignedHeaders=([a-z0-9;_-]+), ?Signature=([0-9a-f]{64})");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final String DATE = "x-jdcloud-date";
    private static final String NONCE = "x-jdcloud-nonce";

    /** What the signature is good for. */
    record Scope(String day, String region, String service) {
        @Override
        public String toString() {
            return String.join("/", day, region, service, TERMINATOR);
        }
    }

    /** @throws dev.carillon.gateway.service.ApiException UNAUTHENTICATED when it is not complete or not of this kind */
    static JdSignature read(HttpCall call) {
        Matcher parts = AUTHORIZATION.matcher(CanonicalRequest.header(call, "authorization"));
        if (!parts.matches()) {
            throw CanonicalRequest.unauthenticated("Authorization: must be " + ALGORITHM
                    + " Credential=<access key>/<yyyyMMdd>/<region>/<service>/" + TERMINATOR
                    + ", SignedHeaders=…, Signature=… with names in lower case and the signature in hex");
        }
        List<String> names = Arrays.asList(parts.group(5).split(";", -1));
        CanonicalRequest.checkSigned(names, List.of("host", DATE, NONCE));
        Scope scope = new Scope(parts.group(2), parts.group(3), parts.group(4));
        String date = CanonicalRequest.header(call, DATE);
        String canonical = String.join(
                "\n",
                call.method(),
                CanonicalRequest.path(call),
                CanonicalRequest.query(call),
                CanonicalRequest.headers(
                        call, names, value -> BLANKS.matcher(value).replaceAll(" ")),
                parts.group(5),
                Digests.sha256Hex(call.body()));
        String stringToSign = String.join(
                "\n", ALGORITHM, date, scope.toString(), Digests.sha256Hex(canonical.getBytes(StandardCharsets.UTF_8)));
        return new JdSignature(
                parts.group(1), scope, parts.group(6), date, CanonicalRequest.header(call, NONCE), stringToSign);
    }

    boolean isBy(String secret) {
        byte[] key = Digests.hmacSha256("JDCLOUD2" + secret, scope.day());
        for (String step : List.of(scope.region(), scope.service(), TERMINATOR)) {
            key = Digests.hmacSha256(key, step);
        }
        return Digests.same(HexFormat.of().formatHex(Digests.hmacSha256(key, stringToSign)), signature);
    }
}
