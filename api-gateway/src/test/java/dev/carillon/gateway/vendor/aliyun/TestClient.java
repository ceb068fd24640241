package dev.carillon.gateway.vendor.aliyun;

import dev.carillon.gateway.http.HttpCall;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Signs requests by HMAC-SHA1, each with a nonce of its own. The captured requests prove that signature right. */
public final class TestClient {

    private final String secret;
    private final Instant date;
    private final String version;
    private int requests;

    public TestClient(Instant date) {
        this(CapturedRequests.SECRET, date);
    }

    public TestClient(String secret, Instant date) {
        this(secret, date, "2019-04-30");
    }

    /** @param version of the product */
    public TestClient(String secret, Instant date, String version) {
        this.secret = secret;
        this.date = date;
        this.version = version;
    }

    public HttpCall get(String action, Map<String, String> parameters) {
        return signed("GET", system(action, parameters), Map.of());
    }

    public HttpCall post(String action, Map<String, String> parameters) {
        return signed("POST", system(action, Map.of()), parameters);
    }

    /** The system parameters, in whose place the given ones come; an empty one leaves its place empty. */
    public Map<String, String> system(String action, Map<String, String> more) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("AccessKeyId", CapturedRequests.ACCESS_KEY);
        parameters.put("Action", action);
        parameters.put("Format", "JSON");
        parameters.put("RegionId", "cn-hangzhou");
        parameters.put("SignatureMethod", "HMAC-SHA1");
        parameters.put("SignatureNonce", "nonce-" + ++requests);
        parameters.put("SignatureVersion", "1.0");
        parameters.put("Timestamp", date.truncatedTo(ChronoUnit.SECONDS).toString());
        parameters.put("Version", version);
        parameters.putAll(more);
        return parameters;
    }

    public HttpCall signed(String method, Map<String, String> query, Map<String, String> form) {
        Map<String, String> unsigned = new LinkedHashMap<>(query);
        unsigned.put("Signature", "none");
        RpcSignature scheme = new RpcSignature();
        String stringToSign =
                scheme.read(RpcRequest.read(call(method, unsigned, form))).stringToSign();
        unsigned.put("Signature", scheme.sign(secret, stringToSign));
        return call(method, unsigned, form);
    }

    /** Not signed. */
    public static HttpCall call(String method, Map<String, String> query, Map<String, String> form) {
        return new HttpCall(
                method,
                "/",
                pairs(query),
                Map.of("content-type", List.of("application/x-www-form-urlencoded")),
                pairs(form).getBytes(StandardCharsets.UTF_8),
                "127.0.0.1");
    }

    private static String pairs(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> PercentCodec.encode(each.getKey()) + "=" + PercentCodec.encode(each.getValue()))
                .collect(Collectors.joining("&"));
    }
}
