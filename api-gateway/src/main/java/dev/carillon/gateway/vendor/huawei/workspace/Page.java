package dev.carillon.gateway.vendor.huawei.workspace;

import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.rest.RestValues;
import java.util.List;

/** The stretch of a list that a request asks for. */
record Page(int offset, int limit) {

    /** A limit of 0, which the desktop's SDK allows, counts as none. */
    static Page of(RestValues query, Field limit) {
        int asked = query.whole(limit, 0);
        return new Page(query.whole(Fields.OFFSET, 0), asked == 0 ? Guesses.PAGE_SIZE : asked);
    }

    <T> List<T> of(List<T> all) {
        int from = Math.min(offset, all.size());
        return all.subList(from, Math.min(all.size(), from + limit));
    }
}
