package dev.carillon.kafka.codec;

import dev.carillon.core.job.AlertPolicy;
import dev.carillon.core.job.Audit;
import dev.carillon.core.job.DateVariables;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.MisfirePolicy;
import dev.carillon.core.job.OverlapPolicy;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TimeoutPolicy;
import dev.carillon.core.time.Bounds;
import dev.carillon.core.time.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Job definitions, as they stand in {@code jobs}, in commands, work and history.
 *
 * <p>What a user's own producer leaves out gets the default that the {@code .proto} file promises: namespace and group
 * {@code default}, {@code max_concurrency} 1, priority 5, every policy its default, an HTTP task GET with 3 s to
 * connect and 10 s to read. A fixed rate without anchor is read with anchor {@link java.time.Instant#EPOCH}: the shard
 * fills in the instant at which the job is created.
 */
public final class DefinitionCodec {

    private static final String DEFAULT_NAME = "default";

    /** What many jobs have alike. */
    private static final Interner<String> WORDS = new Interner<>();

    private static final Interner<Map<String, String>> MAPS = new Interner<>();
    private static final Interner<Bounds> BOUNDS = new Interner<>();

    private DefinitionCodec() {}

    public static byte[] encode(JobDefinition definition) {
        return toProto(definition).toByteArray();
    }

    /**
     * Reads the value of a record.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static JobDefinition decode(byte @Nullable [] bytes) {
        return fromProto(Fields.parse(dev.carillon.proto.v1.JobDefinition.parser(), "JobDefinition", bytes));
    }

    public static dev.carillon.proto.v1.JobDefinition toProto(JobDefinition definition) {
        Audit audit = definition.audit();
        var wire = dev.carillon.proto.v1.JobDefinition.newBuilder()
                .setId(definition.id().value())
                .setRevision(definition.revision())
                .setNamespace(definition.namespace())
                .setGroup(definition.group())
                .setName(definition.name())
                .setDescription(definition.description())
                .putAllLabels(definition.labels())
                .setEnabled(definition.enabled())
                .setSchedule(ScheduleCodec.toProto(definition.schedule()))
                .setTask(TaskCodec.toProto(definition.task()))
                .setParameters(definition.parameters())
                .setMaxConcurrency(definition.maxConcurrency())
                .setJitterMs(definition.jitter().toMillis())
                .addAllCalendars(definition.calendars())
                .setPausedAtMs(Fields.ms(definition.pausedAt()))
                .setPriority(definition.priority())
                .setDataOffsetMs(definition.dataOffset().toMillis())
                .setRemoveAfterRun(definition.removeAfterRun())
                .putAllVendorFields(definition.vendorFields())
                .setCreatedAtMs(Fields.ms(audit.createdAt()))
                .setCreatedBy(audit.createdBy())
                .setUpdatedAtMs(Fields.ms(audit.updatedAt()))
                .setUpdatedBy(audit.updatedBy())
                .setFromMs(Fields.ms(definition.bounds().from()))
                .setUntilMs(Fields.ms(definition.bounds().until()))
                .putAllSecrets(definition.secrets());
        addDates(wire, definition.dates());
        addPolicies(wire, definition);
        return wire.build();
    }

    /** What is the default is left out: most jobs have no policy of their own, and each would be a message to read. */
    private static void addPolicies(dev.carillon.proto.v1.JobDefinition.Builder wire, JobDefinition definition) {
        if (!definition.overlap().equals(OverlapPolicy.SKIP)) {
            wire.setOverlap(PolicyCodec.toProto(definition.overlap()));
        }
        if (!definition.misfire().equals(MisfirePolicy.DEFAULT)) {
            wire.setMisfire(PolicyCodec.toProto(definition.misfire()));
        }
        if (!definition.alerts().equals(AlertPolicy.NONE)) {
            wire.setAlerts(PolicyCodec.toProto(definition.alerts()));
        }
        addRunPolicies(wire, definition);
    }

    private static void addRunPolicies(dev.carillon.proto.v1.JobDefinition.Builder wire, JobDefinition definition) {
        if (!definition.retry().equals(RetryPolicy.NONE)) {
            wire.setRetry(PolicyCodec.toProto(definition.retry()));
        }
        if (!definition.timeout().equals(TimeoutPolicy.NONE)) {
            wire.setTimeout(PolicyCodec.toProto(definition.timeout()));
        }
    }

    /**
     * What a worker needs of a definition: what to run, for how long, and what the run can ask about its job. When the
     * job fires, and what becomes of fires that are missed or too many, has been decided where this is sent; it would be
     * a third of every piece of work, and a cron expression to read for each.
     */
    static dev.carillon.proto.v1.JobDefinition forWork(JobDefinition definition) {
        var wire = dev.carillon.proto.v1.JobDefinition.newBuilder()
                .setId(definition.id().value())
                .setRevision(definition.revision())
                .setNamespace(definition.namespace())
                .setGroup(definition.group())
                .setName(definition.name())
                .setEnabled(definition.enabled())
                .setTask(TaskCodec.toProto(definition.task()))
                .setParameters(definition.parameters())
                .setPriority(definition.priority())
                .setDataOffsetMs(definition.dataOffset().toMillis())
                .setCreatedBy(definition.audit().createdBy())
                .putAllSecrets(definition.secrets());
        addDates(wire, definition.dates());
        addRunPolicies(wire, definition);
        return wire.build();
    }

    private static void addDates(dev.carillon.proto.v1.JobDefinition.Builder wire, DateVariables dates) {
        if (dates.active()) {
            wire.setDates(dev.carillon.proto.v1.DateVariables.newBuilder()
                    .putAllNamed(dates.named())
                    .setZone(dates.zone().getId()));
        }
    }

    /**
     * Checks a message and makes a value of it.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static JobDefinition fromProto(dev.carillon.proto.v1.JobDefinition wire) {
        JobId id = Fields.jobId("id", wire.getId());
        Schedule schedule = ScheduleCodec.fromProto(wire.getSchedule());
        Task task = TaskCodec.fromProto(wire.getTask());
        OverlapPolicy overlap = wire.hasOverlap() ? PolicyCodec.fromProto(wire.getOverlap()) : OverlapPolicy.SKIP;
        MisfirePolicy misfire = wire.hasMisfire() ? PolicyCodec.fromProto(wire.getMisfire()) : MisfirePolicy.DEFAULT;
        RetryPolicy retry = wire.hasRetry() ? PolicyCodec.fromProto(wire.getRetry()) : RetryPolicy.NONE;
        TimeoutPolicy timeout = wire.hasTimeout() ? PolicyCodec.fromProto(wire.getTimeout()) : TimeoutPolicy.NONE;
        AlertPolicy alerts = wire.hasAlerts() ? PolicyCodec.fromProto(wire.getAlerts()) : AlertPolicy.NONE;
        Bounds bounds = bounds(wire);
        return Fields.checked(() -> JobDefinition.builder(id, task)
                .revision(Fields.atLeast("revision", 0, wire.getRevision()))
                .namespace(orDefault(wire.getNamespace()))
                .group(orDefault(wire.getGroup()))
                .name(wire.getName())
                .description(wire.getDescription())
                .labels(MAPS.intern(Map.copyOf(wire.getLabelsMap())))
                .enabled(wire.getEnabled())
                .schedule(schedule)
                .bounds(bounds)
                .parameters(WORDS.intern(wire.getParameters()))
                .dates(dates(wire))
                .secrets(wire.getSecretsMap())
                .maxConcurrency(wire.getMaxConcurrency() == 0 ? 1 : wire.getMaxConcurrency())
                .jitter(Duration.ofMillis(wire.getJitterMs()))
                .calendars(wire.getCalendarsList())
                .overlap(overlap)
                .pausedAt(Fields.optionalInstant("pausedAt", wire.getPausedAtMs()))
                .misfire(misfire)
                .retry(retry)
                .timeout(timeout)
                .alerts(alerts)
                .priority(wire.getPriority() == 0 ? JobDefinition.DEFAULT_PRIORITY : wire.getPriority())
                .dataOffset(Duration.ofMillis(wire.getDataOffsetMs()))
                .removeAfterRun(wire.getRemoveAfterRun())
                .vendorFields(MAPS.intern(Map.copyOf(wire.getVendorFieldsMap())))
                .audit(audit(wire))
                .build());
    }

    private static Bounds bounds(dev.carillon.proto.v1.JobDefinition wire) {
        if (wire.getFromMs() == 0 && wire.getUntilMs() == 0) {
            return Bounds.NONE;
        }
        return BOUNDS.intern(Fields.checked(
                "until",
                () -> new Bounds(
                        Fields.optionalInstant("from", wire.getFromMs()),
                        Fields.optionalInstant("until", wire.getUntilMs()))));
    }

    private static DateVariables dates(dev.carillon.proto.v1.JobDefinition wire) {
        return wire.hasDates()
                ? DateVariables.in(
                        ScheduleCodec.zone("dates.zone", wire.getDates().getZone()),
                        wire.getDates().getNamedMap())
                : DateVariables.NONE;
    }

    private static Audit audit(dev.carillon.proto.v1.JobDefinition wire) {
        Instant created = Fields.instant("createdAt", wire.getCreatedAtMs());
        Instant updated = Fields.instant("updatedAt", wire.getUpdatedAtMs());
        return new Audit(
                created,
                WORDS.intern(wire.getCreatedBy()),
                updated.equals(created) ? created : updated, // Most jobs never change: one object less for each.
                WORDS.intern(wire.getUpdatedBy()));
    }

    private static String orDefault(String value) {
        return value.isEmpty() ? DEFAULT_NAME : WORDS.intern(value);
    }
}
