package dev.carillon.gateway.vendor.huawei.roma;

import static dev.carillon.gateway.vendor.huawei.roma.RomaFields.DESCRIPTION;
import static dev.carillon.gateway.vendor.huawei.roma.RomaFields.SOURCE_DATASOURCE_ID;
import static dev.carillon.gateway.vendor.huawei.roma.RomaFields.TARGET_DATASOURCE_ID;
import static dev.carillon.gateway.vendor.huawei.roma.RomaFields.TASK_NAME;
import static dev.carillon.gateway.vendor.huawei.roma.RomaFields.TASK_TAG;
import static dev.carillon.gateway.vendor.huawei.roma.RomaFields.TASK_TYPE;

import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.nativeapi.JobContent;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.SecretSealer;
import dev.carillon.gateway.vendor.ApiLabel;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.rest.RestValues;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A task's body against {@link JobDefinition}. The body says all of the task: what an update leaves out, the task no longer
 * has. Schedule and status are not in it and stay.
 */
final class TaskMapping {

    static final String REALTIME = "realtime";

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{2,99}");
    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}_-]*");

    private final SecretSealer sealer;

    TaskMapping(SecretSealer sealer) {
        this.sealer = sealer;
    }

    /** @throws ApiException INVALID, naming the field */
    JobDefinition create(Place place, JobId id, RestValues body) {
        TaskDetail detail = TaskDetail.read(body);
        JobDefinition.Builder job = JobDefinition.builder(id, detail.content().task())
                .namespace(place.projectId())
                .group(place.instanceId())
                .labels(Map.of(ApiLabel.NAME, RomaProduct.NAME));
        return build(job, body, detail, Map.of(), Map.of());
    }

    /** @throws ApiException INVALID, naming the field */
    JobDefinition update(JobDefinition job, RestValues body) {
        TaskDetail detail = TaskDetail.read(body);
        if (type(body).equals(REALTIME) && Dispatch.of(job).isPresent()) {
            throw body.invalid(TASK_TYPE, "must be TIMING: the task has a schedule, and a REALTIME task has none");
        }
        return build(job.toBuilder(), body, detail, job.secrets(), job.vendorFields());
    }

    private JobDefinition build(
            JobDefinition.Builder job,
            RestValues body,
            TaskDetail detail,
            Map<String, String> secrets,
            Map<String, String> vendorFields) {
        try {
            return detail.content()
                    .into(job)
                    .name(name(body))
                    .description(description(body))
                    .secrets(detail.sealed(sealer, secrets))
                    .vendorFields(new StoredFields(vendorFields)
                            .put(StoredFields.TASK_TYPE, type(body))
                            .put(StoredFields.SOURCE_DATASOURCE_ID, text(body, SOURCE_DATASOURCE_ID))
                            .put(StoredFields.TARGET_DATASOURCE_ID, text(body, TARGET_DATASOURCE_ID))
                            .put(StoredFields.TASK_TAG, tag(body))
                            .put(StoredFields.TASK_DETAIL, detail.text())
                            .toMap())
                    .build();
        } catch (InvalidDefinitionException e) {
            // Name, description and place are checked already, so what is left came with the content.
            throw JobContent.refusal(e, TaskDetail.JOB_PATH);
        }
    }

    private static String name(RestValues body) {
        String name = body.need(TASK_NAME);
        if (!NAME.matcher(name).matches()) {
            throw body.invalid(
                    TASK_NAME,
                    "must be 3 … 100 letters, digits, . _ -, beginning with a letter or digit, was '" + name + "'");
        }
        return name;
    }

    private static String description(RestValues body) {
        String description = text(body, DESCRIPTION);
        int length = description.codePointCount(0, description.length());
        if (length > Guesses.MAX_DESCRIPTION) {
            throw body.invalid(
                    DESCRIPTION, "must be at most " + Guesses.MAX_DESCRIPTION + " characters, has " + length);
        }
        return description;
    }

    private static String tag(RestValues body) {
        String tag = text(body, TASK_TAG);
        if (!TAG.matcher(tag).matches()) {
            throw body.invalid(TASK_TAG, "must be letters, digits, _ and -, was '" + tag + "'");
        }
        return tag;
    }

    private static String type(RestValues body) {
        return body.word(TASK_TYPE).orElse(Guesses.TASK_TYPE);
    }

    private static String text(RestValues body, Field field) {
        return body.text(field).orElse("");
    }
}
