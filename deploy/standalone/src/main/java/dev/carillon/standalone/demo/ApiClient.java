package dev.carillon.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.carillon.gateway.service.Credentials.Credential;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Calls a gateway as its users do: the vendors' operations with the vendors' signatures, the native API with the pair itself.
 * Every method fails with an {@link IOException}, in the gateway's words, when there is no answer or it says no.
 */
final class ApiClient implements AutoCloseable {

    static final String REGION = "cn-north-1";

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final JsonMapper JSON = new JsonMapper();

    private final URI gateway;
    private final Credential credential;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    ApiClient(URI gateway, Credential credential, InstantSource clock) {
        this.gateway = gateway;
        this.credential = credential;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * One of SchedulerX's actions.
     *
     * @return the answer's Data
     */
    JsonNode schedulerX(String action, Map<String, String> form) throws IOException, InterruptedException {
        JsonNode answer = aliyun("2019-04-30", action, form);
        if (!answer.path("Success").asBoolean()) {
            throw new IOException(
                    action + " was refused: " + answer.path("Message").asText(answer.toString()));
        }
        return answer.path("Data");
    }

    /** One of E-MapReduce's actions. */
    JsonNode emr(String action, Map<String, String> form) throws IOException, InterruptedException {
        return aliyun("2016-04-08", action, form);
    }

    private JsonNode aliyun(String version, String action, Map<String, String> form)
            throws IOException, InterruptedException {
        SortedMap<String, String> query = new TreeMap<>(Map.of(
                "Action",
                action,
                "Version",
                version,
                "Format",
                "JSON",
                "RegionId",
                "cn-hangzhou",
                "AccessKeyId",
                credential.accessKey(),
                "SignatureMethod",
                "HMAC-SHA1",
                "SignatureVersion",
                "1.0",
                "SignatureNonce",
                UUID.randomUUID().toString(),
                "Timestamp",
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()));
        SortedMap<String, String> signed = new TreeMap<>(query);
        signed.putAll(form);
        query.put("Signature", RpcSigner.sign(credential.secret(), "POST", signed));
        return send(
                action,
                HttpRequest.newBuilder(gateway.resolve("/?" + RpcSigner.pairs(query)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(RpcSigner.pairs(form))));
    }

    /**
     * One of Huawei Cloud's operations.
     *
     * @param path with the query, if there is one
     * @param body empty for none
     */
    JsonNode huawei(String method, String path, String body) throws IOException, InterruptedException {
        URI target = gateway.resolve(path);
        String query = target.getRawQuery() == null ? "" : target.getRawQuery();
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        HuaweiSigner.headers(
                        credential, clock.instant(), method, target.getAuthority(), target.getRawPath(), query, body)
                .forEach(request::header);
        return send(method + " " + path, request);
    }

    /** One of JD Cloud's operations; the path behind the region. */
    JsonNode jdCloud(String operation, String body) throws IOException, InterruptedException {
        String path = "/v1/regions/" + REGION + operation;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(path)).POST(BodyPublishers.ofString(body));
        JdCloudSigner.headers(
                        credential,
                        clock.instant(),
                        UUID.randomUUID().toString(),
                        REGION,
                        gateway.getAuthority(),
                        path,
                        body)
                .forEach(request::header);
        return send("POST " + path, request).path("result");
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send("GET " + path, nativeRequest(path).GET());
    }

    JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(
                "POST " + path,
                nativeRequest(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder nativeRequest(String path) {
        String pair = credential.accessKey() + ":" + credential.secret();
        return HttpRequest.newBuilder(gateway.resolve(path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private JsonNode send(String what, HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(what + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
