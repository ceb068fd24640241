package dev.carillon.kafka.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.kafka.settings.StartRefusedException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementServerTest {

    private static final ManagementSettings FREE_PORT = new ManagementSettings("127.0.0.1", 0);

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicReference<HealthCheck.Answer> live =
            new AtomicReference<>(HealthCheck.Answer.healthy("running"));
    private final AtomicReference<HealthCheck.Answer> partitions =
            new AtomicReference<>(HealthCheck.Answer.unhealthy("3 of \"4\"\nloaded"));
    private final ManagementServer server = ManagementServer.start(
            FREE_PORT,
            metrics,
            List.of(new HealthCheck("loop", live::get)),
            List.of(new HealthCheck("loop", live::get), new HealthCheck("partitions", partitions::get)));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void aNodeIsReadyWhenEveryCheckIsHealthyAndNamesThoseThatAreNot() throws Exception {
        HttpResponse<String> loading = get("/readyz");
        partitions.set(HealthCheck.Answer.healthy("4 loaded"));
        HttpResponse<String> loaded = get("/readyz");

        assertThat(loading.statusCode()).isEqualTo(503);
        assertThat(loading.body())
                .isEqualTo(
                        "{\"status\":\"down\",\"checks\":["
                                + "{\"name\":\"loop\",\"status\":\"up\",\"detail\":\"running\"},"
                                + "{\"name\":\"partitions\",\"status\":\"down\",\"detail\":\"3 of \\\"4\\\"\\u000aloaded\"}]}\n");
        assertThat(loaded.statusCode()).isEqualTo(200);
        assertThat(loaded.headers().firstValue("content-type")).hasValue("application/json");
    }

    @Test
    void aNodeThatIsNotReadyIsAliveUntilItsOwnCheckFails() throws Exception {
        assertThat(get("/livez").statusCode()).isEqualTo(200);

        live.set(HealthCheck.Answer.unhealthy("stuck"));

        assertThat(get("/livez").statusCode()).isEqualTo(503);
    }

    @Test
    void aCheckThatFailsToAnswerIsAnUnhealthyOne() throws Exception {
        try (ManagementServer broken =
                ManagementServer.start(FREE_PORT, metrics, List.of(), List.of(new HealthCheck("view", () -> {
                    throw new IllegalStateException("closed");
                })))) {
            HttpResponse<String> answer = get(broken, "GET", "/readyz");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"view\",\"status\":\"down\"", "closed");
        }
    }

    @Test
    void metricsAreInTheTextFormOfPrometheus() throws Exception {
        Metric.DEAD_LETTERS.counter(metrics, "carillon.commands").increment(3);

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/plain; version=0.0.4");
        assertThat(answer.body()).contains("carillon_dead_letters_total{topic=\"carillon.commands\"} 3.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/livezz", "/livez/", "/metrics/x", "/other"})
    void anyOtherPathIsNotFound(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void nothingCanBeChangedHere(String method) throws Exception {
        HttpResponse<String> answer = get(server, method, "/readyz");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).hasValue("GET, HEAD");
    }

    @Test
    void aHeadRequestGetsTheStatusAlone() throws Exception {
        HttpResponse<String> answer = get(server, "HEAD", "/readyz");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aTakenPortStopsTheStartAndIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ManagementSettings settings = new ManagementSettings("127.0.0.1", taken.getLocalPort());

            assertThatExceptionOfType(StartRefusedException.class)
                    .isThrownBy(() -> ManagementServer.start(settings, metrics, List.of(), List.of()))
                    .withMessageContaining("management port 127.0.0.1:" + taken.getLocalPort())
                    .withMessageContaining("management.port");
        }
    }

    @Test
    void anAddressOfAnotherMachineStopsTheStart() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() ->
                        ManagementServer.start(new ManagementSettings("192.0.2.1", 0), metrics, List.of(), List.of()))
                .withMessageContaining("192.0.2.1:0");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(server, "GET", path);
    }

    private HttpResponse<String> get(ManagementServer from, String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + from.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
