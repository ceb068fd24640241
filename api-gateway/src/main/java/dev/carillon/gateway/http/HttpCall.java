package dev.carillon.gateway.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request, read completely and otherwise as it arrived.
 *
 * @param path raw, still percent-encoded
 * @param query raw, without the question mark; empty when there is none
 * @param headers by lower-case name, values in order
 */
public record HttpCall(
        String method,
        String path,
        String query,
        Map<String, List<String>> headers,
        byte[] body,
        String remoteAddress) {

    /** The first value of a header, by any case. */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }
}
