package dev.carillon.standalone.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.audit.Finding;
import dev.carillon.audit.Finding.Kind;
import dev.carillon.audit.Lateness;
import dev.carillon.audit.Verdict;

/** A verdict for machines. Fields are added, never renamed; durations are whole milliseconds. */
public final class VerdictJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private VerdictJson() {}

    public static ObjectNode of(Verdict verdict) {
        ObjectNode json = JSON.createObjectNode();
        json.put("kept", verdict.isKept());
        json.put("status", verdict.status());
        json.put("from", verdict.question().from().toString());
        json.put("to", verdict.question().to().toString());
        json.put("asOf", verdict.question().asOf().toString());
        json.put("graceMs", verdict.question().grace().toMillis());
        json.put("lateLimitMs", verdict.question().lateLimit().toMillis());
        json.put("jobs", verdict.jobs());
        json.put("expected", verdict.expected());
        json.put("triggered", verdict.triggered());
        ObjectNode skipped = json.putObject("skipped");
        verdict.skipped().forEach(skipped::put);
        json.put("quarantined", verdict.quarantined());
        json.put("notYetDue", verdict.notYetDue());
        json.put("takenBack", verdict.takenBack());
        json.put("manual", verdict.manual());
        json.put("backfilled", verdict.backfilled());
        json.put("executions", verdict.executions());
        json.put("running", verdict.running());
        json.put("caughtUp", verdict.caughtUp());
        json.put("queued", verdict.queued());
        json.put("late", verdict.late());
        json.set("triggerLateness", lateness(verdict.triggers()));
        json.set("startLateness", lateness(verdict.starts()));
        for (Kind kind : Kind.values()) {
            json.put(name(kind), verdict.total(kind));
        }
        ArrayNode findings = json.putArray("findings");
        for (Kind kind : Kind.values()) {
            verdict.findings(kind).forEach(finding -> fill(findings.addObject(), finding));
        }
        verdict.unjudged().forEach(json.putArray("unjudged")::add);
        return json;
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case LOST -> "lost";
            case DOUBLED -> "doubled";
            case UNEXPLAINED -> "unexplained";
            case UNENDED -> "unended";
            case ENDED_TWICE -> "endedTwice";
        };
    }

    private static ObjectNode lateness(Lateness lateness) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode classes = json.putArray("classes");
        for (int index = 0; index <= Lateness.BOUNDS.size(); index++) {
            ObjectNode one = classes.addObject();
            if (index < Lateness.BOUNDS.size()) {
                one.put("upToMs", Lateness.BOUNDS.get(index).toMillis());
            }
            one.put("count", lateness.count(index));
        }
        json.put("maxMs", lateness.max().toMillis());
        return json;
    }

    private static void fill(ObjectNode json, Finding finding) {
        json.put("kind", name(finding.kind()));
        json.put("jobId", finding.jobId());
        json.put("nominal", finding.nominal().toString());
        json.put("what", finding.what());
        ArrayNode records = json.putArray("records");
        finding.records()
                .forEach(place ->
                        records.addObject().put("partition", place.partition()).put("offset", place.offset()));
    }
}
