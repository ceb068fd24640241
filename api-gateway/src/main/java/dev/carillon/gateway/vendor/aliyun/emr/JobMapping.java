package dev.carillon.gateway.vendor.aliyun.emr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.DateVariables;
import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.SecretSealer;
import dev.carillon.gateway.vendor.ApiLabel;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.Field.Treatment;
import dev.carillon.gateway.vendor.aliyun.ActionRequest;
import dev.carillon.gateway.vendor.aliyun.AliyunFault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CreateFlowJob, ModifyFlowJob and CloneFlowJob against {@link JobDefinition}. A change reads what was sent on top of the job
 * as it is; a creation does the same on top of a job without content. Such a job runs only when it is submitted.
 */
final class JobMapping {

    static final String SHELL = "SHELL";
    static final String DEFAULT_GROUP = "default";
    private static final String RESOURCES = "ResourceList";

    /** Kept as they were written, beside what they do. */
    private static final List<Field> WRITTEN = List.of(Fields.PARAM_CONF, Fields.ENV_CONF, Fields.RUN_CONF);

    private static final Set<Field> OF_LIST = Set.of(Fields.RESOURCE_PATH, Fields.RESOURCE_ALIAS);

    private final SecretSealer sealer;
    private final ZoneId zone;

    /** @param zone in which dates are written into Params */
    JobMapping(SecretSealer sealer, ZoneId zone) {
        this.sealer = sealer;
        this.zone = zone;
    }

    /** @throws AliyunFault naming the first parameter that is not allowed */
    JobDefinition create(ActionRequest request, JobId id) {
        try {
            JobDefinition nothing = JobDefinition.builder(id, new Task.Shell(Guesses.EMPTY_SCRIPT, List.of(), Map.of()))
                    .namespace(request.need(Fields.PROJECT_ID))
                    .group(DEFAULT_GROUP)
                    .labels(Map.of(ApiLabel.NAME, ApiName.ALIYUN_EMR))
                    .maxConcurrency(JobDefinition.MAX_CONCURRENCY)
                    .retry(Guesses.DEFAULT_RETRY)
                    .build();
            return merge(request, nothing);
        } catch (InvalidDefinitionException e) {
            throw Faults.of(e);
        }
    }

    /** @throws AliyunFault naming the first parameter that is not allowed */
    JobDefinition modify(ActionRequest request, JobDefinition job) {
        try {
            return merge(request, job);
        } catch (InvalidDefinitionException e) {
            throw Faults.of(e);
        }
    }

    /** The same job once more; its passwords go along as they are, encrypted. */
    JobDefinition copy(ActionRequest request, JobDefinition job, JobId id) {
        try {
            return job.toBuilder()
                    .id(id)
                    .revision(0)
                    .name(request.given(Fields.CLONE_NAME).orElse(job.name()))
                    .build();
        } catch (InvalidDefinitionException e) {
            throw Faults.of(e);
        }
    }

    private JobDefinition merge(ActionRequest request, JobDefinition base) {
        request.text(Fields.TYPE).ifPresent(JobMapping::checkType);
        StoredFields stored = stored(request, base);
        CustomVariables variables = CustomVariables.parse(
                request.text(Fields.CUSTOM_VARIABLES).orElseGet(() -> stored.text(Fields.CUSTOM_VARIABLES)));
        stored.put(Fields.CUSTOM_VARIABLES, variables.maskedText());
        return base.toBuilder()
                .name(request.text(Fields.NAME).orElse(base.name()))
                .description(request.text(Fields.DESCRIPTION).orElse(base.description()))
                .group(request.text(Fields.CLUSTER_ID).map(JobMapping::group).orElse(base.group()))
                .task(task(request, base, stored, variables))
                .dates(
                        request.text(Fields.PARAM_CONF).isPresent()
                                        || !base.dates().active()
                                ? dates(stored.text(Fields.PARAM_CONF))
                                : base.dates())
                .secrets(
                        request.text(Fields.CUSTOM_VARIABLES).isPresent()
                                ? variables.seal(base.secrets(), sealer)
                                : base.secrets())
                .retry(new RetryPolicy(
                        request.whole(Fields.MAX_RETRY, base.retry().retries()),
                        request.whole(Fields.RETRY_INTERVAL)
                                .map(Duration::ofSeconds)
                                .orElse(base.retry().interval())))
                .priority(
                        request.text(Fields.RUN_CONF).map(JobMapping::priority).orElse(base.priority()))
                .vendorFields(stored.toMap())
                .build();
    }

