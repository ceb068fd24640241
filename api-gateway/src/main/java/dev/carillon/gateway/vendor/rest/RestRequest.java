package dev.carillon.gateway.vendor.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.rest.RestOperation.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One call of an operation, each value checked against its {@link Field}; nothing that was sent is left unread. */
public final class RestRequest {

    private final HttpCall http;
    private final RestValues path;
    private final RestValues query;
    private final RestValues body;

    private RestRequest(HttpCall http, RestValues path, RestValues query, RestValues body) {
        this.http = http;
        this.path = path;
        this.query = query;
        this.body = body;
    }

    /**
     * Reads a call; no body at all counts as an object without fields.
     *
     * @param variables of the path, decoded
     * @throws ApiException MALFORMED, or INVALID with the field that is not as declared
     */
    static RestRequest read(RestOperation operation, Map<String, String> variables, HttpCall call) {
        ObjectNode path = StrictJson.object();
        variables.forEach((name, value) -> put(operation, Place.PATH, name, value, path));
        ObjectNode query = StrictJson.object();
        Set<String> seen = new HashSet<>();
        for (QueryPair pair : QueryPair.parse(call.query())) {
            if (!seen.add(pair.name())) {
                throw BodyCheck.invalid(pair.name(), "is given twice");
            }
            put(operation, Place.QUERY, pair.name(), pair.value(), query);
        }
        for (Field field : operation.fields(Place.QUERY)) {
            if (field.required() && query.path(field.name()).asText().isBlank()) {
                throw BodyCheck.invalid(field.name(), "is missing");
            }
        }
        ObjectNode body = call.body().length == 0 ? StrictJson.object() : StrictJson.readObject(call.body());
        new BodyCheck(operation).check(body);
        return new RestRequest(call, RestValues.of(path), RestValues.of(query), RestValues.of(body));
    }

    public RestValues path() {
        return path;
    }

    public RestValues query() {
        return query;
    }

    public RestValues body() {
        return body;
    }

    public HttpCall http() {
        return http;
    }

    /** As in the header X-Request-Id of the answer. */
    public String requestId() {
        return requestId(http);
    }

    static String requestId(HttpCall call) {
        return call.header("x-request-id").orElse("");
    }

    private static void put(RestOperation operation, Place place, String name, String value, ObjectNode into) {
        Field field = named(operation.fields(place), name)
                .orElseThrow(() -> BodyCheck.invalid(name, "is not a parameter of " + operation.name()));
        if (field.treatment() == Field.Treatment.REFUSED) {
            if (!value.isBlank()) {
                throw BodyCheck.invalid(name, field.text());
            }
            return;
        }
        Optional<String> problem = field.type().problem(value);
        if (problem.isPresent()) {
            throw BodyCheck.invalid(name, problem.get());
        }
        into.put(name, value);
    }

    private static Optional<Field> named(List<Field> fields, String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }
}
