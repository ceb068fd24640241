package dev.carillon.gateway.vendor.huawei.roma;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.vendor.rest.RestAnswer;
import dev.carillon.gateway.vendor.rest.RestValues;
import java.util.List;
import java.util.function.Function;

/**
 * Which part of a list is asked for.
 *
 * @param skip how many entries lie before it
 * @param limit how many it has at most
 */
record Page(int skip, int limit) {

    private static final int MAX_MONITORED = 999;

    /** Of the task list: offset counts from 0. */
    static Page ofTasks(RestValues query) {
        int offset = query.whole(RomaFields.OFFSET, 0);
        return new Page(Math.max(0, offset), query.whole(RomaFields.LIMIT, Guesses.DEFAULT_LIMIT));
    }

    /** Of the monitoring lists: offset is a position and counts from 1, 0 is taken for 1, as the vendor's page has it. */
    static Page ofMonitoring(RestValues query) {
        int offset = query.whole(RomaFields.MONITOR_OFFSET, 1);
        int limit = query.whole(RomaFields.MONITOR_PAGE_LIMIT, Guesses.DEFAULT_LIMIT);
        return new Page(Math.max(1, offset) - 1, Math.min(limit, MAX_MONITORED));
    }

    <T> List<T> of(List<T> all) {
        int from = Math.min(skip, all.size());
        return all.subList(from, (int) Math.min((long) from + limit, all.size()));
    }

    /** @param total how many entries the whole list has */
    static <T> HttpAnswer answer(int total, List<T> page, Function<T, ObjectNode> entry) {
        ObjectNode json = StrictJson.object().put("total", total).put("size", page.size());
        ArrayNode entities = json.putArray("entities");
        page.forEach(one -> entities.add(entry.apply(one)));
        return RestAnswer.json(200, json);
    }
}
