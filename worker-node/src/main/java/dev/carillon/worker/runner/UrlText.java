package dev.carillon.worker.runner;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text within URLs. */
public final class UrlText {

    private UrlText() {}

    /** Percent-encodes all but RFC 3986's unreserved characters: right in a path segment and in a query alike. */
    public static String encode(String text) {
        return encodeForm(text).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    /** As a form's fields are encoded, with + for a blank; right in a query only. */
    public static String encodeForm(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
