package dev.carillon.cluster.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.cluster.RunningCluster;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.aliyun.schedulerx.Action;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests by hand that are late, repeated, malformed, too large or nonsense; whatever comes, the next good one is served. */
class RefusedRequestsTest {

    private static final String NAMESPACE = "refused";
    private static final int MORE_THAN_THE_LIMIT = (1 << 20) + 1;

    private final RunningCluster cluster = RunningCluster.get();
    private final Http http = Http.withoutKey(cluster.url());

    @AfterEach
    void stillServes() throws Exception {
        Http.Answer answer = http.get(signed("ListJobs").inPlace(NAMESPACE).path());
        http.close();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("Data").get("Jobs")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-16, 16})
    void aDateThatIsFarOffIsRefused(long minutes) throws Exception {
        Instant date = Instant.now().plus(Duration.ofMinutes(minutes));

        Http.Answer answer =
                http.get(signed("ListJobs").inPlace(NAMESPACE).at(date).path());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("InvalidTimeStamp.Expired");
    }

    @Test
    void aRequestIsGoodForOneTime() throws Exception {
        String path = signed("ListJobs").inPlace(NAMESPACE).path();

        Http.Answer first = http.get(path);
        Http.Answer again = http.get(path);

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(400);
        assertThat(code(again)).isEqualTo("SignatureNonceUsed");
    }

    @Test
    void ofManyCopiesAtOnceOneIsServed() throws Exception {
        String path = signed("CreateJob")
                .inPlace("copies")
                .with("Name", "copied")
                .with("JobType", "shell")
                .with("Content", "true")
                .with("ExecuteMode", "standalone")
                .with("TimeType", "100")
                .path();
        List<Future<Http.Answer>> copies = new ArrayList<>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                copies.add(threads.submit(() -> http.get(path)));
            }
        }

        List<Integer> statuses =
                copies.stream().map(copy -> copy.resultNow().status()).toList();
        Http.Answer jobs = http.get(signed("ListJobs").inPlace("copies").path());
        assertThat(statuses).containsOnlyOnce(200).contains(400);
        assertThat(jobs.json().get("Data").get("Jobs")).hasSize(1);
    }

    @Test
    void aChangedParameterIsRefused() throws Exception {
        String path = signed("ListJobs").inPlace(NAMESPACE).path();

        Http.Answer changed = http.get(path.replace(NAMESPACE, "another"));
        Http.Answer added = http.get(path + "&JobName=x");
        Http.Answer twice = http.get(path + "&Namespace=another");
        Http.Answer otherMethod = http.send("POST", path, "");

        assertThat(List.of(changed, added, twice, otherMethod))
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(400));
        assertThat(code(changed)).isEqualTo("SignatureDoesNotMatch");
        assertThat(code(added)).isEqualTo("SignatureDoesNotMatch");
        assertThat(code(otherMethod)).isEqualTo("SignatureDoesNotMatch");
    }

    @Test
    void everyPartOfTheSignatureIsMandatory() throws Exception {
        for (String part : List.of(
                "AccessKeyId", "SignatureMethod", "SignatureNonce", "SignatureVersion", "Timestamp", "Action")) {
            Http.Answer answer =
                    http.get(signed("ListJobs").inPlace(NAMESPACE).without(part).path());

            assertThat(answer.status()).as(part + ": " + answer.body()).isBetween(400, 404);
            assertThat(answer.body()).contains(part);
        }
    }

    @Test
    void unknownActionsVersionsAndFormatsAreRefused() throws Exception {
        Http.Answer action = http.get(signed("MakeCoffee").inPlace(NAMESPACE).path());
        Http.Answer later = http.get(signed("CreateWorkflow").inPlace(NAMESPACE).path());
        Http.Answer format = http.get(
                signed("ListJobs").inPlace(NAMESPACE).with("Format", "YAML").path());

        assertThat(action.status()).isEqualTo(404);
        assertThat(code(action)).isEqualTo("InvalidAction.NotFound");
        assertThat(later.status()).isEqualTo(400);
        assertThat(code(later)).isEqualTo("UnsupportedOperation");
        assertThat(format.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void everyMandatoryParameterIsMissedByItsName(Action action) throws Exception {
        List<String> mandatory = action.fields().stream()
                .filter(Field::required)
                .map(Field::name)
                .toList();
        for (String name : mandatory) {
            HandSigned request = signed(action.wireName());
            mandatory.forEach(each -> request.with(each, "1"));

            Http.Answer answer = http.get(request.without(name).path());

            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(code(answer)).isEqualTo("MissingParameter");
            assertThat(answer.body()).contains(name);
        }
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void whatNoActionHasIsRefusedByItsName(Action action) throws Exception {
        HandSigned request = signed(action.wireName()).with("Colour", "blue");
        action.fields().stream().filter(Field::required).forEach(each -> request.with(each.name(), "1"));

        Http.Answer answer = http.get(request.path());

        assertThat(answer.body()).contains("Colour");
        assertThat(answer.status() == 200 && answer.json().get("Success").asBoolean())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MaxConcurrency",
                "MaxAttempt",
                "AttemptInterval",
                "Timeout",
                "Status",
                "TimeType",
                "Priority",
                "FailTimes",
                "DataOffset"
            })
    void aNumberThatCannotBeIsRefusedByItsName(String field) throws Exception {
        for (String value : List.of("x", "1.5", "-99999999999", "99999999999999999999", "0x10", "١")) {
            HandSigned create = signed("CreateJob")
                    .inPlace(NAMESPACE)
                    .with("Name", "bad")
                    .with("JobType", "shell")
                    .with("Content", "true")
                    .with("ExecuteMode", "standalone")
                    .with("TimeType", "100")
                    .with(field, value);

            Http.Answer answer =
                    http.send("POST", "/", create.form(), "Content-Type", "application/x-www-form-urlencoded");

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().get("Success").asBoolean())
                    .as(field + "=" + value)
                    .isFalse();
            assertThat(answer.json().get("Message").asText()).startsWith(field);
        }
    }

    @Test
    void aBodyOverTheLimitIsRefusedInTheShapeOfItsApi() throws Exception {
        String large = "x".repeat(MORE_THAN_THE_LIMIT);
        try (Http owner = Http.withKey(cluster.url(), cluster.key())) {

            Http.Answer vendor = owner.send("POST", signed("CreateJob").path(), large);
            Http.Answer nativeApi = owner.send("POST", "/api/v1/jobs", large);

            assertThat(vendor.status()).isEqualTo(413);
            assertThat(code(vendor)).isEqualTo("RequestEntityTooLarge");
            assertThat(nativeApi.status()).isEqualTo(413);
            assertThat(nativeApi.json().get("error").get("code").asText()).isEqualTo("TOO_LARGE");
        }
    }

    @Test
    void noiseIsRefusedOrDropped() throws Exception {
        RandomGenerator random = new SplittableRandom(20261121);
        for (int i = 0; i < 100; i++) {
            byte[] noise = new byte[random.nextInt(1, 2_000)];
            random.nextBytes(noise);
            assertNoSuccess(send(noise));
        }
        for (String request : List.of(
                "GARBAGE\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET /%zz?%=%&&&Action HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /?Version=2019-04-30&Action=%ff%fe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\nConnection: close\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nZZ\r\n",
                "GET /api/v1/jobs HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ?\r\nConnection: close\r\n\r\n",
                "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n")) {
            assertNoSuccess(send(request.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static void assertNoSuccess(String answer) {
        assertThat(answer).doesNotStartWith("HTTP/1.1 2").doesNotStartWith("HTTP/1.1 5");
    }

    /** The whole answer; empty when the gateway closed the connection without one. */
    private String send(byte[] bytes) throws IOException {
        int port = URI.create(cluster.url()).getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (java.net.SocketException e) {
            // Closed while the noise was still being written.
            return "";
        }
    }

    private HandSigned signed(String action) {
        return new HandSigned(action, cluster.key().accessKey(), cluster.key().secret());
    }

    private static String code(Http.Answer answer) throws IOException {
        return answer.json().get("Code").asText();
    }
}
