package dev.carillon.gateway.vendor.aliyun.schedulerx;

import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TaskKind;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OneTime;
import dev.carillon.core.time.Schedule;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.aliyun.ActionRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * CreateJob and UpdateJob against {@link JobDefinition}. An update reads what was sent on top of the job as it is; a
 * creation does the same on top of the vendor's defaults.
 */
final class JobMapping {

    private final TimeMapping times;

    JobMapping(TimeMapping times) {
        this.times = times;
    }

    /** @throws BusinessException naming the first parameter that is not allowed */
    JobDefinition create(ActionRequest request, JobId id, Instant now) {
        try {
            TaskKind kind = TaskMapping.kind(request.given(Fields.JOB_TYPE).orElseThrow());
            Task task = TaskMapping.parse(
                    kind,
                    request.text(Fields.CLASS_NAME).orElse(""),
                    request.text(Fields.CONTENT).orElse(""));
            JobDefinition defaults = JobDefinition.builder(id, task)
                    .namespace(request.given(Fields.NAMESPACE).orElseThrow())
                    .group(request.given(Fields.GROUP_ID).orElseThrow())
                    .enabled(request.whole(Fields.STATUS, 1) == 1)
                    .retry(PolicyMapping.DEFAULT_RETRY)
                    .timeout(PolicyMapping.DEFAULT_TIMEOUT_POLICY)
                    .alerts(PolicyMapping.DEFAULT_ALERTS)
                    .build();
            return merge(request, defaults, task, now);
        } catch (InvalidDefinitionException e) {
            throw BusinessException.of(e);
        }
    }

    /** @throws BusinessException naming the first parameter that is not allowed */
    JobDefinition update(ActionRequest request, JobDefinition job, Instant now) {
        try {
            Task task = TaskMapping.change(job.task(), request.text(Fields.CLASS_NAME), request.text(Fields.CONTENT));
            return merge(request, job, task, now);
        } catch (InvalidDefinitionException e) {
            throw BusinessException.of(e);
        }
    }

    private JobDefinition merge(ActionRequest request, JobDefinition base, Task task, Instant now) {
        TaskMapping.checkAttributes(task.kind(), request.text(Fields.X_ATTRS).orElse(""));
        Schedule schedule = schedule(request, base, now);
        return base.toBuilder()
                .name(request.text(Fields.NAME).orElse(base.name()))
                .description(request.text(Fields.DESCRIPTION).orElse(base.description()))
                .parameters(request.text(Fields.PARAMETERS).orElse(base.parameters()))
                .task(task)
                .schedule(schedule)
                .removeAfterRun(schedule.equals(base.schedule()) ? base.removeAfterRun() : schedule instanceof OneTime)
                .maxConcurrency(request.whole(Fields.MAX_CONCURRENCY, base.maxConcurrency()))
                .priority(request.whole(Fields.PRIORITY, base.priority()))
                .dataOffset(request.whole(Fields.DATA_OFFSET)
                        .map(JobMapping::dataOffset)
                        .orElse(base.dataOffset()))
                .retry(PolicyMapping.retry(request, base.retry()))
                .timeout(PolicyMapping.timeout(request, base.timeout()))
                .alerts(PolicyMapping.alerts(request, base.alerts()))
                .vendorFields(vendorFields(request, base, task))
                .build();
    }

    private Schedule schedule(ActionRequest request, JobDefinition base, Instant now) {
        boolean asked = request.text(Fields.TIME_TYPE).isPresent()
                || request.text(Fields.TIME_EXPRESSION).isPresent()
                || request.text(Fields.TIMEZONE).isPresent();
        if (!asked) {
            return base.schedule();
        }
        TimeMapping.Setting so = times.of(base);
        TimeType type =
                request.whole(Fields.TIME_TYPE).map(TimeMapping::parseType).orElse(so.type());
        String otherwise = type == so.type() ? so.expression() : "";
        TimeMapping.Setting setting = new TimeMapping.Setting(
                type,
                request.text(Fields.TIME_EXPRESSION).orElse(otherwise),
                request.text(Fields.TIMEZONE).map(times::parseZone).orElse(so.zone()));
        if (type == TimeType.CRON
                && base.schedule() instanceof CronSchedule old
                && old.expression().toString().equals(setting.expression())) {
            // The native API may have made it, in a dialect that this one would misread.
            return new CronSchedule(old.expression(), setting.zone(), old.dst());
        }
        Schedule wanted = TimeMapping.parse(setting, now);
        boolean sameRate = wanted instanceof FixedRate rate
                && base.schedule() instanceof FixedRate old
                && rate.period().equals(old.period());
        // The same rate asked for again goes on in its old rhythm.
        return sameRate ? base.schedule() : wanted;
    }

    private static Duration dataOffset(long seconds) {
        return Duration.ofSeconds(Guesses.DATA_OFFSET_SIGN * seconds);
    }

    private static Map<String, String> vendorFields(ActionRequest request, JobDefinition base, Task task) {
        StoredFields stored = StoredFields.of(base);
        for (Field field : request.action().fields()) {
            if (field.treatment() == Field.Treatment.STORED) {
                request.text(field).ifPresent(value -> stored.put(field, value));
            }
        }
        // Honoured, and yet kept as they were written: the native form says the same in other words, or nothing.
        request.text(Fields.TIMEZONE).ifPresent(value -> stored.put(Fields.TIMEZONE, value));
        request.text(Fields.TIME_TYPE).ifPresent(value -> stored.put(Fields.TIME_TYPE, value));
        request.text(Fields.TIME_EXPRESSION).ifPresent(value -> stored.put(Fields.TIME_EXPRESSION, value));
        request.text(Fields.CONTENT).ifPresent(value -> stored.put(Fields.CONTENT, value));
        if (task.kind() != TaskKind.JAVA) {
            request.text(Fields.CLASS_NAME).ifPresent(value -> stored.put(Fields.CLASS_NAME, value));
        }
        return stored.toMap();
    }
}