    private static void checkType(String type) {
        if (!type.equalsIgnoreCase(SHELL)) {
            throw Faults.wrong(
                    Fields.TYPE,
                    "only SHELL is served; MR, SPARK, HIVE and the like need a cluster of that software, was '"
                            + (type.length() <= 40 ? type : type.substring(0, 40) + "…") + "'");
        }
    }

    private static StoredFields stored(ActionRequest request, JobDefinition base) {
        StoredFields stored = new StoredFields(base.vendorFields());
        for (Field field : request.action().fields()) {
            if ((field.treatment() == Treatment.STORED && !OF_LIST.contains(field)) || WRITTEN.contains(field)) {
                request.text(field).ifPresent(value -> stored.put(field, value));
            }
        }
        if (!request.items(RESOURCES).isEmpty()) {
            stored.put(RESOURCES, resources(request));
        }
        request.text(Fields.MONITOR_CONF).ifPresent(text -> JsonText.object(Fields.MONITOR_CONF, text));
        return stored;
    }

    private static Task task(
            ActionRequest request, JobDefinition base, StoredFields stored, CustomVariables variables) {
        boolean environmentSent = request.text(Fields.ENV_CONF).isPresent()
                || request.text(Fields.CUSTOM_VARIABLES).isPresent();
        boolean scriptSent = request.text(Fields.PARAMS).isPresent();
        if (!(base.task() instanceof Task.Shell shell)) {
            // Another API has made it something else; it is a script again when it gets one.
            return scriptSent
                    ? new Task.Shell(
                            script(request.need(Fields.PARAMS)),
                            List.of(),
                            Environment.of(stored.text(Fields.ENV_CONF), variables))
                    : base.task();
        }
        return new Task.Shell(
                scriptSent ? script(request.text(Fields.PARAMS).orElse("")) : shell.script(),
                shell.arguments(),
                environmentSent ? Environment.of(stored.text(Fields.ENV_CONF), variables) : shell.environment());
    }

    private static String script(String params) {
        return params.isBlank() ? Guesses.EMPTY_SCRIPT : params;
    }

    private static String group(String clusterId) {
        return clusterId.isBlank() ? DEFAULT_GROUP : clusterId;
    }

    private DateVariables dates(String paramConf) {
        return DateVariables.in(zone, JsonText.texts(Fields.PARAM_CONF, JsonText.object(Fields.PARAM_CONF, paramConf)));
    }

    private static int priority(String runConf) {
        ObjectNode conf = JsonText.object(Fields.RUN_CONF, runConf);
        checkAmount(conf, "memory");
        checkAmount(conf, "cores");
        if (conf.has("userName") && !conf.path("userName").isTextual()) {
            throw Faults.wrong(Fields.RUN_CONF, "'userName' must be text");
        }
        JsonNode priority = conf.path("priority");
        if (priority.isMissingNode()) {
            return JobDefinition.DEFAULT_PRIORITY;
        }
        if (!priority.isInt() || priority.asInt() < 0 || priority.asInt() > Guesses.MAX_PRIORITY) {
            throw Faults.wrong(Fields.RUN_CONF, "'priority' must be 0 … " + Guesses.MAX_PRIORITY);
        }
        return Math.max(1, priority.asInt());
    }

    private static void checkAmount(ObjectNode conf, String name) {
        JsonNode amount = conf.path(name);
        if (!amount.isMissingNode() && !(amount.isInt() && amount.asInt() >= 0)) {
            throw Faults.wrong(Fields.RUN_CONF, "'" + name + "' must be a whole number, at least 0");
        }
    }

    private static String resources(ActionRequest request) {
        if (request.items(RESOURCES).size() > Guesses.MAX_RESOURCES) {
            throw Faults.wrong(RESOURCES, "must have at most " + Guesses.MAX_RESOURCES + " entries");
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Map<String, String> item : request.items(RESOURCES)) {
            list.addObject()
                    .put("Path", item.getOrDefault(Fields.RESOURCE_PATH.name(), ""))
                    .put("Alias", item.getOrDefault(Fields.RESOURCE_ALIAS.name(), ""));
        }
        return list.toString();
    }

    /** What {@link #resources} has written. */
    static JsonNode resources(JobDefinition job) {
        String text = new StoredFields(job.vendorFields()).text(RESOURCES);
        return JsonText.array(text);
    }

    /** As Params was given. */
    static String params(JobDefinition job) {
        return job.task() instanceof Task.Shell shell && !shell.script().equals(Guesses.EMPTY_SCRIPT)
                ? shell.script()
                : "";
    }

    /** As ClusterId was given. */
    static String clusterId(JobDefinition job) {
        return job.group().equals(DEFAULT_GROUP) ? "" : job.group();
    }
}
