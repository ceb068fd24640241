package dev.carillon.gateway.vendor.jdcloud;

import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.vendor.Digests;
import dev.carillon.gateway.vendor.aliyun.CapturedRequests;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs requests as the SDK does, each with a nonce of its own. The captured requests prove that signature right. */
public final class JdClient {

    public static final String ACCESS_KEY = CapturedRequests.ACCESS_KEY;
    public static final String SECRET = CapturedRequests.SECRET;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final String accessKey;
    private final String secret;
    private int requests;

    public JdClient() {
        this(ACCESS_KEY, SECRET);
    }

    public JdClient(String accessKey, String secret) {
        this.accessKey = accessKey;
        this.secret = secret;
    }

    /** @param path such as {@code /v1/regions/cn-north-1/cronJob:create} */
    public HttpCall signed(String method, String path, String body, Instant date) {
        String region = path.split("/", -1)[3];
        return signed(method, path, body, date, DATE.format(date).substring(0, 8) + "/" + region + "/jmr");
    }

    /** @param scope day, region and service */
    public HttpCall signed(String method, String path, String body, Instant date, String scope) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("content-type", List.of("application/json"));
        headers.put("host", List.of("127.0.0.1:8080"));
        headers.put("x-jdcloud-date", List.of(DATE.format(date)));
        headers.put("x-jdcloud-nonce", List.of("nonce-" + ++requests));
        String names = String.join(";", headers.keySet());
        headers.put("authorization", List.of(authorization(scope, names, "0".repeat(64))));
        HttpCall call = new HttpCall(method, path, "", headers, body.getBytes(StandardCharsets.UTF_8), "127.0.0.1");
        headers.put(
                "authorization",
                List.of(authorization(scope, names, sign(JdSignature.read(call).stringToSign(), scope))));
        return call;
    }

    private String sign(String stringToSign, String scope) {
        byte[] key = ("JDCLOUD2" + secret).getBytes(StandardCharsets.UTF_8);
        for (String step : (scope + "/jdcloud2_request").split("/", -1)) {
            key = Digests.hmacSha256(key, step);
        }
        return HexFormat.of().formatHex(Digests.hmacSha256(key, stringToSign));
    }

    private String authorization(String scope, String names, String signature) {
        return "JDCLOUD2-HMAC-SHA256 Credential=" + accessKey + "/" + scope + "/jdcloud2_request, SignedHeaders="
                + names + ", Signature=" + signature;
    }
}
