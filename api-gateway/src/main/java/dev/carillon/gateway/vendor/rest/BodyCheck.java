package dev.carillon.gateway.vendor.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.FieldType;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a body against the declared fields and takes out what counts for nothing: nulls, and empty values of refused fields.
 * Every refusal names the field by its path, such as {@code target_infos[2].target_id}.
 */
final class BodyCheck {

    private static final FieldType.Items ANY_NUMBER = new FieldType.Items(0, 10_000);
    private static final int MAX_SHOWN = 60;

    private final RestOperation operation;

    BodyCheck(RestOperation operation) {
        this.operation = operation;
    }

    /** @throws ApiException INVALID at the first field that is not as declared */
    void check(ObjectNode body) {
        object(body, operation.bodyTree(), "");
    }

    static ApiException invalid(String path, String problem) {
        return new ApiException(ApiError.invalid(path, problem));
    }

    private void object(ObjectNode object, FieldTree tree, String prefix) {
        for (Iterator<Map.Entry<String, JsonNode>> all = object.properties().iterator(); all.hasNext(); ) {
            Map.Entry<String, JsonNode> entry = all.next();
            FieldTree declared = tree.children().get(entry.getKey());
            if (entry.getValue().isNull()) {
                all.remove();
            } else if (declared != null) {
                if (!isKept(entry.getValue(), declared, prefix + entry.getKey())) {
                    all.remove();
                }
            } else if (operation.isLenient()) {
                all.remove();
            } else {
                throw invalid(prefix + entry.getKey(), "is not a field of " + operation.name());
            }
        }
        tree.children().forEach((name, declared) -> {
            if (isMandatory(declared) && isEmpty(object.get(name))) {
                throw invalid(prefix + name, "is missing");
            }
        });
    }

    private static boolean isMandatory(FieldTree tree) {
        Field field = tree.field();
        FieldTree item = tree.item();
        return field != null && field.required() || item != null && isMandatory(item);
    }

    private static boolean isEmpty(@Nullable JsonNode node) {
        return node == null
                || node.isTextual() && node.textValue().isBlank()
                || node.isContainerNode() && node.isEmpty();
    }

    private boolean isKept(JsonNode node, FieldTree declared, String path) {
        Field field = declared.field();
        if (field != null && field.treatment() == Field.Treatment.REFUSED) {
            if (!isEmpty(node)) {
                throw invalid(path, field.text());
            }
            return false;
        }
        FieldTree item = declared.item();
        if (item != null) {
            array(
                    node,
                    item,
                    field != null && field.type() instanceof FieldType.Items bounds ? bounds : ANY_NUMBER,
                    path);
        } else if (!declared.children().isEmpty()) {
            object(objectOf(node, path), declared, path + ".");
        } else if (field != null) {
            problem(field.type(), node).ifPresent(problem -> {
                throw invalid(path, problem);
            });
        }
        return true;
    }

    private void array(JsonNode node, FieldTree item, FieldType.Items bounds, String path) {
        if (!(node instanceof ArrayNode items)) {
            throw wrongType(path, "an array", node);
        }
        if (items.size() < bounds.min() || items.size() > bounds.max()) {
            throw invalid(path, "must have " + bounds.min() + " … " + bounds.max() + " items, has " + items.size());
        }
        for (int i = 0; i < items.size(); i++) {
            String place = path + "[" + i + "]";
            if (items.get(i).isNull()) {
                throw invalid(place, "must not be null");
            }
            if (item.children().isEmpty()) {
                isKept(items.get(i), item, place);
            } else {
                object(objectOf(items.get(i), place), item, place + ".");
            }
        }
    }

    private static ObjectNode objectOf(JsonNode node, String path) {
        if (!(node instanceof ObjectNode object)) {
            throw wrongType(path, "an object", node);
        }
        return object;
    }

    private static Optional<String> problem(FieldType type, JsonNode node) {
        return switch (type) {
            case FieldType.Text text -> node.isTextual() ? text(text, node) : Optional.of(not("a string", node));
            case FieldType.Word word -> node.isTextual() ? text(word, node) : Optional.of(not("a string", node));
            case FieldType.Whole whole ->
                node.isIntegralNumber()
                        ? whole.problem(node.asText())
                        : Optional.of(not("a whole number " + whole.describe(), node));
            case FieldType.Flag flag -> node.isBoolean() ? Optional.empty() : Optional.of(not(flag.describe(), node));
            case FieldType.Loose loose ->
                node.isValueNode() ? text(loose, node) : Optional.of(not("a string, number or flag", node));
            case FieldType.Free free -> Optional.empty();
            case FieldType.Group group -> node.isObject() ? Optional.empty() : Optional.of(not("an object", node));
            case FieldType.Items items -> node.isArray() ? Optional.empty() : Optional.of(not("an array", node));
        };
    }

    private static Optional<String> text(FieldType type, JsonNode node) {
        String text = node.asText();
        return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                ? type.problem(text)
                : Optional.of("must be Unicode text, holds half of a surrogate pair");
    }

    private static ApiException wrongType(String path, String expected, JsonNode node) {
        return invalid(path, not(expected, node));
    }

    private static String not(String expected, JsonNode node) {
        String text = node.toString();
        String shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
        return "must be " + expected + ", was " + shown;
    }
}
