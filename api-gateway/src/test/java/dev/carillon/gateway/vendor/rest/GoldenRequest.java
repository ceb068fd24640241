package dev.carillon.gateway.vendor.rest;

import dev.carillon.gateway.http.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/** A request that a vendor's own SDK sent, and the same with parts of it changed. */
public record GoldenRequest(HttpCall call) {

    /** @param name of the captured file, without its ending */
    public static GoldenRequest load(String name) {
        String text = new String(bytes("/captured/" + name + ".http"), StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n");
        List<String> lines = text.substring(0, headEnd).lines().toList();
        String[] start = lines.getFirst().split(" ", 3);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        String rest = text.substring(headEnd + 4);
        String body = headers.containsKey("transfer-encoding") ? unchunked(rest) : rest;
        int question = start[1].indexOf('?');
        return new GoldenRequest(new HttpCall(
                start[0],
                question < 0 ? start[1] : start[1].substring(0, question),
                question < 0 ? "" : start[1].substring(question + 1),
                headers,
                body.getBytes(StandardCharsets.ISO_8859_1),
                "127.0.0.1"));
    }

    public HttpCall method(String method) {
        return new HttpCall(method, call.path(), call.query(), call.headers(), call.body(), call.remoteAddress());
    }

    public HttpCall path(String path) {
        return new HttpCall(call.method(), path, call.query(), call.headers(), call.body(), call.remoteAddress());
    }

    public HttpCall query(String query) {
        return new HttpCall(call.method(), call.path(), query, call.headers(), call.body(), call.remoteAddress());
    }

    public HttpCall body(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        return new HttpCall(call.method(), call.path(), call.query(), call.headers(), bytes, call.remoteAddress());
    }

    /** With these values of a header in place of its own; with none, without it. */
    public HttpCall header(String name, String... values) {
        return renamed(name, name, values);
    }

    /** Gives to each consumer call one single bit of method, path, query, body and these headers changed. */
    public void eachFlip(List<String> headers, Consumer<HttpCall> changed) {
        flip(call.method(), this::method, changed);
        flip(call.path(), this::path, changed);
        flip(call.query(), this::query, changed);
        flip(new String(call.body(), StandardCharsets.ISO_8859_1), this::body, changed);
        for (String name : headers) {
            String value = call.header(name).orElseThrow();
            flip(value, flipped -> header(name, flipped), changed);
            flip(name, flipped -> renamed(name, flipped, value), changed);
        }
    }

    private HttpCall renamed(String name, String newName, String... values) {
        Map<String, List<String>> headers = new LinkedHashMap<>(call.headers());
        headers.remove(name);
        if (values.length > 0) {
            headers.put(newName, List.of(values));
        }
        return new HttpCall(call.method(), call.path(), call.query(), headers, call.body(), call.remoteAddress());
    }

    private static void flip(String text, Function<String, HttpCall> change, Consumer<HttpCall> changed) {
        for (int at = 0; at < text.length(); at++) {
            for (int bit = 0; bit < 8; bit++) {
                char flipped = (char) (text.charAt(at) ^ 1 << bit);
                changed.accept(change.apply(text.substring(0, at) + flipped + text.substring(at + 1)));
            }
        }
    }

    private static String unchunked(String chunked) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (true) {
            int lineEnd = chunked.indexOf("\r\n", at);
            int length = Integer.parseInt(chunked.substring(at, lineEnd), 16);
            if (length == 0) {
                return body.toString();
            }
            body.append(chunked, lineEnd + 2, lineEnd + 2 + length);
            at = lineEnd + 2 + length + 2;
        }
    }

    private static byte[] bytes(String path) {
        try (InputStream in = Objects.requireNonNull(GoldenRequest.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
