package dev.carillon.gateway.vendor.jdcloud.jmr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.execution.Cause;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.StepView;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The vendor's objects. Ids of plans are numbers in a plan and text elsewhere, as the SDK has them. The {@code id} of job and
 * task is left out: an int in the SDK, which an id here does not fit, and nothing can be asked by it.
 */
final class Answers {

    private final Times times;
    private final InstantSource clock;

    Answers(ZoneId zone, InstantSource clock) {
        this.times = new Times(zone);
        this.clock = clock;
    }

    /** What every result holds. */
    static ObjectNode ok() {
        return result(Guesses.STATUS_OK, Guesses.MESSAGE_OK);
    }

    static ObjectNode result(String status, String message) {
        return JsonNodeFactory.instance.objectNode().put("message", message).put("status", status);
    }

    ObjectNode plan(JobDefinition plan) {
        StoredFields stored = StoredFields.of(plan);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("planId", plan.id().value())
                .put("planName", plan.name())
                .put("planType", stored.text(PlanFields.TYPE))
                .put("planStatus", PlanStatus.of(plan, clock.instant()).name())
                .put("failurePolicy", stored.text(PlanFields.FAILURE_POLICY))
                .put("createTime", times.of(plan.audit().createdAt()))
                .put("modifyTime", times.of(plan.audit().updatedAt()))
                .put("dataCenter", plan.namespace())
                .put("jobGroup", stored.text(PlanFields.GROUP))
                .put("jobTrigger", stored.text(PlanFields.TRIGGER))
                .put(
                        "cronExpression",
                        PlanMapping.cron(plan).map(Object::toString).orElse(""))
                .put("isSync", Boolean.parseBoolean(stored.text(PlanFields.IS_SYNC)))
                .put("description", plan.description())
                .put("jobIds", String.join(Guesses.JOB_IDS_SEPARATOR, PlanSteps.jobIds(plan)))
                .put("clusterId", plan.group())
                .put("clusterName", stored.text(PlanFields.CLUSTER_NAME))
                .put("az", stored.text(PlanFields.AZ));
        return answer;
    }

    ObjectNode job(JobDefinition job) {
        StoredFields stored = StoredFields.of(job);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("jobId", job.id().toString())
                .put("jobName", job.name())
                .put("jobType", TaskMapping.jobType(job))
                .put("jobStatus", PlanStatus.ofJob(job).name())
                .put("jobGroup", stored.text(JobFields.GROUP))
                .put("jobTrigger", stored.text(JobFields.TRIGGER))
                .put("cronExpression", "")
                .put("isSelfDependence", stored.number(JobFields.SELF_DEPENDENCE))
                .put("isVirtualTask", stored.number(JobFields.VIRTUAL_TASK))
                .put("taskScheduleType", stored.number(JobFields.SCHEDULE_TYPE))
                .put("retryTimes", job.retry().retries())
                .put("isSendMsg", job.alerts().onFailure())
                .put("userpin", job.audit().createdBy())
                .put("createTime", times.of(job.audit().createdAt()))
                .put("location", TaskMapping.location(job))
                .put("params", job.parameters())
                .put("dataCenter", job.namespace())
                .put("clusterId", job.group())
                .put("clusterName", stored.text(JobFields.CLUSTER_NAME))
                .put("az", stored.text(JobFields.AZ));
        return answer;
    }

    /** A run of a job by itself. */
    ObjectNode task(JobDefinition job, ExecutionView run) {
        return run(job, run).put("jobId", job.id().toString()).put("taskType", TaskMapping.jobType(job));
    }

    /** A run of a plan, before the first of its jobs has begun. */
    ObjectNode planTask(JobDefinition plan, ExecutionView run) {
        return run(plan, run)
                .put("planId", plan.id().toString())
                .put("jobId", "")
                .put("taskType", "");
    }

    /** One job in a run of a plan. */
    ObjectNode planTask(JobDefinition plan, ExecutionView run, StepView step) {
        return planTask(plan, run)
                .put("taskId", run.alias() + "-" + step.index())
                .put("taskName", step.name())
                .put("status", TaskStatus.of(step.status()).name())
                .put("startTime", times.of(step.startedAt()))
                .put("endTime", times.of(step.endedAt()))
                .put("duration", Times.duration(Optional.of(step.startedAt()), step.endedAt()))
                .put("jobId", step.key());
    }

    private ObjectNode run(JobDefinition definition, ExecutionView run) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("taskId", taskId(run))
                .put("taskName", definition.name())
                .put("status", TaskStatus.of(run.status()).name())
                .put("startTime", times.of(run.startedAt()))
                .put("endTime", times.of(run.endedAt()))
                .put("duration", Times.duration(run.startedAt(), run.endedAt()))
                .put(
                        "userpin",
                        run.cause() == Cause.SCHEDULE ? definition.audit().createdBy() : run.triggeredBy())
                .put("dataCenter", definition.namespace())
                .put("planId", "")
                .put("workflowId", "")
                .put("workflowInstanceId", "");
    }

    static String taskId(ExecutionView run) {
        return Long.toString(run.alias());
    }
}
