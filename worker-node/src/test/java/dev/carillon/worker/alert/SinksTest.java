package dev.carillon.worker.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.job.AlertPolicy.Contact;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinksTest {

    private final JsonPost post = new JsonPost(target -> Optional.empty());
    private RecordingServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new RecordingServer();
    }

    @AfterEach
    void stopServer() {
        server.close();
        post.close();
    }

    @Test
    void aWebhookGetsTheWholeAlertAsJson() throws Exception {
        // Given
        Contact contact = Alerts.webhook(server.url());

        // When
        new WebhookSink(post).deliver(Alerts.to(contact), contact);

        // Then
        assertThat(server.bodies)
                .containsExactly("{\"jobId\":42,\"jobName\":\"nightly \\\"export\\\"\",\"namespace\":\"default\","
                        + "\"group\":\"reports\",\"kind\":\"FAILURE\",\"at\":\"2026-03-01T12:00:00Z\","
                        + "\"executionId\":\"42-s1772366400000\",\"failuresInARow\":3,"
                        + "\"message\":\"failed 3 times in a row\",\"contact\":\"on-call\"}");
    }

    @Test
    void aDingTalkRobotGetsTheAlertInItsTextForm() throws Exception {
        // Given
        Contact contact = Alerts.ding(server.url());
        server.answer(200, "{\"errmsg\":\"ok\",\"errcode\":0}");

        // When
        new DingTalkSink(post).deliver(Alerts.to(contact), contact);

        // Then
        assertThat(server.bodies)
                .containsExactly(
                        "{\"msgtype\":\"text\",\"text\":{\"content\":\"Carillon FAILURE: failed 3 times in a row\\n"
                                + "job nightly \\\"export\\\" (42) of default / reports\\nexecution 42-s1772366400000\\n"
                                + "2026-03-01T12:00:00Z\"}}");
    }

    @ParameterizedTest
    @CsvSource({"310000, false", "300001, false", "130101, true", "-1, true"})
    void anErrorCodeOfARobotIsAFailureThoughItsStatusIs200(long code, boolean retryable) {
        // Given
        Contact contact = Alerts.ding(server.url());
        server.answer(200, "{\"nested\":{\"errcode\":0},\"errcode\":" + code + "}");

        // When, Then
        assertThatThrownBy(() -> new DingTalkSink(post).deliver(Alerts.to(contact), contact))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        e -> assertThat(e.isRetryable()).isEqualTo(retryable))
                .hasMessageContaining(Long.toString(code));
    }

    @ParameterizedTest
    @CsvSource({"500, true", "503, true", "429, true", "408, true", "404, false", "401, false", "302, false"})
    void aStatusTellsWhetherItMayPass(int status, boolean retryable) {
        // Given
        Contact contact = Alerts.webhook(server.url());
        server.answer(status, "");

        // When, Then
        assertThatThrownBy(() -> new WebhookSink(post).deliver(Alerts.to(contact), contact))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        e -> assertThat(e.isRetryable()).isEqualTo(retryable));
        assertThat(server.bodies).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a url", "ftp://example.com/", "file:///etc/passwd", "http:///nohost", "://"})
    void aTargetThatIsNoWebAddressIsRefusedForGood(String url) {
        // Given
        Contact contact = Alerts.webhook(url);

        // When, Then
        assertThatThrownBy(() -> new WebhookSink(post).deliver(Alerts.to(contact), contact))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        e -> assertThat(e.isRetryable()).isFalse());
    }

    @Test
    void aTargetThatTheRulesForbidIsNotTalkedTo() {
        // Given
        Contact contact = Alerts.webhook(server.url());
        JsonPost guarded = new JsonPost(target -> Optional.of("must not talk to " + target.getHost()));

        // When, Then
        assertThatThrownBy(() -> new WebhookSink(guarded).deliver(Alerts.to(contact), contact))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        e -> assertThat(e.isRetryable()).isFalse())
                .hasMessageContaining("must not talk to 127.0.0.1");
        assertThat(server.bodies).isEmpty();
        guarded.close();
    }

    @Test
    void anAnswerOverTheLimitIsNotReadWhole() {
        // Given
        Contact contact = Alerts.webhook(server.url());
        server.answer(200, "x".repeat(70_000));

        // When, Then
        assertThatThrownBy(() -> new WebhookSink(post).deliver(Alerts.to(contact), contact))
                .isInstanceOf(DeliveryException.class);
    }

    @Test
    void nobodyThereIsWorthAnotherTry() {
        // Given
        Contact contact = Alerts.webhook(server.url());
        server.close();

        // When, Then
        assertThatThrownBy(() -> new WebhookSink(post).deliver(Alerts.to(contact), contact))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        e -> assertThat(e.isRetryable()).isTrue());
    }
}
