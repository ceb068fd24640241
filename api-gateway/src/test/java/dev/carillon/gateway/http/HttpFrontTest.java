package dev.carillon.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.vendor.VendorAdapter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The front on real sockets, before two APIs: one that claims {@code /slow…} and answers when told, one that echoes. */
final class HttpFrontTest {

    private static final int MAX_BODY = 1000;

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Promise<HttpAnswer> slow = Promise.promise();
    private final CompletableFuture<Void> slowAsked = new CompletableFuture<>();
    private TestCertificate certificate;
    private Listeners listeners;

    @BeforeEach
    void start() throws Exception {
        certificate = TestCertificate.make(directory, "first");
        listen(Duration.ofSeconds(20));
    }

    private void listen(Duration bodyTimeout) throws Exception {
        HttpFront front = new HttpFront(
                List.of(new Api("slow")),
                new Api("echo"),
                new HttpFront.Limits(MAX_BODY, bodyTimeout, 1),
                new SimpleMeterRegistry(),
                InstantSource.system(),
                new Random(1));
        ListenSettings.Tls tls = new ListenSettings.Tls(0, certificate.chain(), certificate.key());
        listeners = new Listeners(
                vertx, new ListenSettings("127.0.0.1", 0, Duration.ofSeconds(30), Optional.of(tls)), front);
        Promise<Void> open = Promise.promise();
        vertx.runOnContext(unused -> listeners.open().onComplete(open));
        open.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** Answers with what it was asked; refuses with its name and the category. */
    private final class Api implements VendorAdapter {

        private final String name;

        Api(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean claims(HttpCall call) {
            return call.path().startsWith("/" + name)
                    || new String(call.body(), StandardCharsets.UTF_8).equals("for=" + name);
        }

        @Override
        public Future<HttpAnswer> answer(HttpCall call) {
            if (name.equals("slow")) {
                slowAsked.complete(null);
                return slow.future();
            }
            if (call.path().equals("/broken")) {
                throw new IllegalStateException("an adapter with a defect");
            }
            String body = new String(call.body(), StandardCharsets.UTF_8);
            return Future.succeededFuture(HttpAnswer.of(
                    200, "text/plain", call.method() + " " + call.path() + "?" + call.query() + " " + body));
        }

        @Override
        public HttpAnswer refuse(HttpCall call, ApiError error) {
            return HttpAnswer.of(error.category().status(), "text/plain", name + " " + error.category());
        }
    }

    @Test
    void pathAndQueryArriveAsTheyWereSent() throws Exception {
        assertThat(send("/a%2Fb%20c?x=%41&x=+&y", "body").body()).isEqualTo("POST /a%2Fb%20c?x=%41&x=+&y body");
    }

    @Test
    void aRequestMayTellItsApiInItsBody() throws Exception {
        slow.complete(HttpAnswer.of(200, "text/plain", "the slow one"));

        assertThat(send("/", "for=slow").body()).isEqualTo("the slow one");
        assertThat(send("/", "for=nobody").body()).isEqualTo("POST /? for=nobody");
    }

    @Test
    void moreRequestsThanAllowedAreRefusedInTheShapeOfTheirApi() throws Exception {
        // given: the one that may be served is being served
        CompletableFuture<HttpResponse<String>> first =
                client.sendAsync(request("/slow", "").build(), HttpResponse.BodyHandlers.ofString());
        slowAsked.get(20, TimeUnit.SECONDS);

        // when
        HttpResponse<String> second = send("/slow", "");
        slow.complete(HttpAnswer.of(200, "text/plain", "at last"));

        // then
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.body()).isEqualTo("slow TOO_MANY");
        assertThat(first.get(20, TimeUnit.SECONDS).body()).isEqualTo("at last");
        assertThat(send("/echo", "").statusCode()).isEqualTo(200);
    }

    @Test
    void anAnnouncedBodyOverTheLimitIsRefused() throws Exception {
        HttpResponse<String> answer = send("/slow", "x".repeat(MAX_BODY + 1));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("slow TOO_LARGE");
    }

    @Test
    void aBodyThatGrowsOverTheLimitIsRefused() throws Exception {
        // given
        String chunk = "3e8\r\n" + "x".repeat(1000) + "\r\n";

        // then
        assertThat(raw("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk
                        + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ")
                .endsWith("echo TOO_LARGE");
    }

    @Test
    void aBodyThatDoesNotComeIsRefused() throws Exception {
        // given: a front that does not wait for long
        listeners.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        listen(Duration.ofMillis(300));

        // then
        assertThat(raw("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf"))
                .startsWith("HTTP/1.1 400 ")
                .endsWith("echo MALFORMED");
    }

    @Test
    void headersOverTheLimitAreRefused() throws Exception {
        assertThat(raw("GET /echo HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(40_000) + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void aDefectOfAnApiIsAnAnswer() throws Exception {
        HttpResponse<String> answer = send("/broken", "");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("echo INTERNAL");
    }

    @Test
    void aNewCertificateCountsWithoutARestart() throws Exception {
        // given
        assertThat(TestCertificate.subject(listeners.tlsPort().orElseThrow())).contains("first");

        // when
        TestCertificate second = TestCertificate.make(Files.createDirectory(directory.resolve("new")), "second");
        Files.copy(second.key(), directory.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(second.chain(), directory.resolve("chain.pem"), StandardCopyOption.REPLACE_EXISTING);

        // then: also while the new key lay beside the old chain, everybody was served
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String subject = "";
        while (!subject.contains("second") && System.nanoTime() < deadline) {
            subject = TestCertificate.subject(listeners.tlsPort().orElseThrow());
        }
        assertThat(subject).contains("second");
    }

    @Test
    void aKeyOfAnotherCertificateStopsTheStart() throws Exception {
        // given
        listeners.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        TestCertificate second = TestCertificate.make(Files.createDirectory(directory.resolve("new")), "second");
        Files.copy(second.key(), directory.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);

        // then
        assertThatThrownBy(() -> listen(Duration.ofSeconds(20)))
                .hasMessageContaining("the certificate in " + directory.resolve("chain.pem"))
                .hasMessageContaining("the key is not that of the certificate");
    }

    @Test
    void aKeyThatIsMissingOrNoKeyStopsTheStart() throws Exception {
        // given
        listeners.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);

        // then
        Files.writeString(certificate.key(), "no key");
        assertThatThrownBy(() -> listen(Duration.ofSeconds(20)))
                .hasMessageContaining("the private key in " + certificate.key() + " cannot be used for TLS");
        Files.delete(certificate.key());
        assertThatThrownBy(() -> listen(Duration.ofSeconds(20))).hasMessageContaining("NoSuchFileException");
    }

    private HttpResponse<String> send(String target, String body) throws Exception {
        return client.send(request(target, body).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String target, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listeners.port() + target))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** Everything that comes until the server closes the connection. */
    private String raw(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", listeners.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
