package dev.carillon.gateway.vendor.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.FieldType;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A made-up product that uses everything that the tables can say; it answers what {@link #next} says. */
final class Toys implements RestProduct {

    private static final FieldType TEXT = new FieldType.Text(20);

    static final Field SHOP = Field.honoured("shop", TEXT, "the shop");
    static final Field TOY = Field.honoured("toy", TEXT, "the toy");
    static final Field LIMIT = Field.honoured("limit", new FieldType.Whole(1, 100), "at most");
    static final Field OLD = Field.refused("old", "old toys are not served");

    static final Field NAME = Field.honoured("name", TEXT, "the name");
    static final Field COUNT = Field.honoured("count", new FieldType.Whole(0, 9), "how many");
    static final Field AGE = Field.honoured("age", new FieldType.Loose(new FieldType.Whole(0, 99)), "in years");
    static final Field SOLD = Field.honoured("sold", new FieldType.Flag(), "whether");
    static final Field COLOUR =
            Field.honoured("colour", new FieldType.Word(List.of("red", "blue"), List.of("pink")), "one of two");
    static final Field WHEN = Field.honoured("when", new FieldType.Free("anything"), "checked later");
    static final Field COOKIES = Field.noEffect("cookies", new FieldType.Free("anything"), "none");
    static final Field MAKER_NAME =
            Field.honoured("maker.name", TEXT, "who made it").mandatory();
    static final Field MAKER_TOWN = Field.honoured("maker.town", TEXT, "where");
    static final Field PARTS = Field.honoured("parts", new FieldType.Items(1, 3), "what it is made of");
    static final Field PART_ID = Field.honoured("parts[].id", TEXT, "the part").mandatory();
    static final Field PART_SIZE = Field.honoured("parts[].size.width", new FieldType.Whole(1, 9), "its size");
    static final Field TAGS = Field.honoured("tags[]", TEXT, "words");

    static final RestOperation SHOW = RestOperation.reading("showToy", "GET", "/toys/{shop}/toy/{toy}")
            .path(SHOP, TOY)
            .query(LIMIT, OLD);
    static final RestOperation MAKE = RestOperation.writing("makeToy", "POST", "/toys/{shop}/toy")
            .path(SHOP)
            .body(
                    NAME.mandatory(),
                    COUNT,
                    AGE,
                    SOLD,
                    COLOUR,
                    WHEN,
                    COOKIES,
                    OLD,
                    MAKER_NAME,
                    MAKER_TOWN,
                    PARTS,
                    PART_ID,
                    PART_SIZE,
                    TAGS);
    static final RestOperation BREAK = RestOperation.writing("breakToy", "POST", "/toys/{shop}/{toy}:break")
            .path(SHOP, TOY)
            .lenient();
    static final RestOperation BREAK_ALL =
            RestOperation.writing("breakAll", "POST", "/toys/{shop}/all:break").path(SHOP);

    private final List<RestCaller> callers = new ArrayList<>();
    private Function<RestRequest, Future<HttpAnswer>> next = request ->
            Future.succeededFuture(RestAnswer.json(200, request.body().object()));

    void answers(Function<RestRequest, Future<HttpAnswer>> next) {
        this.next = next;
    }

    List<RestCaller> callers() {
        return callers;
    }

    static HttpCall call(String method, String target, String body) {
        int question = target.indexOf('?');
        return new HttpCall(
                method,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                Map.of("x-request-id", List.of("request-1")),
                body.getBytes(StandardCharsets.UTF_8),
                "127.0.0.1");
    }

    static ObjectNode body(HttpAnswer answer) {
        return StrictJson.readObject(answer.body());
    }

    @Override
    public String name() {
        return "acme.toys";
    }

    @Override
    public boolean claims(HttpCall call) {
        return call.path().startsWith("/toys/");
    }

    @Override
    public List<RestOperation> operations() {
        return List.of(SHOW, MAKE, BREAK, BREAK_ALL);
    }

    @Override
    public Future<HttpAnswer> perform(RestOperation operation, RestRequest request, RestCaller caller) {
        callers.add(caller);
        return next.apply(request).map(answer -> RestAnswer.with(answer, "operation", operation.name()));
    }

    @Override
    public RestFaults faults() {
        return new RestFaults() {
            @Override
            public RestFault of(ApiError error) {
                return new RestFault(error.category().status(), "TOY." + error.category(), RestFaults.sentence(error));
            }

            @Override
            public RestFault noSuchPath(String path) {
                return new RestFault(404, "TOY.PATH", path);
            }

            @Override
            public RestFault wrongMethod(String method, Set<String> allowed) {
                return new RestFault(405, "TOY.METHOD", method);
            }

            @Override
            public HttpAnswer answer(RestFault fault, String requestId) {
                return RestAnswer.json(
                        fault.status(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("code", fault.code())
                                .put("message", fault.message())
                                .put("id", requestId));
            }
        };
    }
}
