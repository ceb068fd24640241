package dev.carillon.standalone.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiresTest {

    private static final String PAGE = """
            {"jobId": 5, "condition": "ACTIVE", "items": [%s]%s}""";
    private static final String FIRE = """
            {"nominalAt": "2026-01-0%dT12:00:00Z", "dueAt": "2026-01-0%dT12:00:00.250Z", "state": "PLANNED"}""";

    private static String page(int from, int to, String more) {
        StringBuilder items = new StringBuilder();
        for (int day = from; day <= to; day++) {
            items.append(day == from ? "" : ", ").append(FIRE.formatted(day, day));
        }
        return PAGE.formatted(items, more);
    }

    @Test
    void pagesAreReadUntilThereAreAsManyAsAskedFor() throws Exception {
        // Given
        Optional<Instant> from = Optional.of(Instant.parse("2026-01-01T00:00:00Z"));
        try (StubGateway gateway = new StubGateway();
                GatewayClient client = gateway.client()) {
            gateway.answers(200, page(1, 3, ", \"nextCursor\": \"a\""))
                    .answers(200, page(4, 5, ", \"nextCursor\": \"b\""));

            // When
            Fires fires = Fires.of(client, 5, new Fires.Range(from, Optional.empty(), 5));

            // Then
            assertThat(gateway.asked())
                    .containsExactly(
                            "/api/v1/jobs/5/fires?count=5&from=2026-01-01T00%3A00%3A00Z",
                            "/api/v1/jobs/5/fires?count=2&cursor=a&from=2026-01-01T00%3A00%3A00Z");
            assertThat(fires.answer().path("items")).hasSize(5);
            assertThat(fires.more()).isTrue();
        }
    }

    @Test
    void theLastPageEndsTheList() throws Exception {
        try (StubGateway gateway = new StubGateway();
                GatewayClient client = gateway.client()) {
            gateway.answers(200, page(1, 3, ", \"nextCursor\": \"a\"")).answers(200, page(4, 4, ""));

            Fires fires = Fires.of(client, 5, new Fires.Range(Optional.empty(), Optional.empty(), 2_000));

            assertThat(gateway.asked().getFirst()).endsWith("?count=1000");
            assertThat(fires.answer().path("items")).hasSize(4);
            assertThat(fires.more()).isFalse();
        }
    }

    @Test
    void eachFireIsALineWithWhatBecameOfIt() throws Exception {
        ObjectNode answer = (ObjectNode) new ObjectMapper().readTree("""
                {"jobId": 5, "condition": "PAUSED", "note": "the job is paused", "knownFrom": "2026-01-01T00:00:00Z", "items": [
                 {"nominalAt": "2026-01-01T12:00:00Z", "dueAt": "2026-01-01T12:00:00.250Z", "state": "TRIGGERED",
                  "executionId": "5-s1767268800000", "status": "SUCCEEDED"},
                 {"nominalAt": "2026-01-02T12:00:00Z", "dueAt": "2026-01-02T12:00:00Z", "state": "SKIPPED",
                  "skip": {"reason": "OVERLAP", "detail": "as many run as may"}},
                 {"nominalAt": "2026-01-03T12:00:00Z", "dueAt": "2026-01-03T12:00:00Z", "state": "EXCLUDED", "calendar": "holidays"},
                 {"nominalAt": "2026-01-04T12:00:00Z", "dueAt": "2026-01-04T12:00:00Z", "state": "PAUSED"}]}""");

        assertThat(new Fires(answer).lines())
                .containsExactly(
                        "job 5 is paused: the job is paused",
                        "what became of fires is known from 2026-01-01T00:00:00Z on",
                        "",
                        "NOMINAL                   DUE                       STATE",
                        "2026-01-01T12:00:00Z      2026-01-01T12:00:00.250Z  TRIGGERED    SUCCEEDED 5-s1767268800000",
                        "2026-01-02T12:00:00Z      2026-01-02T12:00:00Z      SKIPPED      OVERLAP: as many run as may",
                        "2026-01-03T12:00:00Z      2026-01-03T12:00:00Z      EXCLUDED     calendar holidays",
                        "2026-01-04T12:00:00Z      2026-01-04T12:00:00Z      PAUSED");
    }

    @Test
    void aJobWithoutFiresSaysSo() throws Exception {
        ObjectNode answer = (ObjectNode) new ObjectMapper().readTree(PAGE.formatted("", ""));

        assertThat(new Fires(answer).lines()).containsExactly("job 5 is active", "", "no fires");
    }
}
