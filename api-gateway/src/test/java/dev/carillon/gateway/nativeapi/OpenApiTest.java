package dev.carillon.gateway.nativeapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.gateway.nativeapi.ApiServer.Answer;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OpenApiTest {

    private ApiServer server;
    private JsonNode document;

    @BeforeEach
    void start() throws Exception {
        server = new ApiServer();
        document = new ObjectMapper()
                .readTree(Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("/openapi.json")));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void documentAndCodeHaveTheSameOperations() {
        Set<String> documented = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> coded = server.api.routes().stream()
                .map(route -> route.method() + " " + route.template())
                .collect(Collectors.toCollection(TreeSet::new));
        coded.add("GET " + NativeApi.OPENAPI);

        assertThat(documented).isEqualTo(coded);
    }

    @Test
    void everyOperationThatNeedsAKeySaysThatItMayBeRefused() {
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> assertThat(
                                        operation.getValue().path("responses").has("403"))
                                .as(operation.getKey() + " " + path.getKey())
                                .isEqualTo(!path.getKey().equals(NativeApi.OPENAPI))));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        document.findValuesAsText("$ref")
                .forEach(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void everyExampleIsAccepted() throws Exception {
        int tried = 0;
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                for (JsonNode example : operation.getValue().at("/requestBody/content/application~1json/examples")) {
                    tried++;
                    accept(operation.getKey(), path.getKey(), example.path("value"));
                }
            }
        }
        assertThat(tried).isGreaterThan(8);
    }

    private void accept(String method, String template, JsonNode example) throws Exception {
        // The examples that carry an id carry this one, with the revision that three puts make.
        server.send(
                "PUT",
                "/jobs/92583",
                "{\"name\":\"n\",\"task\":{\"shell\":{\"script\":\"true\"}}}",
                "Authorization",
                ApiServer.ADMIN);
        long revision = server.get("/jobs/92583").json().path("revision").asLong();
        String body = example.toString().replace("\"revision\":3", "\"revision\":" + revision);
        Answer answer = server.send(
                method.toUpperCase(Locale.ROOT),
                template.replace("{id}", "92583"),
                body,
                "Authorization",
                ApiServer.ADMIN);

        assertThat(answer.status())
                .as(method + " " + template + " " + answer.message())
                .isLessThan(300);
    }
}
