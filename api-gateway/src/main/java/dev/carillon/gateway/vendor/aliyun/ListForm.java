package dev.carillon.gateway.vendor.aliyun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/**
 * How a product writes a list that answers hold as an array:
 *
 * <pre>
 *          JSON                     XML
 * bare     "Jobs":[…]               &lt;Jobs&gt;&lt;Job&gt;…&lt;/Job&gt;…&lt;/Jobs&gt;
 * wrapped  "JobList":{"Job":[…]}    &lt;JobList&gt;&lt;Job&gt;…&lt;/Job&gt;…&lt;/JobList&gt;
 * </pre>
 *
 * <p>Which of the two a product's SDK reads differs; the other comes out as an empty list there, without any error.
 *
 * @param wrapped whether JSON has an object around the items
 * @param item the name of an item, by the name of its list; the classic SDK reads items of any name
 */
public record ListForm(boolean wrapped, UnaryOperator<String> item) {

    /** [guess] The singular. */
    public static final ListForm BARE =
            new ListForm(false, array -> array.endsWith("s") ? array.substring(0, array.length() - 1) : array);

    public static ListForm wrapped(UnaryOperator<String> item) {
        return new ListForm(true, item);
    }

    ObjectNode json(ObjectNode answer) {
        return wrapped ? wrappedObject(answer) : answer;
    }

    private ObjectNode wrappedObject(JsonNode object) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.properties()
                .forEach(member -> copy.set(member.getKey(), wrappedValue(member.getKey(), member.getValue())));
        return copy;
    }

    private JsonNode wrappedValue(String name, JsonNode value) {
        if (value.isObject()) {
            return wrappedObject(value);
        }
        if (!value.isArray()) {
            return value;
        }
        ObjectNode wrapper = JsonNodeFactory.instance.objectNode();
        ArrayNode items = wrapper.putArray(item.apply(name));
        value.forEach(each -> items.add(each.isObject() ? wrappedObject(each) : each));
        return wrapper;
    }
}
