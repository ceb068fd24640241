package dev.carillon.gateway.vendor.aliyun.schedulerx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.AlertPolicy;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.TimeoutPolicy;

/**
 * The vendor's job object. It has members that the vendor's own does not have, wherever the vendor takes a parameter
 * that it does not give back; its SDKs ignore them.
 */
final class JobAnswer {

    private static final int PAGE_SIZE = 100;
    private static final int CONSUMER_SIZE = 5;
    private static final int QUEUE_SIZE = 10_000;
    private static final int DISPATCHER_SIZE = 5;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final TimeMapping times;

    JobAnswer(TimeMapping times) {
        this.times = times;
    }

    ObjectNode of(JobDefinition job) {
        StoredFields stored = StoredFields.of(job);
        ObjectNode answer = NODES.objectNode();
        answer.put("JobId", job.id().value())
                .put("Name", job.name())
                .put("Description", job.description())
                .put("Namespace", job.namespace())
                .put("NamespaceSource", stored.text(Fields.NAMESPACE_SOURCE_STORED))
                .put("GroupId", job.group())
                .put("JobType", TaskMapping.jobType(job.task()))
                .put("ExecuteMode", "standalone")
                .put("ClassName", TaskMapping.className(job.task(), stored))
                .put("Content", TaskMapping.content(job.task(), stored))
                .put("JarUrl", stored.text(Fields.JAR_URL))
                .put("Parameters", job.parameters())
                .put("Status", job.enabled() ? 1 : 0)
                // A string in both SDKs, unlike in the request.
                .put("MaxConcurrency", Integer.toString(job.maxConcurrency()))
                .put("MaxAttempt", job.retry().retries())
                .put("AttemptInterval", job.retry().interval().toSeconds())
                .put("Priority", job.priority())
                .put("XAttrs", stored.text(Fields.X_ATTRS));
        answer.set("TimeConfig", timeConfig(job, stored));
        answer.set("MapTaskXAttrs", mapSettings(stored));
        answer.set("JobMonitorInfo", monitorInfo(job));
        return answer;
    }

    private ObjectNode timeConfig(JobDefinition job, StoredFields stored) {
        TimeMapping.Setting setting = times.of(job);
        String written = stored.text(Fields.TIMEZONE);
        return NODES.objectNode()
                .put("TimeType", setting.type().number())
                .put("TimeExpression", setting.expression())
                .put("Calendar", "")
                .put("DataOffset", Guesses.DATA_OFFSET_SIGN * job.dataOffset().toSeconds())
                .put(
                        "Timezone",
                        times.names(written, setting.zone())
                                ? written
                                : setting.zone().getId());
    }

    private static ObjectNode mapSettings(StoredFields stored) {
        return NODES.objectNode()
                .put("PageSize", stored.number(Fields.PAGE_SIZE, PAGE_SIZE))
                .put("ConsumerSize", stored.number(Fields.CONSUMER_SIZE, CONSUMER_SIZE))
                .put("QueueSize", stored.number(Fields.QUEUE_SIZE, QUEUE_SIZE))
                .put("DispatcherSize", stored.number(Fields.DISPATCHER_SIZE, DISPATCHER_SIZE))
                .put("TaskMaxAttempt", stored.number(Fields.TASK_MAX_ATTEMPT, 0))
                .put("TaskAttemptInterval", stored.number(Fields.TASK_ATTEMPT_INTERVAL, 0))
                .put("TaskDispatchMode", stored.text(Fields.TASK_DISPATCH_MODE));
    }

    private static ObjectNode monitorInfo(JobDefinition job) {
        TimeoutPolicy timeout = job.timeout();
        AlertPolicy alerts = job.alerts();
        ObjectNode info = NODES.objectNode();
        info.putObject("MonitorConfig")
                .put("Timeout", timeout.limit().toSeconds())
                .put("TimeoutEnable", timeout.alert())
                .put("TimeoutKillEnable", timeout.kill())
                .put("FailEnable", alerts.onFailure())
                .put("FailTimes", alerts.failuresInARow())
                .put("MissWorkerEnable", alerts.onNoWorker())
                .put("SuccessNoticeEnable", alerts.onSuccess())
                .put("SendChannel", String.join(",", alerts.channels()));
        ArrayNode contacts = info.putArray("ContactInfo");
        for (AlertPolicy.Contact contact : alerts.contacts()) {
            contacts.addObject()
                    .put("UserName", contact.name())
                    .put("UserPhone", contact.phone())
                    .put("UserMail", contact.mail())
                    .put("Ding", contact.ding());
        }
        return info;
    }
}
