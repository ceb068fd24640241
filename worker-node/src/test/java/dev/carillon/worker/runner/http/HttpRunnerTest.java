package dev.carillon.worker.runner.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.HttpCheck;
import dev.carillon.core.job.Task;
import dev.carillon.testkit.Await;
import dev.carillon.worker.runner.KillSwitch;
import dev.carillon.worker.runner.RecordingLog;
import dev.carillon.worker.runner.RunResult;
import dev.carillon.worker.runner.Runs;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real server on loopback. */
final class HttpRunnerTest {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration READ = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private final RecordingLog log = new RecordingLog();
    private final KillSwitch kill = new KillSwitch();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpRunner runner = new HttpRunner(TargetRules.defaults(Set.of()));
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.start();
    }

    @AfterEach
    void stopServer() {
        over.countDown();
        runner.close();
        server.stop(0);
        executor.shutdownNow();
    }

    @Test
    void fillsItsUrlAndSendsSecretsThatItsAnswerAndLogDoNotShow() throws Exception {
        // Given: an answer that gives the secret back just where the log cuts its line
        serve(exchange -> {
            requests.add(exchange.getRequestURI().toString());
            requests.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            answer(exchange, 200, "x".repeat(4092) + "hunter2-hunter2");
        });
        Task task = new Task.Http(
                url() + "/#{jobName}?of=#{parameters}",
                "GET",
                Map.of("Authorization", "Bearer #{secret.TOKEN}"),
                "",
                CONNECT,
                READ,
                new HttpCheck.Successful());

        // When
        RunResult result = runner.run(Runs.with(Runs.of(task, "a&b"), Map.of(), Map.of("TOKEN", "hunter2")), log, kill);

        // Then
        assertThat(result.success()).isTrue();
        assertThat(requests).containsExactly("/nightly%20report?of=a%26b", "Bearer hunter2");
        assertThat(log.lines()).last().asString().hasSize(4096).endsWith("x****");
    }

    @Test
    void refusesAFilledUrlThatIsNone() throws Exception {
        // Given
        Task task = new Task.Http(
                url() + "/#{step.target}", "GET", Map.of(), "", CONNECT, READ, new HttpCheck.Successful());

        // When
        RunResult result = runner.run(Runs.of(task, ""), log, kill);

        // Then
        assertThat(result.success()).isFalse();
        assertThat(result.message()).contains("#{step.target}");
    }

    @Test
    void sendsMethodHeadersAndBodyFilledIn() throws Exception {
        // Given
        serve(exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            requests.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Job")));
            requests.add(String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")));
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 200, "fine");
        });
        Task task = new Task.Http(
                url() + "/path?q=1",
                "POST",
                Map.of("X-Job", "#{jobName:url}", "Content-Type", "text/plain"),
                "#{parameters} at #{nominalMs}",
                CONNECT,
                READ,
                new HttpCheck.Successful());

        // When
        RunResult result = runner.run(Runs.of(task, "ü=1"), log, kill);

        // Then
        assertThat(result).isEqualTo(RunResult.succeeded("HTTP 200 fine", 200));
        assertThat(requests)
                .containsExactly("POST /path?q=1", "nightly+report", "text/plain", "ü=1 at " + Runs.NOMINAL_MS);
        assertThat(log.lines()).containsExactly("POST " + url() + "/path?q=1", "HTTP 200, 4 bytes", "fine");
    }

    @Test
    void failsWithWhatWasExpectedAndWhatCame() throws Exception {
        // Given
        serve(exchange -> answer(exchange, 200, "{\"code\":\"busy\"}"));

        // When
        RunResult result = get(READ, new HttpCheck.JsonField("code", "ok"));

        // Then
        assertThat(result)
                .isEqualTo(RunResult.failed(
                        "expected status 200 and JSON with code = \"ok\", got status 200,"
                                + " code = \"busy\" in \"{\"code\":\"busy\"}\"",
                        200));
    }

    @Test
    void doesNotFollowRedirects() throws Exception {
        // Given
        serve(exchange -> {
            requests.add(exchange.getRequestURI().toString());
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            answer(exchange, 302, "");
        });

        // When
        RunResult result = get(READ, new HttpCheck.Successful());

        // Then
        assertThat(requests).containsExactly("/");
        assertThat(result.success()).isFalse();
        assertThat(result.message()).contains("got status 302").contains("redirects are not followed");
        assertThat(result.code()).isEqualTo(302);
    }

    @Test
    void givesUpOnAServerThatNeverAnswers() throws Exception {
        // Given
        serve(exchange -> hang());

        // When
        RunResult result = get(SHORT, new HttpCheck.Successful());

        // Then
        assertThat(result.success()).isFalse();
        assertThat(result.message()).contains("no complete answer").contains("within 0.3 s");
    }

    @Test
    void givesUpOnABodyThatNeverEnds() throws Exception {
        // Given a server that goes on sending a little
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            hang();
        });

        // When
        RunResult result = get(SHORT, new HttpCheck.Successful());

        // Then
        assertThat(result.success()).isFalse();
        assertThat(result.message()).contains("no complete answer");
    }

    @Test
    void readsOnlyTheBeginningOfAHugeBody() throws Exception {
        // Given
        byte[] block = "x".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (over.getCount() > 0) {
                    body.write(block);
                }
            }
        });

        // When
        RunResult status = get(READ, new HttpCheck.Successful());
        RunResult body = get(READ, new HttpCheck.BodyIs("x"));

        // Then
        assertThat(status.success()).isTrue();
        assertThat(body.success()).isFalse();
        assertThat(body.message()).contains("over 1048576 bytes");
        assertThat(String.join("", log.lines())).hasSizeLessThan(50_000);
    }

    @Test
    void saysWhenNobodyListens() throws Exception {
        // Given
        int port = server.getAddress().getPort();
        server.stop(0);

        // When
        RunResult result = get(READ, new HttpCheck.Successful());

        // Then
        assertThat(result.success()).isFalse();
        assertThat(result.message()).contains("127.0.0.1:" + port).contains("ConnectException");
    }

    @Test
    void saysWhenTheServerHangsUp() throws Exception {
        // Given
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            executor.execute(() -> acceptAndClose(socket));

            // When
            RunResult result = runner.run(
                    Runs.of(task("http://127.0.0.1:" + socket.getLocalPort(), READ, new HttpCheck.Successful()), ""),
                    log,
                    kill);

            // Then
            assertThat(result.success()).isFalse();
            assertThat(result.message())
                    .contains("the exchange with 127.0.0.1:")
                    .contains("failed: ");
        }
    }

    @Test
    void killBreaksTheExchangeOffAndSaysThatItCannotBeRecalled() throws Exception {
        // Given
        serve(exchange -> {
            requests.add("begun");
            hang();
        });
        CompletableFuture<RunResult> running = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> complete(running));
        Await.until("the request is there", () -> !requests.isEmpty());

        // When
        kill.kill(StopReason.COMMAND);

        // Then
        RunResult result = running.get(10, TimeUnit.SECONDS);
        assertThat(result.success()).isFalse();
        assertThat(result.message()).contains("cannot be recalled");
    }

    @Test
    void interruptBreaksTheExchangeOff() throws Exception {
        // Given
        serve(exchange -> {
            requests.add("begun");
            hang();
        });
        CompletableFuture<RunResult> running = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> complete(running));
        Await.until("the request is there", () -> !requests.isEmpty());

        // When
        thread.interrupt();

        // Then
        assertThat(running.handle((result, failure) -> failure).get(10, TimeUnit.SECONDS))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void sendsNothingToARefusedTarget() throws Exception {
        // Given
        serve(exchange -> {
            requests.add("reached");
            answer(exchange, 200, "");
        });
        int port = server.getAddress().getPort();
        try (HttpRunner careful = new HttpRunner(TargetRules.defaults(Set.of(port)))) {

            // When
            RunResult own = careful.run(Runs.of(task("http://localhost:" + port, READ), ""), log, kill);
            RunResult metadata =
                    careful.run(Runs.of(task("http://169.254.169.254/latest/meta-data/", READ), ""), log, kill);

            // Then
            assertThat(own.message()).contains("a port of the cluster's nodes");
            assertThat(metadata.message()).contains("denied by 169.254.0.0/16");
            assertThat(own.success() || metadata.success()).isFalse();
            assertThat(requests).isEmpty();
        }
    }

    @Test
    void refusesAHeaderValueWithALineBreak() throws Exception {
        // Given
        serve(exchange -> answer(exchange, 200, ""));
        Task task = new Task.Http(
                url(), "GET", Map.of("X-P", "#{parameters}"), "", CONNECT, READ, new HttpCheck.Successful());

        // When
        RunResult result = runner.run(Runs.of(task, "a\r\nX-Other: b"), log, kill);

        // Then
        assertThat(result.success()).isFalse();
        assertThat(result.message()).startsWith("The request could not be made: ");
    }

    @Test
    void manyDifferentConnectTimeoutsKeepWorking() throws Exception {
        // Given
        serve(exchange -> answer(exchange, 200, "ok"));

        for (int ms = 1000; ms < 1040; ms++) {
            // When
            Task task =
                    new Task.Http(url(), "GET", Map.of(), "", Duration.ofMillis(ms), READ, new HttpCheck.Successful());

            // Then
            assertThat(runner.run(Runs.of(task, ""), log, kill).success()).isTrue();
        }
    }

    private void complete(CompletableFuture<RunResult> running) {
        try {
            running.complete(get(READ, new HttpCheck.Successful()));
        } catch (Throwable e) {
            running.completeExceptionally(e);
        }
    }

    private RunResult get(Duration read, HttpCheck check) throws InterruptedException {
        return runner.run(Runs.of(task(url(), read, check), ""), log, kill);
    }

    private static Task task(String url, Duration read) {
        return task(url, read, new HttpCheck.Successful());
    }

    private static Task task(String url, Duration read, HttpCheck check) {
        return new Task.Http(url.endsWith("/") ? url : url + "/", "GET", Map.of(), "", CONNECT, read, check);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(HttpHandler handler) {
        server.createContext("/", handler);
    }

    private void hang() throws IOException {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void acceptAndClose(ServerSocket socket) {
        try {
            while (!socket.isClosed()) {
                socket.accept().close();
            }
        } catch (IOException e) {
            assertThat(socket.isClosed()).isTrue();
        }
    }
}
