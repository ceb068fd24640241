package dev.carillon.gateway.vendor.jdcloud.jmr;

import dev.carillon.core.job.DateVariables;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.ApiLabel;
import dev.carillon.gateway.vendor.rest.RestValues;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** jmrJobViewModel against a {@link JobDefinition} that runs on demand. */
final class JobMapping {

    /** The group of what names no cluster. */
    static final String NO_CLUSTER = "default";

    private final String api;
    private final ZoneId zone;

    /** @param zone of the dates in params */
    JobMapping(String api, ZoneId zone) {
        this.api = api;
        this.zone = zone;
    }

    /** @throws ApiException INVALID, naming the field */
    JobDefinition create(JmrCall call, JobId id) {
        RestValues sent = call.body();
        JobDefinition blank = JobDefinition.builder(id, new Task.Shell("exit 1", List.of(), Map.of()))
                .namespace(call.region())
                .group(NO_CLUSTER)
                .labels(Map.of(ApiLabel.NAME, api))
                .dates(DateVariables.in(zone, Map.of()))
                .retry(new RetryPolicy(0, Guesses.RETRY_INTERVAL))
                .build();
        return merge(call, sent, blank);
    }

    /**
     * The job with what was sent in place of what it had.
     *
     * @throws ApiException INVALID, naming the field
     */
    JobDefinition modify(JmrCall call, JobDefinition job) {
        return merge(call, call.body(), job);
    }

    private static JobDefinition merge(JmrCall call, RestValues sent, JobDefinition job) {
        call.requireRegion(JobFields.DATA_CENTER);
        StoredFields stored = StoredFields.of(job);
        stored.take(JobFields.STORED, sent);
        stored.takeGiven(JobFields.TASK, sent);
        JobDefinition.Builder merged = job.toBuilder().vendorFields(stored.toMap());
        sent.given(JobFields.NAME).ifPresent(merged::name);
        sent.given(JobFields.CLUSTER_ID).ifPresent(merged::group);
        sent.whole(JobFields.RETRY_TIMES)
                .ifPresent(retries -> merged.retry(
                        new RetryPolicy(Math.toIntExact(retries), job.retry().interval())));
        sent.flag(JobFields.IS_SEND_MSG).ifPresent(alert -> merged.alerts(PlanAlerts.onFailure(job.alerts(), alert)));
        String params = params(sent, job.parameters());
        return merged.parameters(params).task(task(sent, job, params)).build();
    }

    /** The page speaks of jobArgs where the SDK has params. */
    private static String params(RestValues sent, String otherwise) {
        if (sent.has(JobFields.PARAMS)
                && sent.has(JobFields.JOB_ARGS)
                && !sent.text(JobFields.PARAMS).equals(sent.text(JobFields.JOB_ARGS))) {
            throw sent.invalid(JobFields.JOB_ARGS, "is another name of params and must not differ from it");
        }
        return sent.text(JobFields.PARAMS)
                .or(() -> sent.text(JobFields.JOB_ARGS))
                .orElse(otherwise);
    }

    /** What only the native form can say stays when nothing was sent that concerns the task. */
    private static Task task(RestValues sent, JobDefinition job, String params) {
        Optional<String> jobType = sent.given(JobFields.TYPE);
        Optional<String> location = sent.given(JobFields.LOCATION);
        boolean concerned = jobType.isPresent()
                || location.isPresent()
                || job.task() instanceof Task.Http && !params.equals(job.parameters());
        return concerned
                ? TaskMapping.parse(
                        jobType.orElseGet(() -> TaskMapping.jobType(job.task())),
                        location.orElseGet(() -> TaskMapping.location(job)),
                        params)
                : job.task();
    }
}
