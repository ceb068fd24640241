package dev.carillon.gateway.vendor.huawei.roma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.nativeapi.JobContent;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.SecretSealer;
import dev.carillon.gateway.vendor.rest.RestValues;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The task_detail of a task: a JSON object as text. For the vendor it describes how data are read and written; here its object
 * {@code job} says in the native form what the task runs.
 *
 * @param text as it is given back: as it was sent, but with {@link SecretSealer#MASK} in place of secrets
 */
record TaskDetail(String text, JobContent content) {

    static final String JOB_PATH = "task_detail.job";

    private static final String JOB = "job";
    private static final String SECRETS = "secrets";

    /** @throws ApiException INVALID, naming the field within task_detail */
    static TaskDetail read(RestValues body) {
        String text = body.need(RomaFields.TASK_DETAIL);
        ObjectNode detail = parse(body, text);
        JsonNode job = detail.path(JOB);
        if (job.isMissingNode() || job.isNull()) {
            throw body.invalid(
                    RomaFields.TASK_DETAIL,
                    "must hold an object job that says what the task runs, such as {\"job\":{\"shell\":{\"script\":\"date\"}}}"
                            + " or {\"job\":{\"http\":{\"url\":\"http://host/path\"}}}; data are not moved here");
        }
        if (!(job instanceof ObjectNode object)) {
            throw new ApiException(ApiError.invalid(JOB_PATH, "must be an object"));
        }
        JobContent content = JobContent.read(object, JOB_PATH);
        if (!content.secrets().isEmpty()) {
            ObjectNode secrets = object.putObject(SECRETS);
            content.secrets().keySet().stream().sorted().forEach(name -> secrets.put(name, SecretSealer.MASK));
            return new TaskDetail(new String(StrictJson.write(detail), StandardCharsets.UTF_8), content);
        }
        return new TaskDetail(text, content);
    }

    private static ObjectNode parse(RestValues body, String text) {
        try {
            return StrictJson.readObject(text.getBytes(StandardCharsets.UTF_8));
        } catch (ApiException e) {
            throw body.invalid(
                    RomaFields.TASK_DETAIL,
                    "must be a JSON object as text; " + e.error().message());
        }
    }

    /**
     * The secrets, encrypted. A masked one, as answers show it, keeps its value.
     *
     * @param older the encrypted secrets that the task has
     * @throws ApiException INVALID when a masked one has no value yet, UNSUPPORTED when there is no key
     */
    Map<String, String> sealed(SecretSealer sealer, Map<String, String> older) {
        Map<String, String> sealed = new LinkedHashMap<>();
        content.secrets().forEach((name, value) -> {
            if (!value.equals(SecretSealer.MASK)) {
                sealed.put(name, sealer.seal(value));
            } else if (older.containsKey(name)) {
                sealed.put(name, older.get(name));
            } else {
                throw new ApiException(ApiError.invalid(
                        JOB_PATH + "." + SECRETS + "." + name,
                        "is masked, and there is no value yet that could be kept; send the value"));
            }
        });
        return sealed;
    }
}
