package dev.carillon.gateway.vendor.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values of one place of a request (path, query, body, or one item of an array in the body), checked already: what is
 * there is as its {@link Field} says. Null counts as absent. A field that the operation does not have is absent too, so
 * that a mapping can serve operations that share most of their fields.
 */
public final class RestValues {

    private final ObjectNode object;
    /** How the names of the fields in here begin, such as {@code target_infos[].}; empty at the top. */
    private final String prefix;
    /** The same with indexes, for messages. */
    private final String place;

    private RestValues(ObjectNode object, String prefix, String place) {
        this.object = object;
        this.prefix = prefix;
        this.place = place;
    }

    static RestValues of(ObjectNode object) {
        return new RestValues(object, "", "");
    }

    /** Whether it was sent, be it empty; what decides in a merge. */
    public boolean has(Field field) {
        return find(field) != null;
    }

    /** The value as it was sent, perhaps empty. */
    public Optional<String> text(Field field) {
        return json(field).map(JsonNode::asText);
    }

    /** The value when there is one to speak of. */
    public Optional<String> given(Field field) {
        return text(field).filter(value -> !value.isBlank());
    }

    /** The value of a mandatory field. */
    public String need(Field field) {
        return text(field).orElseThrow(() -> new IllegalStateException(field.name() + " is not mandatory"));
    }

    /** In lower case, as the words of a {@link dev.carillon.gateway.vendor.FieldType.Word} are declared. */
    public Optional<String> word(Field field) {
        return given(field).map(value -> value.toLowerCase(Locale.ROOT));
    }

    public Optional<Long> whole(Field field) {
        return given(field).map(Long::valueOf);
    }

    public int whole(Field field, int otherwise) {
        return whole(field).map(Math::toIntExact).orElse(otherwise);
    }

    public Optional<Boolean> flag(Field field) {
        return given(field).map(Boolean::valueOf);
    }

    public boolean flag(Field field, boolean otherwise) {
        return flag(field).orElse(otherwise);
    }

    /** Whatever it is. */
    public Optional<JsonNode> json(Field field) {
        return Optional.ofNullable(find(field));
    }

    /** The plain values of an array. @param field declared as {@code items[]} */
    public List<String> texts(Field field) {
        List<String> texts = new ArrayList<>();
        json(field).ifPresent(array -> array.forEach(item -> texts.add(item.asText())));
        return texts;
    }

    /** The objects of an array. @param field of the array itself, declared as {@code target_infos} */
    public List<RestValues> items(Field field) {
        List<RestValues> items = new ArrayList<>();
        json(field)
                .ifPresent(array -> array.forEach(item -> items.add(new RestValues(
                        (ObjectNode) item, field.name() + "[].", path(field) + "[" + items.size() + "]."))));
        return items;
    }

    /** The field's path in this request, such as {@code target_infos[2].target_id}. */
    public String path(Field field) {
        return place + relative(field);
    }

    /** A refusal that names the field. */
    public ApiException invalid(Field field, String problem) {
        return BodyCheck.invalid(path(field), problem);
    }

    /** A copy of everything that is here, without nulls. */
    public ObjectNode object() {
        return object.deepCopy();
    }

    private @Nullable JsonNode find(Field field) {
        JsonNode at = object;
        for (String part : relative(field).split("\\.", -1)) {
            at = at == null ? null : at.get(part);
        }
        return at;
    }

    private String relative(Field field) {
        String name = field.name();
        if (!name.startsWith(prefix)) {
            throw new IllegalStateException(name + " is not a field within " + prefix);
        }
        int end = name.endsWith("[]") ? name.length() - 2 : name.length();
        return name.substring(prefix.length(), end);
    }
}
