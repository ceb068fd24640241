package dev.carillon.gateway.vendor.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.FieldType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestRequestTest {

    @Test
    void givesWhatABodySaysByItsFields() {
        RestValues body = make("""
                {"name":"bear","count":3,"age":"7","sold":true,"colour":"RED","when":[1],"cookies":[],
                 "maker":{"name":"Ann"},"parts":[{"id":"ear","size":{"width":2}},{"id":"eye"}],"tags":["a","b"]}""");

        assertThat(body.need(Toys.NAME)).isEqualTo("bear");
        assertThat(body.whole(Toys.COUNT)).contains(3L);
        assertThat(body.whole(Toys.AGE, 0)).isEqualTo(7);
        assertThat(body.flag(Toys.SOLD)).contains(true);
        assertThat(body.word(Toys.COLOUR)).contains("red");
        assertThat(body.text(Toys.COLOUR)).contains("RED");
        assertThat(body.json(Toys.WHEN))
                .hasValueSatisfying(when -> assertThat(when.isArray()).isTrue());
        assertThat(body.text(Toys.MAKER_NAME)).contains("Ann");
        assertThat(body.text(Toys.MAKER_TOWN)).isEmpty();
        assertThat(body.texts(Toys.TAGS)).containsExactly("a", "b");
        List<RestValues> parts = body.items(Toys.PARTS);
        assertThat(parts).extracting(part -> part.need(Toys.PART_ID)).containsExactly("ear", "eye");
        assertThat(parts.getFirst().whole(Toys.PART_SIZE)).contains(2L);
        assertThat(parts.getLast().path(Toys.PART_SIZE)).isEqualTo("parts[1].size.width");
    }

    @Test
    void tellsWhatIsThereFromWhatIsNull() {
        RestValues body = make("{\"name\":\"bear\",\"count\":null,\"when\":\"\",\"maker\":null,\"old\":\"\"}");

        assertThat(body.has(Toys.COUNT)).isFalse();
        assertThat(body.has(Toys.WHEN)).isTrue();
        assertThat(body.given(Toys.WHEN)).isEmpty();
        assertThat(body.has(Toys.MAKER_NAME)).isFalse();
        assertThat(body.object().toString()).isEqualTo("{\"name\":\"bear\",\"when\":\"\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                        | name                | is missing
            {"name":" "}                              | name                | is missing
            {"name":null}                             | name                | is missing
            {"name":7}                                | name                | must be a string, was 7
            {"name":"123456789012345678901"}          | name                | must be at most 20 bytes, has 21
            {"name":"\\ud800"}                        | name                | must be Unicode text, holds half of a surrogate pair
            {"name":"a\\u0000"}                       | name                | must not hold a NUL character
            {"name":"a","nmae":"b"}                   | nmae                | is not a field of makeToy
            {"name":"a","count":"3"}                  | count               | must be a whole number 0 … 9, was "3"
            {"name":"a","count":3.0}                  | count               | must be a whole number 0 … 9, was 3.0
            {"name":"a","count":10}                   | count               | must be 0 … 9, was 10
            {"name":"a","count":99999999999999999999} | count               | must be a whole number 0 … 9, was '99999999999999999999'
            {"name":"a","age":"x"}                    | age                 | must be a whole number 0 … 99, was 'x'
            {"name":"a","age":[1]}                    | age                 | must be a string, number or flag, was [1]
            {"name":"a","sold":"true"}                | sold                | must be true or false, was "true"
            {"name":"a","colour":"green"}             | colour              | must be red or blue, was 'green'
            {"name":"a","colour":"Pink"}              | colour              | 'pink' is not served yet, only red or blue
            {"name":"a","old":"x"}                    | old                 | old toys are not served
            {"name":"a","old":{"a":1}}                | old                 | old toys are not served
            {"name":"a","maker":"Ann"}                | maker               | must be an object, was "Ann"
            {"name":"a","maker":{}}                   | maker.name          | is missing
            {"name":"a","maker":{"name":"A","x":1}}   | maker.x             | is not a field of makeToy
            {"name":"a","parts":{}}                   | parts               | must be an array, was {}
            {"name":"a","parts":[]}                   | parts               | must have 1 … 3 items, has 0
            {"name":"a","parts":[{"id":"e"},7]}       | parts[1]            | must be an object, was 7
            {"name":"a","parts":[{"id":"e"},null]}    | parts[1]            | must not be null
            {"name":"a","parts":[{"size":{}}]}        | parts[0].id         | is missing
            {"name":"a","parts":[{"id":"e","size":{"width":0}}]} | parts[0].size.width | must be 1 … 9, was 0
            {"name":"a","tags":"b"}                   | tags                | must be an array, was "b"
            {"name":"a","tags":["b",3]}               | tags[1]             | must be a string, was 3
            """)
    void namesTheFieldThatIsNotAsDeclared(String body, String field, String problem) {
        ApiError error = refusal(() -> make(body));

        assertThat(error.category()).isEqualTo(ApiError.Category.INVALID);
        assertThat(error.field()).isEqualTo(field);
        assertThat(error.message()).isEqualTo(problem);
        assertThat(RestFaults.sentence(error)).isEqualTo(field + ": " + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"a","name":"b"} | Duplicate field 'name'
            ["name"]                | must be a JSON object
            {"name":'a'}            | is not JSON
            {"name":"a"} x          | is not JSON
            """)
    void refusesWhatCouldBeReadInTwoWays(String body, String message) {
        ApiError error = refusal(() -> make(body));

        assertThat(error.category()).isEqualTo(ApiError.Category.MALFORMED);
        assertThat(error.message()).contains(message);
    }

    @Test
    void refusesABodyThatIsNestedTooDeep() {
        assertThat(refusal(() -> make("{\"when\":" + "[".repeat(40) + "]".repeat(40) + "}"))
                        .category())
                .isEqualTo(ApiError.Category.MALFORMED);
    }

    @Test
    void readsTheQueryByItsFields() {
        RestRequest request = show("limit=20&old=");

        assertThat(request.query().whole(Toys.LIMIT, 10)).isEqualTo(20);
        assertThat(request.query().has(Toys.OLD)).isFalse();
        assertThat(show("").query().whole(Toys.LIMIT, 10)).isEqualTo(10);
        assertThat(request.path().need(Toys.TOY)).isEqualTo("bear");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            limit=0         | limit | must be 1 … 100, was 0
            limit=          | limit | must be a whole number 1 … 100, was ''
            limit=1&limit=1 | limit | is given twice
            limits=1        | limits | is not a parameter of showToy
            old=1           | old   | old toys are not served
            """)
    void namesTheParameterThatIsNotAsDeclared(String query, String field, String problem) {
        ApiError error = refusal(() -> show(query));

        assertThat(error.field()).isEqualTo(field);
        assertThat(error.message()).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource({"limit=%zz", "limit=%c3%28", "%=1", "limit=%2"})
    void refusesAQueryThatIsNotPercentEncoded(String query) {
        assertThat(refusal(() -> show(query)).category()).isEqualTo(ApiError.Category.MALFORMED);
    }

    @Test
    void passesOverUnknownFieldsWhereTheOperationIsLenient() {
        RestRequest request = RestRequest.read(
                Toys.BREAK,
                Map.of("shop", "s", "toy", "t"),
                Toys.call("POST", "/toys/s/t:break", "{\"cookies\":[],\"x\":1}"));

        assertThat(request.body().object().isEmpty()).isTrue();
    }

    @Test
    void refusesATableThatContradictsItself() {
        Field name = Field.honoured("name", new FieldType.Text(1), "");

        assertThatThrownBy(() -> RestOperation.reading("a", "GET", "/a").body(name, name))
                .hasMessage("declared twice: name");
        assertThatThrownBy(() -> RestOperation.reading("a", "GET", "/a/{b}").checkComplete())
                .hasMessage("a: the path /a/{b} has the variables [b], not []");
        assertThatThrownBy(() -> RestOperation.reading("a", "GET", "/a/x{b}"))
                .hasMessage("not the template of a path: /a/x{b}");
    }

    private static RestValues make(String body) {
        return RestRequest.read(Toys.MAKE, Map.of("shop", "s"), Toys.call("POST", "/toys/s/toy", body))
                .body();
    }

    private static RestRequest show(String query) {
        return RestRequest.read(
                Toys.SHOW, Map.of("shop", "s", "toy", "bear"), Toys.call("GET", "/toys/s/toy/bear?" + query, ""));
    }

    private static ApiError refusal(Runnable reading) {
        ApiException refused = catchThrowableOfType(ApiException.class, reading::run);
        assertThat(refused).as("refusal").isNotNull();
        return refused.error();
    }
}
