package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.OnDemand;
import dev.carillon.gateway.fires.ClockChange;
import dev.carillon.gateway.fires.Explanation;
import dev.carillon.gateway.fires.FireView;
import dev.carillon.gateway.fires.Preview;
import dev.carillon.gateway.fires.Timeline;
import dev.carillon.gateway.fires.Timeline.Stretch;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.JobPast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Fires and explanations as JSON; what does not apply is left out. */
final class FiresJson {

    private static final Duration AUDIT_AROUND = Duration.ofMinutes(1);

    private FiresJson() {}

    static ObjectNode of(List<Preview.Planned> fires) {
        ObjectNode json = StrictJson.object();
        ArrayNode items = json.putArray("items");
        for (Preview.Planned fire : fires) {
            ObjectNode item = items.addObject().put("nominalAt", fire.nominal().toString());
            item.put("state", fire.calendar().isEmpty() ? "PLANNED" : "EXCLUDED");
            fire.calendar().ifPresent(name -> item.put("calendar", name));
        }
        return json;
    }

    static ObjectNode of(JobId id, JobPast past, List<FireView> fires) {
        Stretch now = Timeline.of(past).last();
        ObjectNode json = StrictJson.object().put("jobId", id.value());
        stretch(json, now);
        note(now).ifPresent(note -> json.put("note", note));
        ArrayNode items = json.putArray("items");
        fires.forEach(fire -> items.add(fire(fire)));
        past.knownFrom().ifPresent(from -> json.put("knownFrom", from.toString()));
        return json;
    }

    /** What one has to know to read the list aright. */
    private static Optional<String> note(Stretch now) {
        JobDefinition definition = now.definition();
        return switch (now.condition()) {
            case DISABLED -> Optional.of("the job is disabled: what lies ahead would fire if it were enabled");
            case PAUSED -> Optional.of("the job is paused: what lies ahead would fire if it were resumed");
            case QUARANTINED ->
                Optional.of("the job is quarantined: what lies ahead would fire if its definition were replaced");
            case DELETED -> Optional.of("the job is deleted: nothing lies ahead");
            case ACTIVE ->
                definition == null
                        ? Optional.empty()
                        : switch (definition.schedule()) {
                            case FixedDelay delay ->
                                Optional.of("each fire follows the end of a run, so none can be foretold");
                            case OnDemand demand ->
                                Optional.of("the job has no schedule: it runs when it is triggered");
                            default -> Optional.empty();
                        };
            case ABSENT, UNKNOWN -> Optional.empty();
        };
    }

    private static void stretch(ObjectNode json, Stretch stretch) {
        json.put("condition", stretch.condition().name());
        JobDefinition definition = stretch.definition();
        if (definition == null) {
            return;
        }
        json.put("revision", definition.revision()).put("since", stretch.after().toString());
        if (!stretch.through().equals(Timeline.END)) {
            json.put("through", stretch.through().toString());
        }
        if (stretch.kind() != null) {
            json.put("change", stretch.kind().name());
        }
        json.put("by", stretch.by());
    }

    private static ObjectNode fire(FireView fire) {
        ObjectNode json = StrictJson.object()
                .put("nominalAt", fire.nominal().toString())
                .put("dueAt", fire.due().toString())
                .put("state", fire.state().name());
        if (fire.revision() > 0) {
            json.put("revision", fire.revision());
        }
        fire.execution()
                .ifPresent(execution -> json.put("executionId", execution.id().toString())
                        .put("status", execution.status().name()));
        fire.skip().ifPresent(skip -> json.set("skip", ViewJson.skipped(skip)));
        fire.calendar().ifPresent(name -> json.put("calendar", name));
        return json;
    }

    static ObjectNode of(JobId id, Explanation why, Instant now) {
        ObjectNode json = StrictJson.object()
                .put("jobId", id.value())
                .put("at", why.at().toString())
                .put("verdict", why.verdict().name())
                .put("sentence", why.sentence(now));
        stretch(json.putObject("inForce"), why.stretch());
        why.due()
                .ifPresent(due -> json.putObject("fire")
                        .put("nominalAt", why.at().toString())
                        .put("dueAt", due.toString()));
        why.lateBy().ifPresent(late -> json.put("lateByMs", late.toMillis()));
        why.execution().ifPresent(execution -> json.set("execution", ViewJson.execution(execution)));
        if (why.ahead() > 0) {
            json.put("ahead", why.ahead());
        }
        why.skip().ifPresent(skip -> json.set("skip", ViewJson.skipped(skip)));
        why.calendar().ifPresent(name -> json.put("calendar", name));
        why.clocks().ifPresent(change -> json.set("clocks", clocks(change)));
        if (!why.backfills().isEmpty()) {
            ArrayNode backfills = json.putArray("backfills");
            why.backfills().forEach(run -> backfills.add(ViewJson.execution(run)));
        }
        why.before().ifPresent(fire -> json.set("before", fire(fire)));
        why.after().ifPresent(fire -> json.set("after", fire(fire)));
        why.knownFrom().ifPresent(from -> json.put("knownFrom", from.toString()));
        if (why.verdict().callsForAudit()) {
            json.put(
                    "audit",
                    "bin/carillon audit --from " + why.at().minus(AUDIT_AROUND) + " --to "
                            + why.at().plus(AUDIT_AROUND));
        }
        return json;
    }

    private static ObjectNode clocks(ClockChange change) {
        ObjectNode json = StrictJson.object()
                .put("effect", change.effect().name())
                .put("rule", change.rule())
                .put("zone", change.zone().getId())
                .put("changeAt", change.at().toString())
                .put("changeMs", change.size().toMillis())
                .put("localTime", change.local().toString());
        change.firesAt().ifPresent(instant -> json.put("firesAt", instant.toString()));
        return json;
    }
}
