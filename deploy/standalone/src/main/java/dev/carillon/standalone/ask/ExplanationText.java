package dev.carillon.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Why a job fired or did not, for people: the verdict, the sentence, and the facts it rests on. */
public final class ExplanationText {

    private ExplanationText() {}

    /** @param why as {@code /jobs/ID/explain} answers */
    public static List<String> lines(JsonNode why) {
        List<String> lines = new ArrayList<>();
        lines.add("job " + text(why, "jobId") + " at " + text(why, "at") + ": " + text(why, "verdict"));
        lines.add(text(why, "sentence"));
        lines.add("");
        lines.add(row("in force", inForce(why.path("inForce"))));
        if (why.has("fire")) {
            lines.add(row("due", text(why.path("fire"), "dueAt")));
        }
        if (why.has("execution")) {
            lines.add(row("execution", execution(why.path("execution"))));
        }
        if (why.has("skip")) {
            lines.add(row("skipped", skip(why.path("skip"))));
        }
        if (why.has("calendar")) {
            lines.add(row("calendar", text(why, "calendar")));
        }
        why.path("backfills").forEach(run -> lines.add(row("backfill", execution(run))));
        neighbour("before", why, lines);
        neighbour("after", why, lines);
        if (why.has("knownFrom")) {
            lines.add(row("known from", text(why, "knownFrom")));
        }
        if (why.has("audit")) {
            lines.add(row("ask the log", text(why, "audit")));
        }
        return lines;
    }

    private static String inForce(JsonNode stretch) {
        StringJoiner parts = new StringJoiner(", ");
        parts.add(text(stretch, "condition").toLowerCase(Locale.ROOT));
        if (stretch.has("revision")) {
            parts.add("revision " + text(stretch, "revision") + " since " + text(stretch, "since"));
        }
        if (stretch.has("through")) {
            parts.add("until " + text(stretch, "through"));
        }
        if (stretch.has("change")) {
            parts.add(text(stretch, "change").toLowerCase(Locale.ROOT) + by(text(stretch, "by")));
        }
        return parts.toString();
    }

    private static String by(String who) {
        return who.isEmpty() ? "" : " by " + who;
    }

    private static String execution(JsonNode execution) {
        StringJoiner parts = new StringJoiner(", ");
        parts.add(text(execution, "id") + " " + text(execution, "status"));
        if (execution.has("startedAt")) {
            parts.add("started " + text(execution, "startedAt") + " on " + text(execution, "worker"));
        }
        if (execution.has("endedAt")) {
            parts.add("ended " + text(execution, "endedAt"));
        }
        return parts.toString();
    }

    private static String skip(JsonNode skip) {
        String range = skip.path("count").asLong() > 1
                ? ", one of " + text(skip, "count") + " from " + text(skip, "firstAt") + " to " + text(skip, "lastAt")
                : "";
        return text(skip, "reason") + range + ", decided " + text(skip, "decidedAt");
    }

    private static void neighbour(String which, JsonNode why, List<String> lines) {
        if (why.has(which)) {
            JsonNode fire = why.path(which);
            lines.add(row(which, text(fire, "nominalAt") + " " + text(fire, "state")));
        }
    }

    private static String row(String what, String value) {
        return String.format(Locale.ROOT, "  %-13s%s", what, value);
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asText();
    }
}
