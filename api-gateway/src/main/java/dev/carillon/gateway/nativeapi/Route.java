package dev.carillon.gateway.nativeapi;

import dev.carillon.gateway.http.HttpAnswer;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One operation of the native API.
 *
 * @param template as in the OpenAPI document, below {@code /api/v1}; may hold an {@code {id}}, and then one of its parts
 * @param changes refused to keys that may only read
 * @param guard runs before the handler; named by every route, so that none is open by oversight
 */
record Route(String method, String template, Pattern pattern, boolean changes, Guard guard, Handler handler) {

    /** Decides whether the caller may go on; fails with what it is told otherwise. */
    @FunctionalInterface
    interface Guard {
        Future<Void> admit(NativeCall call);
    }

    /** Serves a request; may throw what it could also fail with. */
    @FunctionalInterface
    interface Handler {
        Future<HttpAnswer> handle(NativeCall call);
    }

    static Route reads(String method, String template, Guard guard, Handler handler) {
        return of(method, template, false, guard, handler);
    }

    static Route changes(String method, String template, Guard guard, Handler handler) {
        return of(method, template, true, guard, handler);
    }

    private static Route of(String method, String template, boolean changes, Guard guard, Handler handler) {
        String pattern = Arrays.stream(template.split("\\{\\w+}", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("([^/]+)"));
        return new Route(method, template, Pattern.compile(pattern), changes, guard, handler);
    }

    /** What stands in the place of the template's names, raw; empty when the path does not fit. */
    Optional<List<String>> match(String path) {
        Matcher matcher = pattern.matcher(path);
        return matcher.matches()
                ? Optional.of(IntStream.rangeClosed(1, matcher.groupCount())
                        .mapToObj(matcher::group)
                        .toList())
                : Optional.empty();
    }
}
