package dev.carillon.gateway.vendor.aliyun.emr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.vendor.Field;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parameters whose text is JSON. What is wrong is named, never quoted: the text may hold a secret. */
final class JsonText {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private JsonText() {}

    /**
     * Reads an object; blank text is one without members.
     *
     * <p>The vendor's page prints the example of CustomVariables with a backslash before every quotation mark, as it stands in
     * the source of a program; a text of that kind is read as it is meant.
     */
    static ObjectNode object(Field field, String text) {
        if (text.isBlank()) {
            return MAPPER.createObjectNode();
        }
        boolean escaped = text.strip().startsWith("{\\\"");
        try {
            JsonNode read = MAPPER.readTree(escaped ? text.replace("\\\"", "\"") : text);
            if (read instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            String at = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw Faults.wrong(field, "must be a JSON object, each name in it once; it is none" + at);
        }
        throw Faults.wrong(field, "must be a JSON object");
    }

    /** The members of an object, all of them text, numbers or true and false, in their order. */
    static Map<String, String> texts(Field field, ObjectNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(member -> texts.put(member.getKey(), text(field, member.getKey(), member.getValue())));
        return texts;
    }

    static String text(Field field, String name, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw Faults.wrong(field, "'" + name + "' must be text, a number, true or false");
        }
        return value.asText();
    }

    /** An array that this API has written itself; of other text, an empty one. */
    static JsonNode array(String text) {
        try {
            JsonNode read = MAPPER.readTree(text);
            return read.isArray() ? read : MAPPER.createArrayNode();
        } catch (JsonProcessingException e) {
            // Another API's text under our key: no list that this API knows.
            return MAPPER.createArrayNode();
        }
    }
}
