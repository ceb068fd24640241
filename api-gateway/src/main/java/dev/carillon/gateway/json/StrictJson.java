package dev.carillon.gateway.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON as RFC 8259 has it, without repeated names, nested a bounded depth. */
public final class StrictJson {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_LENGTH = 40;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /**
     * Reads a body that must be one JSON object.
     *
     * @throws ApiException MALFORMED, with the place
     */
    public static ObjectNode readObject(byte[] body) {
        JsonNode node = read(body);
        if (!(node instanceof ObjectNode object)) {
            throw malformed("the body must be a JSON object");
        }
        return object;
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw malformed("the body is not JSON: " + e.getOriginalMessage() + place);
        } catch (IOException e) {
            throw malformed("the body is not JSON: " + e.getMessage());
        }
    }

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** As UTF-8, without line breaks. */
    public static byte[] write(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree in memory cannot fail to be written", e);
        }
    }

    private static ApiException malformed(String message) {
        return new ApiException(ApiError.of(ApiError.Category.MALFORMED, message));
    }
}
