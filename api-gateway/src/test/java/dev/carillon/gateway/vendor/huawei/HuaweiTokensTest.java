package dev.carillon.gateway.vendor.huawei;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.Credentials;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.vendor.InMemoryReplayGuard;
import dev.carillon.gateway.vendor.rest.RestCaller;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HuaweiTokensTest {

    private static final Credential ANN = new Credential("ann", "secret of ann", Permissions.ALL);
    private static final Credential BOB = new Credential("bob", "secret of bob", Permissions.ALL);

    private final Map<String, Credential> keys = new HashMap<>(Map.of("ann", ANN, "bob", BOB));
    private final Credentials credentials = name -> Optional.ofNullable(keys.get(name));
    private Instant now = Instant.parse("2026-11-21T20:45:00.5Z");
    private final HuaweiTokens tokens = new HuaweiTokens(credentials, () -> now, new Random(7));
    private final HuaweiAuthenticator authenticator =
            new HuaweiAuthenticator(credentials, new InMemoryReplayGuard(), () -> now, new Random(8));

    @Test
    void knowsTheOwnerAtEveryGateway() {
        HuaweiTokens.Issued issued = tokens.issue(ANN);

        HuaweiTokens elsewhere = new HuaweiTokens(credentials, () -> now, new Random(99));

        assertThat(elsewhere.verify(issued.token())).contains(ANN);
        assertThat(tokens.issue(ANN).token()).isNotEqualTo(issued.token());
        assertThat(issued.expiresAt()).isEqualTo(Instant.parse("2026-11-22T20:45:00Z"));
        assertThat(issued.toString()).doesNotContain(issued.token());
    }

    @Test
    void endsAfterADay() {
        String token = tokens.issue(ANN).token();

        now = now.plus(Duration.ofHours(24)).minusSeconds(1);
        assertThat(tokens.verify(token)).isPresent();
        now = now.plusSeconds(1);
        assertThat(tokens.verify(token)).isEmpty();
    }

    @Test
    void endsWithItsSecret() {
        String token = tokens.issue(ANN).token();

        keys.put("ann", new Credential("ann", "another secret", Permissions.ALL));
        assertThat(tokens.verify(token)).isEmpty();
        keys.remove("ann");
        assertThat(tokens.verify(token)).isEmpty();
        keys.put("ann", ANN);
        assertThat(tokens.verify(token)).isPresent();
    }

    @Test
    void followsThePermissionsOfItsKey() {
        String token = tokens.issue(ANN).token();

        keys.put("ann", new Credential("ann", ANN.secret(), Permissions.READ_ONLY));

        assertThat(authenticator
                        .authenticate(call("GET", Map.of("x-auth-token", token)))
                        .permissions()
                        .readOnly())
                .isTrue();
    }

    @Test
    void refusesATokenWithAnyBitChanged() {
        String token = tokens.issue(ANN).token();

        for (int at = 0; at < token.length(); at++) {
            for (int bit = 0; bit < 8; bit++) {
                char flipped = (char) (token.charAt(at) ^ 1 << bit);
                assertThat(tokens.verify(token.substring(0, at) + flipped + token.substring(at + 1)))
                        .as("%s in place of %s at %d", flipped, token.charAt(at), at)
                        .isEmpty();
            }
        }
    }

    @Test
    void refusesWhatIsNoToken() {
        String token = tokens.issue(ANN).token();

        for (String other : new String[] {
            "", "x", "MIIatAYJKoZIhvcNAQcCoIIapTCCGqECAQEx", token + "A", token.substring(1), "A".repeat(5_000), "ü"
        }) {
            assertThat(tokens.verify(other)).as(other).isEmpty();
        }
    }

    @Test
    void givesEachRequestWithATokenACommandOfItsOwn() {
        Map<String, String> headers = Map.of("x-auth-token", tokens.issue(ANN).token());

        RestCaller first = authenticator.authenticate(call("POST", headers));
        RestCaller second = authenticator.authenticate(call("POST", headers));
        authenticator.admit(first, true);
        authenticator.admit(first, true);

        assertThat(first.accessKey()).isEqualTo("ann");
        assertThat(first.commandId()).isNotEqualTo(second.commandId());
        assertThat(first.repeatable()).isFalse();
    }

    @Test
    void givesRequestsThatAreNamedAlikeOneCommand() {
        Map<String, String> first = Map.of("x-auth-token", tokens.issue(ANN).token(), "x-client-token", "order-7");
        Map<String, String> again = Map.of("x-auth-token", tokens.issue(ANN).token(), "x-client-token", "order-7");
        Map<String, String> bobs = Map.of("x-auth-token", tokens.issue(BOB).token(), "x-client-token", "order-7");

        String commandId = authenticator.authenticate(call("POST", first)).commandId();

        assertThat(authenticator.authenticate(call("POST", again)).commandId()).isEqualTo(commandId);
        assertThat(authenticator.authenticate(call("POST", bobs)).commandId()).isNotEqualTo(commandId);
        assertThat(authenticator.authenticate(call("PUT", again)).commandId()).isNotEqualTo(commandId);
        assertThat(authenticator.authenticate(call("POST", again)).repeatable()).isTrue();
    }

    @Test
    void letsTheSignatureCountWhereBothAreThere() {
        Map<String, String> headers =
                new LinkedHashMap<>(Map.of("x-auth-token", tokens.issue(ANN).token()));
        HttpCall call = new HuaweiClient("bob", "secret of bob").signed("GET", "/v1/p", "", now, headers);
        HttpCall forged = new HuaweiClient("bob", "guessed").signed("GET", "/v1/p", "", now, headers);

        assertThat(authenticator.authenticate(call).accessKey()).isEqualTo("bob");
        assertThat(catchThrowableOfType(ApiException.class, () -> authenticator.authenticate(forged)))
                .hasMessageStartingWith("the signature does not match");
    }

    @Test
    void saysWhatIsWrongWithAToken() {
        assertThat(catchThrowableOfType(
                        ApiException.class, () -> authenticator.authenticate(call("GET", Map.of("x-auth-token", "x")))))
                .hasMessage("X-Auth-Token: is not a token of this cluster, has expired, or its secret has changed");
    }

    private static HttpCall call(String method, Map<String, String> headers) {
        return HuaweiClient.call(method, "/v1/p/schedule-task", "", headers);
    }
}
