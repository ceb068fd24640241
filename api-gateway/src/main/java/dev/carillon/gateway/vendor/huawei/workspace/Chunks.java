package dev.carillon.gateway.vendor.huawei.workspace;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Asks the same of many, a bounded number at once. */
final class Chunks {

    private static final int AT_ONCE = 50;

    private Chunks() {}

    /** The answers in the order of the items. Fails with the first failure, and then asks no more than had begun. */
    static <T, R> Future<List<R>> each(List<T> items, Function<T, Future<R>> ask) {
        return next(items, 0, ask, new ArrayList<>(items.size()));
    }

    private static <T, R> Future<List<R>> next(List<T> items, int from, Function<T, Future<R>> ask, List<R> so) {
        if (from >= items.size()) {
            return Future.succeededFuture(so);
        }
        int to = Math.min(items.size(), from + AT_ONCE);
        List<Future<R>> chunk = items.subList(from, to).stream().map(ask).toList();
        return Future.all(chunk).compose(done -> {
            so.addAll(done.<R>list());
            return next(items, to, ask, so);
        });
    }
}
