package dev.carillon.standalone.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.kafka.settings.StartRefusedException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayClientTest {

    private StubGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new StubGateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void theQueryIsEncodedAndThePairIsSent() throws Exception {
        // Given
        gateway.answers(200, "{\"a\": 1}");

        // When
        try (GatewayClient client = gateway.client()) {
            assertThat(client.get("/jobs/5/explain", Map.of("at", "1970-01-01T00:00:00+01:00"))
                            .path("a")
                            .asInt())
                    .isEqualTo(1);
        }

        // Then
        assertThat(gateway.asked()).containsExactly("/api/v1/jobs/5/explain?at=1970-01-01T00%3A00%3A00%2B01%3A00");
        assertThat(gateway.authorization()).isEqualTo("Basic a2V5OnNlY3JldA==");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | {"error": {"code": "NOT_FOUND", "message": "job 5 does not exist"}} | says: job 5 does not exist
            400 | {"error": {"code": "INVALID", "message": "is odd", "field": "at"}} | says: at: is odd
            401 | {"error": {"code": "UNAUTHORIZED", "message": "no such key"}} | no such key; give the pair by CARILLON_ACCESS_KEY
            404 | <html>nothing here</html> | is no gateway of Carillon (it answered 404)
            200 | hello | is no gateway of Carillon (it answered 200)
            """)
    void whatIsNoAnswerIsSaidInOneSentence(int status, String body, String says) {
        gateway.answers(status, body);

        try (GatewayClient client = gateway.client()) {
            assertThatThrownBy(() -> client.get("/jobs/5", Map.of()))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining(gateway.url().toString())
                    .hasMessageContaining(says);
        }
    }

    @Test
    void whereNobodyListensItSaysSo() {
        URI gone = gateway.url();
        gateway.close();

        try (GatewayClient client = new GatewayClient(gone, new Credential("key", "secret", Permissions.ALL))) {
            assertThatThrownBy(() -> client.get("/jobs/5", Map.of()))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("No gateway answers at " + gone)
                    .hasMessageContaining("--gateway");
        }
    }
}
