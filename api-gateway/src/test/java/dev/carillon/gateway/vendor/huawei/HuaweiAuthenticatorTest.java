package dev.carillon.gateway.vendor.huawei;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.InMemoryReplayGuard;
import dev.carillon.gateway.vendor.aliyun.OneCredential;
import dev.carillon.gateway.vendor.rest.GoldenRequest;
import dev.carillon.gateway.vendor.rest.RestCaller;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HuaweiAuthenticatorTest {

    private static final Instant NOW = Instant.parse("2026-11-21T20:45:00Z");
    private static final String UPDATE = "huawei-workspaceapp-UpdateScheduleTask";
    private static final String LIST = "huawei-workspaceapp-ListScheduleTasks";
    private static final List<String> COVERED =
            List.of("authorization", "host", "user-agent", "x-project-id", "x-sdk-date");

    private final HuaweiAuthenticator authenticator = authenticator();
    private final HuaweiClient client = new HuaweiClient();

    @ParameterizedTest
    @ValueSource(strings = {"huawei-roma-CreateDispatches", UPDATE, LIST})
    void acceptsWhatTheVendorsClientsSignedAndNothingElse(String name) {
        GoldenRequest golden = GoldenRequest.load(name);

        RestCaller caller = authenticator.authenticate(golden.call());

        assertThat(caller.accessKey()).isEqualTo(HuaweiClient.ACCESS_KEY);
        assertThat(caller.commandId()).startsWith("huawei-");
        golden.eachFlip(
                COVERED,
                changed -> assertThat(isAccepted(changed)).as("%s", changed).isFalse());
    }

    @Test
    void letsProxiesChangeWhatNoSignatureCovers() {
        assertThat(isAccepted(GoldenRequest.load(UPDATE).header("content-type", "text/plain")))
                .isTrue();
    }

    @Test
    void readsAPathAndQueryHoweverTheyAreEncoded() {
        HttpCall call = client.signed("GET", "/v1/p%20%C3%BC:x/a%2Fb/?z=1&a=b+c&a=%2a&flag", "", NOW);

        assertThat(isAccepted(call)).isTrue();
        assertThat(isAccepted(new GoldenRequest(call).query("flag=&a=*&a=b%20c&z=1")))
                .isTrue();
        assertThat(isAccepted(new GoldenRequest(call).path("/v1/p%20%c3%bc%3Ax/a%2Fb/")))
                .isTrue();
        assertThat(isAccepted(new GoldenRequest(call).path("/v1/p%20%C3%BC:x/a/b/")))
                .isFalse();
        assertThat(refusal(new GoldenRequest(call).path("/v1/%zz/")).category()).isEqualTo(Category.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"-900, true", "900, true", "-901, false", "901, false", "-86400, false"})
    void acceptsADateThatIsAtMostAQuarterOfAnHourOff(long seconds, boolean accepted) {
        HttpCall call = client.signed("GET", "/v1/p/schedule-task", "", NOW.plusSeconds(seconds));

        assertThat(isAccepted(call)).isEqualTo(accepted);
        if (!accepted) {
            assertThat(refusal(call).message())
                    .startsWith("X-Sdk-Date: the signature has expired")
                    .endsWith("which shows 20261121T204500Z");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-21T20:45:00Z", "20261121T204500", "20260230T204500Z", "now"})
    void refusesADateOfAnotherForm(String date) {
        HttpCall call = client.signed("GET", "/v1/p/schedule-task", "", NOW, Map.of("x-sdk-date", date));

        assertThat(refusal(call).message()).isEqualTo("X-Sdk-Date: must be UTC as yyyyMMddTHHmmssZ");
    }

    @Test
    void tellsAWrongSecretFromAnUnknownKey() {
        assertThat(refusal(new HuaweiClient(HuaweiClient.ACCESS_KEY, "guessed").signed("GET", "/v1/p", "", NOW))
                        .message())
                .startsWith("the signature does not match");
        assertThat(refusal(new HuaweiClient("stranger", HuaweiClient.SECRET).signed("GET", "/v1/p", "", NOW))
                        .message())
                .isEqualTo("the access key does not exist");
    }

    @ParameterizedTest
    @CsvSource({
        "host, the header host is missing",
        "x-sdk-date, the header x-sdk-date is missing",
        "user-agent, the header user-agent is missing",
        "x-project-id, the header x-project-id is missing",
        "authorization, 'sign the request (header Authorization, SDK-HMAC-SHA256) or send the header X-Auth-Token'"
    })
    void namesTheHeaderThatIsMissing(String header, String message) {
        ApiError error = refusal(GoldenRequest.load(UPDATE).header(header));

        assertThat(error.category()).isEqualTo(Category.UNAUTHENTICATED);
        assertThat(error.message()).isEqualTo(message);
    }

    @Test
    void refusesASignedHeaderThatIsGivenTwice() {
        assertThat(refusal(GoldenRequest.load(UPDATE).header("host", "127.0.0.1:18082", "elsewhere"))
                        .message())
                .isEqualTo("the header host is given twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-sdk-date", "host"})
    void wantsHostAndDateSigned(String left) {
        String other = left.equals("host") ? "x-sdk-date" : "host";
        HttpCall call = GoldenRequest.load(UPDATE)
                .header(
                        "authorization",
                        "SDK-HMAC-SHA256 Access=carillon-ak, SignedHeaders=" + other + ", Signature=" + "0".repeat(64));

        assertThat(refusal(call).message()).isEqualTo("SignedHeaders: " + left + " must be among them");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "V11-HMAC-SHA256 Credential=a/20261121/r/s, SignedHeaders=host;x-sdk-date, Signature=00",
                "SDK-HMAC-SM3 Access=carillon-ak, SignedHeaders=host;x-sdk-date, Signature=00",
                "SDK-ECDSA-P256-SHA256 Access=carillon-ak, SignedHeaders=host;x-sdk-date, Signature=00",
                "Basic eDp5",
                "SDK-HMAC-SHA2567 Access=carillon-ak"
            })
    void refusesOtherAlgorithmsByName(String authorization) {
        assertThat(refusal(GoldenRequest.load(UPDATE).header("authorization", authorization))
                        .message())
                .startsWith("Authorization: must begin with SDK-HMAC-SHA256; other algorithms");
    }

    @Test
    void refusesTemporaryKeys() {
        assertThat(refusal(GoldenRequest.load(UPDATE).header("x-security-token", "sts"))
                        .message())
                .startsWith("X-Security-Token: temporary access keys are not supported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNSIGNED-PAYLOAD", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"})
    void refusesAHashThatIsNotTheBodys(String hash) {
        assertThat(refusal(GoldenRequest.load(UPDATE).header("x-sdk-content-sha256", hash))
                        .message())
                .isEqualTo("X-Sdk-Content-Sha256: is not the hash of the body");
        assertThat(isAccepted(GoldenRequest.load(LIST)
                        .header(
                                "x-sdk-content-sha256",
                                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")))
                .isTrue();
    }

    @Test
    void servesTheSameSignedWriteOnceAndAReadAsOftenAsItComes() {
        RestCaller caller =
                authenticator.authenticate(GoldenRequest.load(UPDATE).call());
        authenticator.admit(caller, false);
        authenticator.admit(caller, false);
        authenticator.admit(caller, true);

        ApiException again = catchThrowableOfType(ApiException.class, () -> authenticator.admit(caller, true));

        assertThat(again.error().category()).isEqualTo(Category.UNAUTHENTICATED);
        assertThat(again.error().message()).isEqualTo("this signed request was sent before; sign it anew");
        authenticator.forgive(caller);
        authenticator.admit(caller, true);
        assertThat(authenticator.forgivesRefusals()).isTrue();
    }

    @Test
    void givesARepetitionTheSameCommandId() {
        RestCaller first = authenticator.authenticate(client.signed("POST", "/v1/p/t", "{}", NOW));
        RestCaller again = authenticator.authenticate(client.signed("POST", "/v1/p/t", "{}", NOW));
        RestCaller later = authenticator.authenticate(client.signed("POST", "/v1/p/t", "{}", NOW.plusSeconds(1)));

        assertThat(again.commandId()).isEqualTo(first.commandId());
        assertThat(later.commandId()).isNotEqualTo(first.commandId());
        assertThat(first.repeatable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-client-token", "idempotency-key"})
    void takesTheCommandsNameFromTheClient(String header) {
        Map<String, String> named = Map.of(header, "order-7");
        RestCaller first = authenticator.authenticate(client.signed("POST", "/v1/p/t", "{}", NOW, named));
        RestCaller later =
                authenticator.authenticate(client.signed("POST", "/v1/p/t", "{}", NOW.plusSeconds(9), named));
        RestCaller other = authenticator.authenticate(client.signed("POST", "/v1/p/u", "{}", NOW, named));

        assertThat(later.commandId()).isEqualTo(first.commandId());
        assertThat(later.nonce()).isNotEqualTo(first.nonce());
        assertThat(other.commandId()).isNotEqualTo(first.commandId());
    }

    @Test
    void wantsTheCommandsNameSignedAndShort() {
        assertThat(refusal(GoldenRequest.load(UPDATE).header("x-client-token", "order-7"))
                        .message())
                .isEqualTo("SignedHeaders: x-client-token must be among them");
        ApiError error =
                refusal(client.signed("POST", "/v1/p/t", "{}", NOW, Map.of("idempotency-key", "x".repeat(256))));
        assertThat(error.category()).isEqualTo(Category.INVALID);
        assertThat(error.field()).isEqualTo("idempotency-key");
    }

    private ApiError refusal(HttpCall call) {
        ApiException refused = catchThrowableOfType(ApiException.class, () -> authenticator.authenticate(call));
        assertThat(refused).as("refusal").isNotNull();
        return refused.error();
    }

    private boolean isAccepted(HttpCall call) {
        try {
            authenticator.authenticate(call);
            return true;
        } catch (ApiException refused) {
            return false;
        }
    }

    private static HuaweiAuthenticator authenticator() {
        return new HuaweiAuthenticator(
                new OneCredential(true), new InMemoryReplayGuard(), InstantSource.fixed(NOW), new Random(7));
    }
}
