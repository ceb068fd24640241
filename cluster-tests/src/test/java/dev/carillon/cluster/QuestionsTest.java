package dev.carillon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.cluster.harness.JavaTool;
import dev.carillon.cluster.harness.TestDirectory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code carillon fires} and {@code explain} say of a job of a cluster that runs. */
final class QuestionsTest {

    private final RunningCluster cluster = RunningCluster.get();
    private final JavaTool program = new JavaTool(TestDirectory.of(QuestionsTest.class));

    @Test
    void theFiresOfAJobAreListedAndExplained() throws Exception {
        // Given
        String job = create("""
                {"name": "asked", "namespace": "questions", "task": {"shell": {"script": "true"}},
                 "schedule": {"cron": {"expression": "0 0 12 1 1 ? 2190-2199", "zone": "UTC"}}}""");

        // When
        List<String> fires = ask("fires", job, "--next", "2").lines().toList();
        List<String> why =
                ask("explain", job, "--at", "2190-01-01T12:00:00Z").lines().toList();
        JsonNode json = new ObjectMapper()
                .readTree(ask("fires", job, "--from", "2195-01-01T00:00:00Z", "--max", "100", "--json"));

        // Then
        assertThat(fires.getFirst()).isEqualTo("job " + job + " is active");
        assertThat(fires)
                .filteredOn(line -> line.endsWith("PLANNED"))
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .containsExactly("2190-01-01T12:00:00Z", "2191-01-01T12:00:00Z");
        assertThat(why.get(0)).isEqualTo("job " + job + " at 2190-01-01T12:00:00Z: PLANNED");
        assertThat(why.get(1)).startsWith("It will fire at 2190-01-01T12:00:00Z");
        assertThat(json.path("items")).hasSize(5);
    }

    private String ask(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--gateway", cluster.url(), "--data", cluster.dataDirectory().toString()));
        return program.run("dev.carillon.standalone.cli.Carillon", all, null).text();
    }

    private String create(String job) throws Exception {
        String pair = cluster.key().accessKey() + ":" + cluster.key().secret();
        HttpRequest request = HttpRequest.newBuilder(URI.create(cluster.url() + "/api/v1/jobs"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(job))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            return new ObjectMapper().readTree(answer.body()).path("id").asText();
        }
    }
}
