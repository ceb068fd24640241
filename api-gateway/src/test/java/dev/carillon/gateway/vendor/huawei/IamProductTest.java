package dev.carillon.gateway.vendor.huawei;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.vendor.InMemoryReplayGuard;
import dev.carillon.gateway.vendor.VendorAdapter;
import dev.carillon.gateway.vendor.aliyun.OneCredential;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IamProductTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T20:45:00.25Z"));
    private static final String USER = """
            {"name":"carillon-ak","password":"carillon-sk","domain":{"name":"acme"}}""";

    private final OneCredential credentials = new OneCredential(false);
    private final VendorAdapter iam = IamProduct.adapter(credentials, CLOCK, new Random(7));

    @Test
    void givesATokenThatAuthenticates() {
        HttpAnswer answer = send("", identity(USER, ",\"scope\":{\"project\":{\"name\":\"cn-north-4\"}}"));

        assertThat(answer.status()).isEqualTo(201);
        String token = answer.headers().get("X-Subject-Token");
        HuaweiAuthenticator authenticator =
                new HuaweiAuthenticator(credentials, new InMemoryReplayGuard(), CLOCK, new Random(8));
        HttpCall call = HuaweiClient.call("GET", "/v1/p/schedule-task", "", Map.of("x-auth-token", token));
        assertThat(authenticator.authenticate(call).accessKey()).isEqualTo("carillon-ak");
    }

    @Test
    void describesTheTokenAsTheVendorDoes() {
        JsonNode token = body(send("", identity(USER, ",\"scope\":{\"project\":{\"name\":\"cn-north-4\"}}")))
                .path("token");

        assertThat(token.toString()).isEqualTo("""
                {"expires_at":"2026-11-22T20:45:00.000000Z","issued_at":"2026-11-21T20:45:00.250000Z",\
                "methods":["password"],"roles":[{"id":"0","name":"te_admin"}],"catalog":[],\
                "project":{"id":"cn-north-4","name":"cn-north-4","domain":{"id":"acme","name":"acme"}},\
                "user":{"id":"carillon-ak","name":"carillon-ak","password_expires_at":"",\
                "domain":{"id":"acme","name":"acme"}}}""");
    }

    @Test
    void takesEveryKindOfScope() {
        JsonNode none = body(send("nocatalog=true", identity(USER, ""))).path("token");
        JsonNode domain = body(send("", identity(USER, ",\"scope\":{\"domain\":{\"id\":\"d1\"}}")))
                .path("token");
        JsonNode project = body(send(
                        "", identity(USER, ",\"scope\":{\"project\":{\"id\":\"p1\",\"domain\":{\"name\":\"acme\"}}}")))
                .path("token");

        assertThat(none.has("catalog")).isFalse();
        assertThat(none.path("domain").path("name").asText()).isEqualTo("acme");
        assertThat(domain.path("domain").path("id").asText()).isEqualTo("d1");
        assertThat(project.path("project").path("id").asText()).isEqualTo("p1");
    }

    @Test
    void showsAReaderAsOne() {
        VendorAdapter readers = IamProduct.adapter(new OneCredential(true), CLOCK, new Random(7));

        HttpAnswer answer = readers.answer(HuaweiClient.call("POST", "/v3/auth/tokens", identity(USER, ""), Map.of()))
                .result();

        assertThat(body(answer).at("/token/roles/0/name").asText()).isEqualTo("readonly");
    }

    @ParameterizedTest
    @CsvSource({"carillon-ak, guessed", "stranger, carillon-sk", "carillon-ak, Carillon-sk"})
    void refusesAWrongPairInOneWay(String name, String password) {
        HttpAnswer answer = send("", identity("{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}", ""));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers()).doesNotContainKey("X-Subject-Token");
        assertThat(body(answer).toString()).isEqualTo("""
                {"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                     | auth: is missing
            {"auth":{"identity":{"methods":["password"]}}}         | auth.identity.password: is missing
            {"auth":{"identity":{"methods":["totp"]}}}             | auth.identity.methods[0]: 'totp' is not served yet, only password
            {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"a"}}}}} | auth.identity.password.user.password: is missing
            {"auth":{"identity":{"methods":["password"],"totp":{"user":{}},"password":{"user":{"name":"a","password":"b"}}}}} | auth.identity.totp: one-time passwords are not supported
            {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"a","password":"b","x":1}}}}} | auth.identity.password.user.x: is not a field of keystoneCreateUserTokenByPassword
            [                                                      | the body is not JSON
            """)
    void namesWhatIsWrongWithARequest(String request, String message) {
        HttpAnswer answer = send("", request);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(body(answer).at("/error/title").asText()).isEqualTo("Bad Request");
        assertThat(body(answer).at("/error/message").asText()).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource({"GET, /v3/auth/tokens, 405", "POST, /v3/auth/catalog, 404", "POST, /v3/auth/tokens/, 404"})
    void servesNothingElse(String method, String path, int status) {
        HttpAnswer answer =
                iam.answer(HuaweiClient.call(method, path, "", Map.of())).result();

        assertThat(answer.status()).isEqualTo(status);
        assertThat(body(answer).at("/error/code").asInt()).isEqualTo(status);
    }

    @Test
    void claimsItsPathsAndShapesWhatWasDecidedElsewhere() {
        assertThat(iam.name()).isEqualTo("huawei.iam");
        assertThat(iam.claims(HuaweiClient.call("POST", "/v3/auth/tokens", "", Map.of())))
                .isTrue();
        assertThat(iam.claims(HuaweiClient.call("POST", "/v2/auth/tokens", "", Map.of())))
                .isFalse();
        for (ApiError.Category category : ApiError.Category.values()) {
            HttpAnswer answer = iam.refuse(
                    HuaweiClient.call("POST", "/v3/auth/tokens", "", Map.of()), ApiError.of(category, "because"));
            assertThat(answer.status()).isEqualTo(category.status());
            assertThat(body(answer).at("/error/message").asText()).isEqualTo("because");
        }
    }

    private HttpAnswer send(String query, String body) {
        return iam.answer(HuaweiClient.call("POST", "/v3/auth/tokens?" + query, body, Map.of()))
                .result();
    }

    private static String identity(String user, String scope) {
        return "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":" + user + "}}" + scope
                + "}}";
    }

    private static JsonNode body(HttpAnswer answer) {
        return StrictJson.readObject(answer.body());
    }
}
