package dev.carillon.gateway.vendor.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.json.StrictJson;
import java.util.HashMap;
import java.util.Map;

/** Answers with a JSON body or none. */
public final class RestAnswer {

    private static final String JSON = "application/json";

    private RestAnswer() {}

    public static HttpAnswer json(int status, JsonNode body) {
        return new HttpAnswer(status, JSON, StrictJson.write(body), Map.of());
    }

    /** 204. */
    public static HttpAnswer empty() {
        return new HttpAnswer(204, JSON, new byte[0], Map.of());
    }

    /** With one more header. */
    public static HttpAnswer with(HttpAnswer answer, String name, String value) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put(name, value);
        return answer.withHeaders(headers);
    }
}
