package dev.carillon.cluster.sdk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A query signed by hand after the vendor's page on RPC signatures, so that every part of it can be made wrong. */
public final class HandSigned {

    private final Map<String, String> parameters = new TreeMap<>();
    private final String secret;

    public HandSigned(String action, String accessKey, String secret) {
        this.secret = secret;
        parameters.putAll(Map.of(
                "AccessKeyId", accessKey,
                "Action", action,
                "Format", "JSON",
                "RegionId", "cn-hangzhou",
                "SignatureMethod", "HMAC-SHA1",
                "SignatureNonce", UUID.randomUUID().toString(),
                "SignatureVersion", "1.0",
                "Version", "2019-04-30"));
        at(Instant.now());
    }

    HandSigned at(Instant date) {
        return with("Timestamp", date.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    public HandSigned with(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    HandSigned without(String name) {
        parameters.remove(name);
        return this;
    }

    HandSigned inPlace(String namespace) {
        return with("Namespace", namespace).with("GroupId", ClassicSdk.GROUP);
    }

    /** The path and query of a GET. */
    public String path() {
        return "/?" + query() + "&Signature=" + encode(signature("GET"));
    }

    /** A form for a POST to {@code /?} with the system parameters in the form too. */
    String form() {
        return query() + "&Signature=" + encode(signature("POST"));
    }

    private String signature(String method) {
        String stringToSign = method + "&%2F&" + encode(query());
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec((secret + "&").getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(stringToSign.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA1", e);
        }
    }

    private String query() {
        return parameters.entrySet().stream()
                .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
