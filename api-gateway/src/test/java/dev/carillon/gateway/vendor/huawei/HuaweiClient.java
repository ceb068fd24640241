package dev.carillon.gateway.vendor.huawei;

import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.vendor.Digests;
import dev.carillon.gateway.vendor.aliyun.CapturedRequests;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs requests as the SDK does. The captured requests prove that signature right. */
public final class HuaweiClient {

    public static final String ACCESS_KEY = CapturedRequests.ACCESS_KEY;
    public static final String SECRET = CapturedRequests.SECRET;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final String accessKey;
    private final String secret;

    public HuaweiClient() {
        this(ACCESS_KEY, SECRET);
    }

    public HuaweiClient(String accessKey, String secret) {
        this.accessKey = accessKey;
        this.secret = secret;
    }

    /** @param target path and query, percent-encoded */
    public HttpCall signed(String method, String target, String body, Instant date) {
        return signed(method, target, body, date, Map.of());
    }

    /** @param more headers to be sent and signed, by lower-case name */
    public HttpCall signed(String method, String target, String body, Instant date, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("host", "127.0.0.1:8080");
        headers.put("x-sdk-date", DATE.format(date));
        headers.putAll(more);
        String names = String.join(";", headers.keySet());
        HttpCall unsigned = withAuthorization(call(method, target, body, headers), names, "0".repeat(64));
        byte[] signature =
                Digests.hmacSha256(secret, HuaweiSignature.read(unsigned).stringToSign());
        return withAuthorization(unsigned, names, HexFormat.of().formatHex(signature));
    }

    /** Not signed. */
    public static HttpCall call(String method, String target, String body, Map<String, String> headers) {
        int question = target.indexOf('?');
        Map<String, List<String>> all = new LinkedHashMap<>();
        headers.forEach((name, value) -> all.put(name, new ArrayList<>(List.of(value))));
        return new HttpCall(
                method,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                all,
                body.getBytes(StandardCharsets.UTF_8),
                "127.0.0.1");
    }

    private HttpCall withAuthorization(HttpCall call, String names, String signature) {
        Map<String, List<String>> headers = new LinkedHashMap<>(call.headers());
        headers.put(
                "authorization",
                List.of("SDK-HMAC-SHA256 Access=" + accessKey + ", SignedHeaders=" + names + ", Signature="
                        + signature));
        return new HttpCall(call.method(), call.path(), call.query(), headers, call.body(), call.remoteAddress());
    }
}
