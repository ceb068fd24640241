package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.Audit;
import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.ApiException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Job definitions. The names are those of the core in camel case; durations are whole milliseconds and end in {@code Ms},
 * instants are ISO-8601. What an answer holds may be sent back, but for {@code audit}: that is the scheduler's.
 */
final class JobJson {

    /** Where a field has another name here than in the core, because the name says the unit or the place. */
    private static final Map<String, String> NAMES = Map.of(
            "jitter", "jitterMs",
            "misfire.threshold", "misfire.thresholdMs",
            "misfire.catchUp", "misfire.catchUpMs",
            "retry.interval", "retry.intervalMs",
            "timeout.limit", "timeout.limitMs",
            "dataOffset", "dataOffsetMs",
            "task.http.connectTimeout", "task.http.connectTimeoutMs",
            "task.http.readTimeout", "task.http.readTimeoutMs",
            "task.http.check.status", "task.http.check.statusIs",
            "task.http.check.field", "task.http.check.jsonField.field");

    private final ScheduleJson schedules;
    private final SecretsJson secrets;

    JobJson(ScheduleJson schedules, SecretsJson secrets) {
        this.schedules = schedules;
        this.secrets = secrets;
    }

    /**
     * A definition as it was sent.
     *
     * @param revision that the sender has seen; 0 when the body does not say
     */
    record Sent(JobDefinition definition, long revision) {}

    /**
     * @param id that the job has or gets; a body may repeat it, not change it
     * @param stored whose secrets are kept where the body says so; empty when there is none
     * @throws ApiException INVALID, naming the field
     */
    Sent read(FieldReader json, JobId id, Optional<JobDefinition> stored) {
        long sentId = json.number("id", id.value());
        if (sentId != id.value()) {
            throw FieldReader.invalid("id", "is given by the path or by the server, leave it out");
        }
        if (json.has("audit")) {
            throw FieldReader.invalid("audit", "is written by the scheduler, leave it out");
        }
        if (json.has("pausedAt")) {
            throw FieldReader.invalid(
                    "pausedAt", "is written by the scheduler, leave it out; pause and resume the job");
        }
        long revision = json.number("revision", 0);
        if (revision < 0) {
            throw FieldReader.invalid("revision", "must not be negative");
        }
        try {
            JobDefinition definition = definition(json, id, stored);
            json.done();
            return new Sent(definition, revision);
        } catch (InvalidDefinitionException e) {
            throw renamed(e);
        }
    }

    private JobDefinition definition(FieldReader json, JobId id, Optional<JobDefinition> stored) {
        FieldReader task = json.object("task").orElseThrow(() -> FieldReader.invalid("task", "is missing"));
        return JobDefinition.builder(id, TaskJson.read(task))
                .name(json.text("name"))
                .namespace(json.text("namespace", "default"))
                .group(json.text("group", "default"))
                .description(json.text("description", ""))
                .labels(json.textMap("labels"))
                .enabled(json.flag("enabled", true))
                .schedule(schedules.read(json.object("schedule")))
                .bounds(TimesJson.bounds(json.object("bounds")))
                .jitter(json.millis("jitterMs", Duration.ZERO))
                .calendars(json.texts("calendars"))
                .parameters(json.text("parameters", ""))
                .dates(TimesJson.dates(json.object("dates"), schedules))
                .secrets(secrets.read(json, stored))
                .maxConcurrency(json.integer("maxConcurrency", 1))
                .overlap(PolicyJson.overlap(json.object("overlap")))
                .misfire(PolicyJson.misfire(json.object("misfire")))
                .retry(PolicyJson.retry(json.object("retry")))
                .timeout(PolicyJson.timeout(json.object("timeout")))
                .alerts(PolicyJson.alerts(json.object("alerts")))
                .priority(json.integer("priority", JobDefinition.DEFAULT_PRIORITY))
                .dataOffset(json.millis("dataOffsetMs", Duration.ZERO))
                .removeAfterRun(json.flag("removeAfterRun", false))
                .vendorFields(json.textMap("vendorFields"))
                .build();
    }

    private static ApiException renamed(InvalidDefinitionException e) {
        return FieldReader.invalid(nameOf(e), problemOf(e));
    }

    /** The field as it is called here. */
    static String nameOf(InvalidDefinitionException e) {
        return NAMES.getOrDefault(e.field(), e.field());
    }

    /** What is wrong with it, without its name. */
    static String problemOf(InvalidDefinitionException e) {
        String message = String.valueOf(e.getMessage());
        String prefix = e.field() + ": ";
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }

    static ObjectNode write(JobDefinition job) {
        ObjectNode json = StrictJson.object();
        json.put("id", job.id().value()).put("revision", job.revision());
        json.put("namespace", job.namespace()).put("group", job.group()).put("name", job.name());
        json.put("description", job.description());
        TaskJson.map(json.putObject("labels"), job.labels());
        json.put("enabled", job.enabled());
        ScheduleJson.write(json, job.schedule());
        TimesJson.write(json, job.bounds());
        json.put("jitterMs", job.jitter().toMillis());
        ArrayNode calendars = json.putArray("calendars");
        job.calendars().forEach(calendars::add);
        TaskJson.write(json.putObject("task"), job.task());
        json.put("parameters", job.parameters()).put("maxConcurrency", job.maxConcurrency());
        TimesJson.write(json, job.dates());
        SecretsJson.write(json, job.secrets());
        PolicyJson.write(json, job.misfire(), job.overlap());
        PolicyJson.write(json, job.retry(), job.timeout());
        PolicyJson.write(json, job.alerts());
        json.put("priority", job.priority())
                .put("dataOffsetMs", job.dataOffset().toMillis());
        json.put("removeAfterRun", job.removeAfterRun());
        if (job.pausedAt() != null) {
            json.put("pausedAt", job.pausedAt().toString());
        }
        TaskJson.map(json.putObject("vendorFields"), job.vendorFields());
        write(json.putObject("audit"), job.audit());
        return json;
    }

    static void write(ObjectNode json, Audit audit) {
        json.put("createdAt", audit.createdAt().toString()).put("createdBy", audit.createdBy());
        json.put("updatedAt", audit.updatedAt().toString()).put("updatedBy", audit.updatedBy());
    }
}
