package dev.carillon.standalone.demo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as the vendor's classic SDK does: HMAC-SHA1 over the method and every parameter of query and form. Written apart
 * from the gateway's check, so that no mistake can hide by being made on both sides.
 */
final class RpcSigner {

    private static final String ALGORITHM = "HmacSHA1";

    private RpcSigner() {}

    /** @param parameters those of query and form together, all but the signature */
    static String sign(String secret, String method, SortedMap<String, String> parameters) {
        String text = method + "&" + encode("/") + "&" + encode(pairs(parameters));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec((secret + "&").getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** The parameters as they stand in a query or a form. */
    static String pairs(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** RFC 3986, which differs from Java's form encoding in three characters. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
