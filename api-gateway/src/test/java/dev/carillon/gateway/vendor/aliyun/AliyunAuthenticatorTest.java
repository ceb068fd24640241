package dev.carillon.gateway.vendor.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.vendor.InMemoryReplayGuard;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AliyunAuthenticatorTest {

    private static final Instant NOW = Instant.parse("2026-11-21T20:45:00Z");

    private final InMemoryReplayGuard replays = new InMemoryReplayGuard();
    private final AliyunAuthenticator authenticator =
            new AliyunAuthenticator(new OneCredential(true), replays, InstantSource.fixed(NOW));
    private final TestClient client = new TestClient(NOW);

    @Test
    void givesARepetitionTheSameCommandId() {
        HttpCall call = client.get("ListJobs", Map.of());

        Caller first = authenticator.authenticate(RpcRequest.read(call));
        authenticator.forgive(first);
        Caller again = authenticator.authenticate(RpcRequest.read(call));
        Caller other = authenticator.authenticate(RpcRequest.read(client.get("ListJobs", Map.of())));

        assertThat(again.commandId()).isEqualTo(first.commandId()).hasSizeLessThanOrEqualTo(128);
        assertThat(other.commandId()).isNotEqualTo(first.commandId());
        assertThat(first.permissions().readOnly()).isTrue();
    }

    @Test
    void refusesANonceThatWasUsed() {
        HttpCall call = client.get("ListJobs", Map.of());
        authenticator.authenticate(RpcRequest.read(call));

        assertThat(refusal(call).code()).isEqualTo("SignatureNonceUsed");
    }

    @Test
    void leavesTheNonceToItsOwnerWhenTheSignatureIsWrong() {
        HttpCall forged = new TestClient("guessed", NOW).get("ListJobs", Map.of());
        refusal(forged);

        assertThat(authenticator
                        .authenticate(RpcRequest.read(client.get("ListJobs", Map.of())))
                        .nonce())
                .isEqualTo("nonce-1");
    }

    @Test
    void tellsTheClassicSdkWhichStringItSigned() {
        HttpCall call = new TestClient("wrong", NOW).get("ListJobs", Map.of("Namespace", "a b"));

        AliyunFault refusal = refusal(call);

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.code()).isEqualTo("SignatureDoesNotMatch");
        assertThat(refusal.getMessage())
                .contains("string to sign is:GET&%2F&AccessKeyId%3Dcarillon-ak%26Action%3DListJobs%26")
                .contains("Namespace%3Da%2520b")
                .doesNotContain(CapturedRequests.SECRET);
    }

    @Test
    void doesNotEchoAStringToSignWithoutLimit() {
        HttpCall call = new TestClient("wrong", NOW).post("CreateJob", Map.of("Content", "x".repeat(100_000)));

        assertThat(refusal(call).getMessage()).hasSizeLessThan(200);
    }

    @Test
    void knowsNoOtherAccessKey() {
        Map<String, String> parameters = client.system("ListJobs", Map.of("AccessKeyId", "stranger"));

        AliyunFault refusal = refusal(client.signed("GET", parameters, Map.of()));

        assertThat(refusal.status()).isEqualTo(404);
        assertThat(refusal.code()).isEqualTo("InvalidAccessKeyId.NotFound");
    }

    @ParameterizedTest
    @CsvSource({"-900, true", "900, true", "-901, false", "901, false", "-86400, false"})
    void acceptsADateThatIsAtMostAQuarterOfAnHourOff(long seconds, boolean accepted) {
        HttpCall call = new TestClient(NOW.plusSeconds(seconds)).get("ListJobs", Map.of());

        if (accepted) {
            assertThat(authenticator.authenticate(RpcRequest.read(call)).action())
                    .isEqualTo("ListJobs");
        } else {
            assertThat(refusal(call).code()).isEqualTo("InvalidTimeStamp.Expired");
        }
        assertThat(AliyunAuthenticator.MAX_SKEW).isEqualTo(Duration.ofMinutes(15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-21 20:45:00", "2026-11-21T20:45:00", "2026-02-30T20:45:00Z", "1795293900", "now"})
    void refusesADateOfAnotherForm(String date) {
        HttpCall call = client.signed("GET", client.system("ListJobs", Map.of("Timestamp", date)), Map.of());

        assertThat(refusal(call).code()).isEqualTo("InvalidTimeStamp.Format");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AccessKeyId",
                "Action",
                "Signature",
                "SignatureMethod",
                "SignatureNonce",
                "SignatureVersion",
                "Timestamp",
                "Version"
            })
    void namesThePartOfTheSignatureThatIsMissing(String name) {
        Map<String, String> parameters = client.system("ListJobs", Map.of("Signature", "x"));
        parameters.remove(name);

        AliyunFault refusal = refusal(TestClient.call("GET", parameters, Map.of()));

        assertThat(refusal.code()).isEqualTo("Missing" + name);
        assertThat(refusal.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "SignatureMethod, HMAC-SHA256, UnsupportedSignatureMethod",
        "SignatureVersion, 2.0, UnsupportedSignatureVersion",
        "SignatureType, BEARERTOKEN, UnsupportedSignatureType",
        "SecurityToken, sts, UnsupportedSecurityToken"
    })
    void refusesByNameWhatItDoesNotSupport(String name, String value, String code) {
        Map<String, String> parameters = client.system("ListJobs", Map.of("Signature", "x", name, value));

        AliyunFault refusal = refusal(TestClient.call("GET", parameters, Map.of()));

        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.getMessage()).startsWith(name + ":");
    }

    @Test
    void refusesAnEndlessNonce() {
        Map<String, String> parameters = client.system("ListJobs", Map.of("SignatureNonce", "n".repeat(257)));

        assertThat(refusal(client.signed("GET", parameters, Map.of())).getMessage())
                .startsWith("SignatureNonce:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "ACS3-RSA-SHA256 Credential=a", "ACS3-HMAC-SHA256", "Basic eDp5"})
    void refusesOtherKindsOfAuthorization(String authorization) {
        HttpCall call = withHeader(client.get("ListJobs", Map.of()), "authorization", authorization);

        assertThat(refusal(call).code()).isEqualTo("UnsupportedSignatureMethod");
    }

    @Test
    void refusesAnAcs3HeaderThatIsNotSigned() {
        HttpCall call = withHeader(CapturedRequests.load(CapturedRequests.ACS3), "x-acs-more", "y");

        assertThat(refusal(call).getMessage()).isEqualTo("SignedHeaders: x-acs-more must be among them.");
    }

    @Test
    void refusesASignedHeaderThatIsGivenTwice() {
        HttpCall call = CapturedRequests.load(CapturedRequests.ACS3);
        Map<String, List<String>> headers = new LinkedHashMap<>(call.headers());
        headers.put("x-acs-action", List.of("CreateJob", "DeleteJob"));

        AliyunFault refusal = refusal(
                new HttpCall(call.method(), call.path(), call.query(), headers, call.body(), call.remoteAddress()));

        assertThat(refusal.getMessage()).contains("x-acs-action is given twice");
    }

    @Test
    void refusesTemporaryCredentialsInAcs3() {
        HttpCall call = withHeader(CapturedRequests.load(CapturedRequests.ACS3), "x-acs-security-token", "sts");

        assertThat(refusal(call).code()).isEqualTo("UnsupportedSecurityToken");
    }

    @Test
    void refusesABodyThatIsNotTheHashedOne() {
        HttpCall call = CapturedRequests.load(CapturedRequests.ACS3);
        byte[] body = "Name=other".getBytes(StandardCharsets.UTF_8);

        AliyunFault refusal = refusal(
                new HttpCall(call.method(), call.path(), call.query(), call.headers(), body, call.remoteAddress()));

        assertThat(refusal.code()).isEqualTo("InvalidContentSha256");
    }

    @Test
    void refusesAnActionThatHeaderAndParameterDisagreeAbout() {
        HttpCall call = CapturedRequests.load(CapturedRequests.ACS3);

        AliyunFault refusal = refusal(
                new HttpCall(call.method(), "/", call.query() + "&Action=DeleteJob", call.headers(), call.body(), ""));

        assertThat(refusal.getMessage()).startsWith("Action:");
    }

    private AliyunFault refusal(HttpCall call) {
        AliyunFault fault =
                catchThrowableOfType(AliyunFault.class, () -> authenticator.authenticate(RpcRequest.read(call)));
        assertThat(fault).as("refusal").isNotNull();
        return fault;
    }

    private static HttpCall withHeader(HttpCall call, String name, String value) {
        Map<String, List<String>> headers = new LinkedHashMap<>(call.headers());
        headers.put(name, List.of(value));
        return new HttpCall(call.method(), call.path(), call.query(), headers, call.body(), call.remoteAddress());
    }
}
