package dev.carillon.gateway.vendor.aliyun.schedulerx;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.execution.Cause;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.service.ExecutionView;
import java.time.ZoneId;
import java.util.Optional;

/** The vendor's instance object. Times that are not known yet are left out. */
final class InstanceAnswer {

    private final TimeMapping times;

    InstanceAnswer(TimeMapping times) {
        this.times = times;
    }

    ObjectNode of(ExecutionView view, InstanceJob of) {
        Optional<JobDefinition> job = of.definition();
        ZoneId zone = job.map(times::zone).orElse(times.defaultZone());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("InstanceId", view.alias())
                .put("JobId", view.id().jobId().value())
                .put("JobName", of.name())
                .put("Status", InstanceStatus.of(view.status()).number())
                .put("TimeType", timeType(view, job))
                .put("TriggerType", TriggerType.of(view.cause()).number())
                .put("Parameters", parameters(view, job))
                // The native name: what the log and the native API call this instance.
                .put("TraceId", view.id().toString())
                // Map modes only.
                .put("Progress", "")
                .put("Result", view.result())
                .put("Executor", view.triggeredBy())
                .put("WorkAddr", view.worker())
                .put("ScheduleTime", TimeMapping.local(view.nominal(), zone))
                .put("DataTime", TimeMapping.local(view.data(), zone));
        view.startedAt().ifPresent(at -> answer.put("StartTime", TimeMapping.local(at, zone)));
        view.endedAt().ifPresent(at -> answer.put("EndTime", TimeMapping.local(at, zone)));
        return answer;
    }

    private int timeType(ExecutionView view, Optional<JobDefinition> job) {
        return job.map(found -> times.of(found).type().number())
                .orElse(view.cause() == Cause.MANUAL ? TimeType.API.number() : Guesses.TIME_TYPE_OF_REMOVED_JOB);
    }

    private static String parameters(ExecutionView view, Optional<JobDefinition> job) {
        return view.parameters().isEmpty() ? job.map(JobDefinition::parameters).orElse("") : view.parameters();
    }
}
