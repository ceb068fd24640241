package dev.carillon.gateway.vendor.aliyun.emr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.service.ExecutionView;
import java.util.Locale;
import java.util.Optional;

/**
 * The vendor's job object. {@code mode} begins with a small letter, as the vendor's SDK reads it. ClusterId and
 * LastInstanceDetail are more than the vendor gives in some of its answers; its SDKs ignore them there.
 */
final class JobAnswer {

    private JobAnswer() {}

    static ObjectNode of(JobDefinition job, Optional<ExecutionView> last) {
        StoredFields stored = new StoredFields(job.vendorFields());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("Id", FlowIds.job(job.id()))
                .put("GmtCreate", job.audit().createdAt().toEpochMilli())
                .put("GmtModified", job.audit().updatedAt().toEpochMilli())
                .put("Name", job.name())
                .put("Type", JobMapping.SHELL)
                .put("Description", job.description())
                .put("FailAct", word(stored.text(Fields.FAIL_ACT)))
                .put("MaxRetry", job.retry().retries())
                .put("RetryInterval", job.retry().interval().toSeconds())
                .put("RetryPolicy", stored.text(Fields.RETRY_POLICY))
                .put("Params", JobMapping.params(job))
                .put("ParamConf", stored.text(Fields.PARAM_CONF))
                .put("CustomVariables", stored.text(Fields.CUSTOM_VARIABLES))
                .put("EnvConf", stored.text(Fields.ENV_CONF))
                .put("RunConf", stored.text(Fields.RUN_CONF))
                .put("MonitorConf", stored.text(Fields.MONITOR_CONF))
                .put("CategoryId", stored.text(Fields.PARENT_CATEGORY))
                .put("mode", word(stored.text(Fields.MODE)))
                .put("Adhoc", Boolean.toString(stored.flag(Fields.ADHOC)))
                .put("AlertConf", stored.text(Fields.ALERT_CONF))
                .put("EditLockDetail", "")
                .put("MaxRunningTimeSec", stored.whole(Fields.MAX_RUNNING_TIME_SEC))
                .put("ClusterId", JobMapping.clusterId(job))
                .put(
                        "LastInstanceId",
                        last.map(view -> FlowIds.instance(view.alias())).orElse(""))
                .put(
                        "LastInstanceDetail",
                        last.map(view -> InstanceAnswer.of(view, job).toString())
                                .orElse(""));
        answer.set("ResourceList", JobMapping.resources(job));
        return answer;
    }

    static String word(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
