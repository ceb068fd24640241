package dev.carillon.gateway.vendor.jdcloud.jmr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.rest.RestValues;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The page that selectParams asks for: filtered by status, put in order, cut out, with the total of what the filter left. */
final class Listing {

    private final RestValues sent;
    private final String status;

    /** @param status which field of a listed object is its status */
    Listing(RestValues sent, String status) {
        this.sent = sent;
        this.status = status;
    }

    /**
     * Gives {@code {totalNum, name: […]}}.
     *
     * @param names under which the list stands, each the same
     */
    ObjectNode page(List<ObjectNode> all, String... names) {
        List<ObjectNode> chosen = ordered(ofStatus(all.stream()).toList());
        int size = sent.whole(Fields.PAGE_SIZE, Guesses.PAGE_SIZE);
        long skip = (sent.whole(Fields.PAGE_NUM, 1) - 1L) * size;
        List<ObjectNode> page = chosen.stream().skip(skip).limit(size).toList();
        return total(chosen.size(), page, names);
    }

    static ObjectNode total(int total, List<ObjectNode> listed, String... names) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("totalNum", total);
        for (String name : names) {
            ArrayNode list = data.putArray(name);
            listed.forEach(list::add);
        }
        return data;
    }

    private Stream<ObjectNode> ofStatus(Stream<ObjectNode> all) {
        Optional<String> wanted = sent.given(Fields.STATUS);
        return all.filter(each -> wanted.isEmpty() || each.path(status).asText().equalsIgnoreCase(wanted.get()));
    }

    private List<ObjectNode> ordered(List<ObjectNode> all) {
        for (Field field : List.of(Fields.ORDER_BY, PlanFields.ORDER_BY, JobFields.ORDER_BY)) {
            Optional<String> order = sent.given(field);
            if (order.isPresent()) {
                return all.stream().sorted(order(field, order.get(), all)).toList();
            }
        }
        return all;
    }

    private Comparator<ObjectNode> order(Field field, String order, List<ObjectNode> all) {
        String[] words = order.strip().split("\\s+");
        String direction = words.length < 2 ? "asc" : words[1].toLowerCase(Locale.ROOT);
        boolean descending = direction.equals(Guesses.DESCENDING);
        if (words.length > 2 || !descending && !direction.equals("asc")) {
            throw sent.invalid(field, "must be the name of a field, then perhaps asc or desc, was '" + order + "'");
        }
        if (!all.isEmpty() && !all.getFirst().has(words[0])) {
            throw sent.invalid(field, "'" + words[0] + "' is not a field of what is listed");
        }
        Comparator<ObjectNode> ascending = Comparator.comparing(each -> each.path(words[0]), Listing::compare);
        return descending ? ascending.reversed() : ascending;
    }

    private static int compare(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? Long.compare(one.longValue(), other.longValue())
                : one.asText().compareTo(other.asText());
    }
}
