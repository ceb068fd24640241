package dev.carillon.gateway.vendor.aliyun.emr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.service.ExecutionView;
import java.time.Duration;
import java.time.Instant;

/**
 * The vendor's node instance object, of a run of a job alone: it belongs to no flow. What it says of the job is what the job
 * says now. Times that are not known yet are left out.
 */
final class InstanceAnswer {

    private InstanceAnswer() {}

    static ObjectNode of(ExecutionView view, JobDefinition job) {
        StoredFields stored = new StoredFields(job.vendorFields());
        String status = NodeStatus.of(view.status()).name();
        boolean pending = view.status() == ExecutionView.Status.TRIGGERED;
        Instant modified = view.endedAt().or(view::startedAt).orElse(view.triggeredAt());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("Id", FlowIds.instance(view.alias()))
                .put("GmtCreate", view.triggeredAt().toEpochMilli())
                .put("GmtModified", modified.toEpochMilli())
                .put("Type", Guesses.NODE_TYPE)
                .put("Status", status)
                .put("JobId", FlowIds.job(job.id()))
                .put("JobName", job.name())
                .put("JobType", JobMapping.SHELL)
                .put("JobParams", JobMapping.params(job))
                .put("FailAct", JobAnswer.word(stored.text(Fields.FAIL_ACT)))
                .put("MaxRetry", job.retry().retries())
                .put("RetryInterval", job.retry().interval().toSeconds())
                .put("RetryPolicy", stored.text(Fields.RETRY_POLICY))
                .put("NodeName", job.name())
                .put("FlowId", "")
                .put("FlowInstanceId", "")
                .put("ClusterId", JobMapping.clusterId(job))
                .put("ClusterName", "")
                .put("HostName", view.worker())
                .put("ProjectId", job.namespace())
                // The vendor's two answers with this object write it differently.
                .put("Pending", pending)
                .put("pending", pending)
                .put("Retries", Math.max(0, view.attempts() - 1))
                // The native name: what the native API and the history topic call it.
                .put("ExternalId", view.id().toString())
                .put("ExternalSubId", "")
                .put("ExternalChildIds", "")
                .put("ExternalStatus", status)
                .put("ExternalInfo", view.result())
                .put("ParamConf", stored.text(Fields.PARAM_CONF))
                .put("EnvConf", stored.text(Fields.ENV_CONF))
                .put("RunConf", stored.text(Fields.RUN_CONF))
                .put("Adhoc", stored.flag(Fields.ADHOC))
                .put("MonitorConf", stored.text(Fields.MONITOR_CONF))
                .put("Mode", JobAnswer.word(stored.text(Fields.MODE)));
        times(view, answer);
        return answer;
    }

    private static void times(ExecutionView view, ObjectNode answer) {
        view.startedAt().ifPresent(at -> answer.put("StartTime", at.toEpochMilli()));
        view.endedAt().ifPresent(at -> {
            answer.put("EndTime", at.toEpochMilli());
            view.startedAt()
                    .ifPresent(begun ->
                            answer.put("Duration", Duration.between(begun, at).toMillis()));
        });
    }
}
