package dev.carillon.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A job's fires with what became of each or will.
 *
 * @param answer as the API gives it, with the items of all pages; {@code nextCursor} where there are more
 */
public record Fires(ObjectNode answer) {

    /** Of one page, as the API has it. */
    private static final int PAGE_MAX = 1000;

    /**
     * Which fires.
     *
     * @param from the first nominal time that counts; empty: after now
     * @param until the first that no longer counts; empty: there is no end
     * @param max of them
     */
    public record Range(Optional<Instant> from, Optional<Instant> until, int max) {}

    /** Asks page by page. */
    public static Fires of(GatewayClient gateway, long job, Range range) throws InterruptedException {
        Map<String, String> query = new HashMap<>();
        range.from().ifPresent(from -> query.put("from", from.toString()));
        range.until().ifPresent(until -> query.put("until", until.toString()));
        ObjectNode all = page(gateway, job, query, range.max());
        while (all.has("nextCursor") && all.path("items").size() < range.max()) {
            query.put("cursor", all.path("nextCursor").asText());
            ObjectNode page =
                    page(gateway, job, query, range.max() - all.path("items").size());
            all.withArray("items").addAll((ArrayNode) page.path("items"));
            all.remove("nextCursor");
            if (page.has("nextCursor")) {
                all.set("nextCursor", page.get("nextCursor"));
            }
        }
        return new Fires(all);
    }

    private static ObjectNode page(GatewayClient gateway, long job, Map<String, String> query, int wanted)
            throws InterruptedException {
        query.put("count", Integer.toString(Math.min(PAGE_MAX, wanted)));
        return gateway.get("/jobs/" + job + "/fires", query);
    }

    /** For people: a line each, under what one has to know to read them. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("job " + answer.path("jobId").asText() + " is "
                + answer.path("condition").asText().toLowerCase(Locale.ROOT)
                + (answer.has("note") ? ": " + answer.path("note").asText() : ""));
        if (answer.has("knownFrom")) {
            lines.add("what became of fires is known from "
                    + answer.path("knownFrom").asText() + " on");
        }
        lines.add("");
        JsonNode items = answer.path("items");
        if (items.isEmpty()) {
            lines.add("no fires");
            return lines;
        }
        lines.add(row("NOMINAL", "DUE", "STATE", ""));
        items.forEach(fire -> lines.add(row(
                fire.path("nominalAt").asText(),
                fire.path("dueAt").asText(),
                fire.path("state").asText(),
                detail(fire))));
        return lines;
    }

    /** Whether the list ends before the range does. */
    public boolean more() {
        return answer.has("nextCursor");
    }

    private static String row(String nominal, String due, String state, String detail) {
        return String.format(Locale.ROOT, "%-24s  %-24s  %-11s  %s", nominal, due, state, detail)
                .stripTrailing();
    }

    private static String detail(JsonNode fire) {
        if (fire.has("executionId")) {
            return fire.path("status").asText() + " " + fire.path("executionId").asText();
        }
        if (fire.has("skip")) {
            return fire.at("/skip/reason").asText() + ": "
                    + fire.at("/skip/detail").asText();
        }
        return fire.has("calendar") ? "calendar " + fire.path("calendar").asText() : "";
    }
}
