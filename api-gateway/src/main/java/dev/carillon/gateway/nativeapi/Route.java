package dev.carillon.gateway.nativeapi;

import dev.carillon.gateway.http.HttpAnswer;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One operation of the native API.
 *
 * @param template as in the OpenAPI document, below {@code /api/v1}; may hold one {@code {id}}
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
        String[] around = template.split("\\{id}", 2);
        String pattern = around.length == 1
                ? Pattern.quote(template)
                : Pattern.quote(around[0]) + "([^/]+)" + Pattern.quote(around[1]);
        return new Route(method, template, Pattern.compile(pattern), changes, guard, handler);
    }

    /** The raw id of a path that fits, "" where the template has none; empty when the path does not fit. */
    Optional<String> match(String path) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(matcher.groupCount() == 0 ? "" : matcher.group(1));
    }
}
