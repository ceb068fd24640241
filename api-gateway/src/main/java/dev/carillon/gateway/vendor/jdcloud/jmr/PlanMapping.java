package dev.carillon.gateway.vendor.jdcloud.jmr;

import dev.carillon.core.job.DateVariables;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.DstPolicy;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.ApiLabel;
import dev.carillon.gateway.vendor.rest.RestValues;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** jmrPlanViewModel and the placeholders against a {@link JobDefinition} whose task is a plan. */
final class PlanMapping {

    private final String api;
    private final ZoneId zone;

    /** @param zone of schedules, and of the dates in the jobs' params */
    PlanMapping(String api, ZoneId zone) {
        this.api = api;
        this.zone = zone;
    }

    /**
     * The ids that jobIds names, in their order.
     *
     * @throws ApiException INVALID when one is no id, is named twice, or there are too many
     */
    static Optional<List<JobId>> jobIds(RestValues sent) {
        return sent.given(PlanFields.JOB_IDS).map(text -> {
            List<JobId> ids = new ArrayList<>();
            for (String part : text.split(Guesses.JOB_IDS_SEPARATOR, -1)) {
                String id = part.strip();
                Fields.ID.problem(id).ifPresent(problem -> {
                    throw sent.invalid(PlanFields.JOB_IDS, "'" + id + "' is not the id of a job: " + problem);
                });
                JobId job = new JobId(Long.parseLong(id));
                if (ids.contains(job)) {
                    throw sent.invalid(PlanFields.JOB_IDS, "names job " + job + " twice");
                }
                ids.add(job);
            }
            if (ids.size() > Task.Plan.MAX_TASKS) {
                throw sent.invalid(
                        PlanFields.JOB_IDS, "must name at most " + Task.Plan.MAX_TASKS + " jobs, names " + ids.size());
            }
            return ids;
        });
    }

    /**
     * @param jobs at least one
     * @throws ApiException INVALID, naming the field
     */
    JobDefinition create(JmrCall call, JobId id, List<JobDefinition> jobs) {
        JobDefinition blank = JobDefinition.builder(id, PlanSteps.of(jobs, Guesses.STOP_ON_FAILURE))
                .namespace(call.region())
                .group(JobMapping.NO_CLUSTER)
                .name("plan-" + id)
                .labels(Map.of(ApiLabel.NAME, api))
                .schedule(new CronSchedule(PlanCron.byDefault(), zone))
                .dates(DateVariables.in(zone, Map.of()))
                .build();
        return change(call, blank, Optional.of(jobs));
    }

    /**
     * The plan with what was sent in place of what it had.
     *
     * @param jobs empty: those it has
     * @throws ApiException INVALID, naming the field
     */
    JobDefinition change(JmrCall call, JobDefinition plan, Optional<List<JobDefinition>> jobs) {
        call.requireRegion(PlanFields.DATA_CENTER);
        RestValues sent = call.body();
        StoredFields stored = StoredFields.of(plan);
        stored.take(PlanFields.STORED, sent);
        jobs.ifPresent(each -> {
            stored.alertingJobs(new TreeSet<>());
            each.forEach(job -> PlanAlerts.set(stored, job));
        });
        JobDefinition.Builder changed = PlanAlerts.applied(plan, stored).task(task(sent, plan, jobs));
        sent.given(PlanFields.NAME).ifPresent(changed::name);
        sent.text(PlanFields.DESCRIPTION).ifPresent(changed::description);
        sent.given(PlanFields.CLUSTER_ID).ifPresent(changed::group);
        PlanCron.read(sent, cron(plan))
                .ifPresent(expression -> changed.schedule(new CronSchedule(expression, zone(plan), dst(plan))));
        return changed.build();
    }

    static Optional<CronExpression> cron(JobDefinition plan) {
        return plan.schedule() instanceof CronSchedule cron ? Optional.of(cron.expression()) : Optional.empty();
    }

    private ZoneId zone(JobDefinition plan) {
        return plan.schedule() instanceof CronSchedule cron ? cron.zone() : zone;
    }

    private static DstPolicy dst(JobDefinition plan) {
        return plan.schedule() instanceof CronSchedule cron ? cron.dst() : DstPolicy.DEFAULT;
    }

    private static Task task(RestValues sent, JobDefinition plan, Optional<List<JobDefinition>> jobs) {
        if (!(plan.task() instanceof Task.Plan present)) {
            throw new IllegalStateException("not a plan: " + plan.id());
        }
        boolean stop = sent.given(PlanFields.FAILURE_POLICY)
                .map(PlanMapping::stopsOnFailure)
                .orElse(present.stopOnFailure());
        return jobs.map(each -> PlanSteps.of(each, stop)).orElseGet(() -> PlanSteps.stopping(present, stop));
    }

    private static boolean stopsOnFailure(String policy) {
        String word = policy.toLowerCase(Locale.ROOT);
        return word.contains(Guesses.POLICY_STOP) || !word.contains(Guesses.POLICY_CONTINUE) && Guesses.STOP_ON_FAILURE;
    }
}
