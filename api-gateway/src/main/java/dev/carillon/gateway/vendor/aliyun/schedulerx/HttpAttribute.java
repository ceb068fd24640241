package dev.carillon.gateway.vendor.aliyun.schedulerx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.HttpCheck;
import dev.carillon.core.job.Task;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The vendor's description of an HTTP job, which is JSON in Content, against {@link Task.Http}. What the vendor's agent
 * adds to each request is written out here as headers with templates, so that the worker knows nothing of the vendor.
 */
final class HttpAttribute {

    private static final Set<String> MEMBERS = Set.of(
            "url",
            "method",
            "cookie",
            "timeout",
            "contentType",
            "respParseMode",
            "respCode",
            "respKey",
            "respValue",
            "respStr",
            "httpJobExecutionMode");
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    private static final String CHARSET = "; charset=UTF-8";
    private static final int DEFAULT_TIMEOUT_SECONDS = 10;
    private static final int MAX_TIMEOUT_SECONDS = 86_400;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final String PARAMETERS = "#{parameters}";
    private static final Map<String, String> AGENT_HEADERS = Map.of(
            "schedulerx-jobId", "#{jobId}",
            "schedulerx-groupId", "#{jobGroup}",
            "schedulerx-jobName", "#{jobName:url}",
            "schedulerx-scheduleTimestamp", "#{nominalMs}",
            "schedulerx-dataTimestamp", "#{dataMs}",
            "schedulerx-user", "#{user:url}",
            "schedulerx-maxAttempt", "#{maxAttempts}",
            "schedulerx-attempt", "#{attempt}",
            "schedulerx-jobInstanceId", "#{executionAlias}");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode json;

    private HttpAttribute(JsonNode json) {
        this.json = json;
    }

    /** @throws BusinessException naming the member of Content that is wrong */
    static Task.Http parse(String content) {
        HttpAttribute attribute = new HttpAttribute(object("Content", content));
        attribute.json.properties().forEach(member -> {
            if (!MEMBERS.contains(member.getKey())) {
                throw wrong(member.getKey(), "is not a member of HttpAttribute");
            }
            if (member.getValue().isContainerNode()) {
                throw wrong(member.getKey(), "must be a single value");
            }
        });
        return attribute.toTask();
    }

    /** What a job that another API made would look like here; what it cannot say is left out. */
    static String describe(Task.Http task) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("url", task.url()).put("method", task.method());
        json.put("timeout", Math.max(1, task.readTimeout().toSeconds()));
        String cookie = task.headers().getOrDefault("Cookie", "");
        if (!cookie.isEmpty()) {
            json.put("cookie", cookie);
        }
        switch (task.check()) {
            case HttpCheck.Successful any -> {}
            case HttpCheck.StatusIs status -> json.put("respParseMode", 1).put("respCode", status.status());
            case HttpCheck.JsonField field ->
                json.put("respParseMode", 2).put("respKey", field.field()).put("respValue", field.value());
            case HttpCheck.BodyIs body -> json.put("respParseMode", 3).put("respStr", body.body());
        }
        return json.toString();
    }

    /** @throws BusinessException naming the field when it is not one JSON object */
    static JsonNode object(String field, String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            if (json != null && json.isObject()) {
                return json;
            }
            throw BusinessException.parameter(field, "must be a JSON object");
        } catch (JsonProcessingException e) {
            throw BusinessException.parameter(field, "must be a JSON object: " + e.getOriginalMessage());
        }
    }

    private Task.Http toTask() {
        String method = text("method").isEmpty() ? "GET" : text("method").toUpperCase(Locale.ROOT);
        if (!method.equals("GET") && !method.equals("POST")) {
            throw wrong("method", "must be GET or POST, was " + method);
        }
        checkExecutionMode();
        boolean posts = method.equals("POST");
        Map<String, String> headers = new LinkedHashMap<>(AGENT_HEADERS);
        if (!text("cookie").isEmpty()) {
            headers.put("Cookie", text("cookie"));
        }
        if (posts) {
            headers.put("Content-Type", contentType() + CHARSET);
        }
        return new Task.Http(
                mandatory("url"), method, headers, posts ? PARAMETERS : "", CONNECT_TIMEOUT, readTimeout(), check());
    }

    private String contentType() {
        String type = text("contentType").isBlank() ? FORM : text("contentType").toLowerCase(Locale.ROOT);
        if (!type.equals(FORM) && !type.equals(JSON)) {
            throw wrong("contentType", "must be " + FORM + " or " + JSON + " for POST, was " + type);
        }
        return type;
    }

    private Duration readTimeout() {
        int seconds = number("timeout", 0);
        if (seconds > MAX_TIMEOUT_SECONDS) {
            throw wrong("timeout", "must be at most " + MAX_TIMEOUT_SECONDS + " s, was " + seconds);
        }
        return Duration.ofSeconds(seconds <= 0 ? DEFAULT_TIMEOUT_SECONDS : seconds);
    }

    /** Serverless or agent: here a worker sends the request either way. */
    private void checkExecutionMode() {
        int mode = number("httpJobExecutionMode", 0);
        if (mode != 0 && mode != 1) {
            throw wrong("httpJobExecutionMode", "must be 0 or 1, was " + mode);
        }
    }

    private HttpCheck check() {
        int mode = number("respParseMode", 2);
        return switch (mode) {
            case 1 -> {
                mandatory("respCode");
                yield new HttpCheck.StatusIs(number("respCode", 0));
            }
            case 2 -> new HttpCheck.JsonField(mandatory("respKey"), mandatory("respValue"));
            case 3 -> new HttpCheck.BodyIs(mandatory("respStr"));
            default -> throw wrong("respParseMode", "must be 1, 2 or 3, was " + mode);
        };
    }

    private String mandatory(String member) {
        if (text(member).isEmpty()) {
            throw wrong(member, "is mandatory with respParseMode " + number("respParseMode", 2));
        }
        return text(member);
    }

    private String text(String member) {
        JsonNode value = json.path(member);
        return value.isNull() ? "" : value.asText();
    }

    private int number(String member, int otherwise) {
        String text = text(member);
        try {
            return text.isEmpty() ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong(member, "must be a whole number, was " + text);
        }
    }

    private static BusinessException wrong(String member, String problem) {
        return BusinessException.parameter("Content." + member, problem);
    }
}
