package dev.carillon.gateway.vendor.jdcloud;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdAuthenticatorTest {

    private static final Instant NOW = Instant.parse("2026-11-21T20:45:00Z");
    private static final String CREATE = "jdcloud-jmr-createCronJob";
    private static final String PATH = "/v1/regions/cn-north-1/cronJob:list";
    private static final List<String> COVERED =
            List.of("authorization", "content-type", "host", "x-jdcloud-date", "x-jdcloud-nonce");

    private final JdAuthenticator authenticator =
            new JdAuthenticator("jmr", new OneCredential(true), new InMemoryReplayGuard(), InstantSource.fixed(NOW));
    private final JdClient client = new JdClient();

    @ParameterizedTest
    @ValueSource(
            strings = {
                CREATE,
                "jdcloud-jmr-createCronJob.core-2.2.2",
                "jdcloud-jmr-deleteCronJob",
                "jdcloud-jmr-queryExecutingJobList.get"
            })
    void acceptsWhatTheVendorsClientsSignedAndNothingElse(String name) {
        GoldenRequest golden = GoldenRequest.load(name);

        RestCaller caller = authenticator.authenticate(golden.call());

        assertThat(caller.accessKey()).isEqualTo(JdClient.ACCESS_KEY);
        assertThat(caller.nonce()).hasSize(36);
        assertThat(caller.commandId()).startsWith("jdcloud-");
        golden.eachFlip(
                COVERED,
                changed -> assertThat(isAccepted(changed)).as("%s", changed).isFalse());
    }

    @Test
    void letsProxiesChangeWhatNoSignatureCovers() {
        assertThat(isAccepted(GoldenRequest.load(CREATE).header("user-agent", "proxy")))
                .isTrue();
    }

    @Test
    void takesAColonInThePathHoweverItIsEncoded() {
        assertThat(isAccepted(GoldenRequest.load(CREATE).path("/v1/regions/cn-north-1/cronJob%3acreate")))
                .isTrue();
    }

    @Test
    void takesANonceOnce() {
        RestCaller caller =
                authenticator.authenticate(GoldenRequest.load(CREATE).call());
        authenticator.admit(caller, false);

        ApiException again = catchThrowableOfType(ApiException.class, () -> authenticator.admit(caller, false));

        assertThat(again.error().category()).isEqualTo(Category.UNAUTHENTICATED);
        assertThat(again).hasMessage("x-jdcloud-nonce: was used before; sign with a new one");
        authenticator.forgive(caller);
        authenticator.admit(caller, true);
        assertThat(authenticator.forgivesRefusals()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-900, true", "900, true", "-901, false", "901, false"})
    void acceptsADateThatIsAtMostAQuarterOfAnHourOff(long seconds, boolean accepted) {
        HttpCall call = client.signed("POST", PATH, "{}", NOW.plusSeconds(seconds));

        assertThat(isAccepted(call)).isEqualTo(accepted);
        if (!accepted) {
            assertThat(refusal(call).message()).startsWith("x-jdcloud-date: the signature has expired");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "20261120/cn-north-1/jmr, 'Authorization: the day of Credential must be 20261121, was 20261120'",
        "20261121/cn-south-1/jmr, 'Authorization: the region of Credential must be cn-north-1, was cn-south-1'",
        "20261121/cn-north-1/vm, 'Authorization: the service of Credential must be jmr, was vm'"
    })
    void wantsTheScopeToBeThatOfTheRequest(String scope, String message) {
        assertThat(refusal(client.signed("POST", PATH, "{}", NOW, scope)).message())
                .isEqualTo(message);
    }

    @Test
    void tellsAWrongSecretFromAnUnknownKey() {
        assertThat(refusal(new JdClient(JdClient.ACCESS_KEY, "guessed").signed("POST", PATH, "{}", NOW))
                        .message())
                .startsWith("the signature does not match");
        assertThat(refusal(new JdClient("stranger", JdClient.SECRET).signed("POST", PATH, "{}", NOW))
                        .message())
                .isEqualTo("the access key does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization", "content-type", "host", "x-jdcloud-date", "x-jdcloud-nonce"})
    void namesTheHeaderThatIsMissing(String header) {
        ApiError error = refusal(GoldenRequest.load(CREATE).header(header));

        assertThat(error.category()).isEqualTo(Category.UNAUTHENTICATED);
        assertThat(error.message()).isEqualTo("the header " + header + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "x-jdcloud-date", "x-jdcloud-nonce"})
    void wantsHostDateAndNonceSigned(String left) {
        GoldenRequest golden = GoldenRequest.load(CREATE);
        String authorization = golden.call().header("authorization").orElseThrow();

        ApiError error = refusal(golden.header(
                "authorization", authorization.replace(";" + left, "").replace("=" + left + ";", "=")));

        assertThat(error.message()).isEqualTo("SignedHeaders: " + left + " must be among them");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic eDp5",
                "JDCLOUD3-HMAC-SHA256 Credential=a/20261121/cn-north-1/jmr/jdcloud3_request",
                "JDCLOUD2-HMAC-SHA256 Credential=a/20261121/cn-north-1/jmr, SignedHeaders=host, Signature=00"
            })
    void refusesOtherKindsOfAuthorization(String authorization) {
        assertThat(refusal(GoldenRequest.load(CREATE).header("authorization", authorization))
                        .message())
                .startsWith("Authorization: must be JDCLOUD2-HMAC-SHA256 Credential=");
    }

    @Test
    void refusesTemporaryKeysAndEndlessNonces() {
        assertThat(refusal(GoldenRequest.load(CREATE).header("x-jdcloud-security-token", "sts"))
                        .message())
                .startsWith("x-jdcloud-security-token: temporary access keys are not supported");
        assertThat(refusal(GoldenRequest.load(CREATE).header("x-jdcloud-nonce", "n".repeat(257)))
                        .message())
                .isEqualTo("x-jdcloud-nonce: must be at most 256 characters");
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
}
