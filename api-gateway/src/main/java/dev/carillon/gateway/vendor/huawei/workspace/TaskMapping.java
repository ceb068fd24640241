package dev.carillon.gateway.vendor.huawei.workspace;

import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.WorkspaceTemplates;
import dev.carillon.gateway.vendor.ApiLabel;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.rest.RestValues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A task against {@link JobDefinition}: a plan whose steps are the targets and run, all of them, what the settings bind to the
 * type of the task. That is copied into the job whenever the job is written, so a change of the setting reaches a task with
 * its next update.
 */
final class TaskMapping {

    private static final int MAX_NAME = 64;

    private final WorkspaceTemplates templates;
    private final Times times;

    TaskMapping(WorkspaceTemplates templates, Times times) {
        this.templates = templates;
        this.times = times;
    }

    /** @throws ApiException naming the field that is not allowed */
    JobDefinition create(Family family, String project, RestValues body, JobId id, Instant now) {
        StoredFields stored = StoredFields.none().with(body);
        countFrom(stored, now);
        Task.Plan plan = plan(family, stored, need(Fields.TASK_TYPE, stored), Target.read(body, family));
        JobDefinition.Builder builder = JobDefinition.builder(id, plan)
                .namespace(project)
                .labels(Map.of(ApiLabel.NAME, WorkspaceProduct.NAME, Family.LABEL, family.label()));
        schedule(builder, stored, now);
        return written(builder, body, stored);
    }

    /**
     * What was sent replaces what was there; all else stays.
     *
     * @throws ApiException naming the field that is not allowed
     */
    JobDefinition update(Family family, RestValues body, JobDefinition job, Instant now) {
        StoredFields stored = StoredFields.of(job).with(body);
        if (stored.text(StoredFields.COUNTED_FROM).isEmpty()) {
            countFrom(stored, now);
        }
        List<Target> targets = body.has(family.targets()) ? Target.read(body, family) : Target.of(job);
        Task template = body.given(Fields.TASK_TYPE).isPresent()
                ? need(Fields.TASK_TYPE, stored)
                : bound(stored).orElseGet(() -> templateOf(job));
        JobDefinition.Builder builder = job.toBuilder().task(plan(family, stored, template, targets));
        // Where nothing of it changes, a fire that is due this moment must not be lost, nor a past one be in the way.
        if (!stored.hasScheduleOf(StoredFields.of(job))) {
            schedule(builder, stored, now);
        }
        return written(builder, body, stored);
    }

    private void schedule(JobDefinition.Builder builder, StoredFields stored, Instant now) {
        Timing timing = Timing.of(stored, times);
        timing.requireFuture(now, times.zone(stored));
        stored.put(StoredFields.TASK_CRON, timing.cron());
        builder.schedule(timing.owedAfter(now)).bounds(timing.bounds());
    }

    /** What says when a task with these fields would be due. @throws ApiException naming time_zone */
    StoredFields scheduleOnly(RestValues body, Instant now) {
        StoredFields stored = StoredFields.none().with(body);
        countFrom(stored, now);
        return stored;
    }

    private void countFrom(StoredFields stored, Instant now) {
        stored.put(
                StoredFields.COUNTED_FROM,
                Times.date(now.atZone(times.zone(stored)).toLocalDate()));
    }

    private static JobDefinition written(JobDefinition.Builder builder, RestValues body, StoredFields stored) {
        body.text(Fields.TASK_NAME).ifPresent(name -> builder.name(characters(Fields.TASK_NAME, name, 1, MAX_NAME)));
        body.text(Fields.DESCRIPTION)
                .ifPresent(
                        text -> builder.description(characters(Fields.DESCRIPTION, text, 0, Guesses.MAX_DESCRIPTION)));
        body.text(Fields.EXTRA_PARAMS).ifPresent(builder::parameters);
        body.flag(Fields.IS_ENABLE).or(() -> body.flag(Fields.ENABLE)).ifPresent(builder::enabled);
        try {
            return builder.vendorFields(stored.toMap()).build();
        } catch (InvalidDefinitionException e) {
            throw new ApiException(ApiError.invalid(e.field(), String.valueOf(e.getMessage())));
        }
    }

    private static Task.Plan plan(Family family, StoredFields stored, Task template, List<Target> targets) {
        Map<String, String> common = new TreeMap<>();
        common.put("task_type", stored.text(Fields.TASK_TYPE));
        common.put("force", Boolean.toString(stored.flag(family.force())));
        if (family == Family.DESKTOPS) {
            String wait = stored.text(Fields.WAIT_TIME);
            common.put("wait_time", wait.isEmpty() ? "0" : wait);
        }
        List<Task.Step> steps =
                targets.stream().map(target -> target.step(common)).toList();
        return new Task.Plan(List.of(template), steps, false, Guesses.PARALLELISM);
    }

    private Task need(Field field, StoredFields stored) {
        return bound(stored)
                .orElseThrow(() -> Times.wrong(
                        field,
                        "nothing is bound to " + stored.text(field) + " here; the gateway's setting "
                                + WorkspaceTemplates.settingName(stored.text(field)) + " says what such a task runs"));
    }

    private Optional<Task> bound(StoredFields stored) {
        return templates.find(stored.text(Fields.TASK_TYPE));
    }

    /** What the job runs already. */
    private static Task templateOf(JobDefinition job) {
        if (job.task() instanceof Task.Plan plan) {
            return plan.tasks().getFirst();
        }
        throw new IllegalStateException("not a scheduled task: " + job.id());
    }

    private static String characters(Field field, String text, int min, int max) {
        int length = text.isBlank() ? 0 : text.codePointCount(0, text.length());
        if (length < min || length > max) {
            throw Times.wrong(field, "must have " + min + " … " + max + " characters, has " + length);
        }
        return text;
    }
}
