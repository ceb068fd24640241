package dev.carillon.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One answer, ready to be written. */
public record HttpAnswer(int status, String contentType, byte[] body, Map<String, String> headers) {

    public static HttpAnswer of(int status, String contentType, String body) {
        return new HttpAnswer(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public HttpAnswer withHeaders(Map<String, String> more) {
        return new HttpAnswer(status, contentType, body, more);
    }
}
