package dev.carillon.gateway.vendor.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.vendor.InMemoryReplayGuard;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the vendor's SDKs signed is accepted as it is, and with any single bit changed it is refused.
 *
 * <p>The only changes that pass are those that provably leave the signed content as it was:
 *
 * <ul>
 *   <li>the case of a hex digit in a percent-escape of the query, and of the form where no digest of the raw body is
 *       sent (HMAC-SHA1 without Content-MD5): both sign the decoded text;
 *   <li>headers that the scheme does not cover: with HMAC-SHA1 all of them, of which Content-MD5 is checked and
 *       Content-Type must stay that of a form; with ACS3 those not named in SignedHeaders;
 *   <li>the case of a header's name, which HTTP does not tell apart.
 * </ul>
 */
class GoldenSignatureTest {

    private static final Instant CAPTURED = Instant.parse("2026-11-21T20:45:00Z");
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

    @ParameterizedTest
    @MethodSource("dev.carillon.gateway.vendor.aliyun.CapturedRequests#names")
    void acceptsWhatTheVendorsClientsSigned(String name) {
        Caller caller = authenticate(CapturedRequests.load(name));

        assertThat(caller.accessKey()).isEqualTo(CapturedRequests.ACCESS_KEY);
        assertThat(name).startsWith(caller.action());
        assertThat(caller.version()).isEqualTo("2019-04-30");
        assertThat(caller.nonce()).hasSizeGreaterThanOrEqualTo(32);
    }

    @ParameterizedTest
    @MethodSource("dev.carillon.gateway.vendor.aliyun.CapturedRequests#names")
    void refusesEveryChangedBitOfMethodAndPath(String name) {
        HttpCall call = CapturedRequests.load(name);

        eachFlip(call.method(), flipped -> copy(call, flipped, call.path(), call.query(), call.headers(), call.body()));
        eachFlip(call.path(), flipped -> copy(call, call.method(), flipped, call.query(), call.headers(), call.body()));
    }

    @ParameterizedTest
    @MethodSource("dev.carillon.gateway.vendor.aliyun.CapturedRequests#names")
    void refusesEveryChangedBitOfTheQuery(String name) {
        HttpCall call = CapturedRequests.load(name);

        eachFlip(
                call.query(),
                true,
                flipped -> copy(call, call.method(), call.path(), flipped, call.headers(), call.body()));
    }

    @ParameterizedTest
    @MethodSource("dev.carillon.gateway.vendor.aliyun.CapturedRequests#names")
    void refusesEveryChangedBitOfTheBody(String name) {
        HttpCall call = CapturedRequests.load(name);
        boolean rawBodyIsCovered =
                name.equals(CapturedRequests.ACS3) || call.header("content-md5").isPresent();

        eachFlip(
                new String(call.body(), StandardCharsets.ISO_8859_1),
                !rawBodyIsCovered,
                flipped -> copy(
                        call,
                        call.method(),
                        call.path(),
                        call.query(),
                        call.headers(),
                        flipped.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void refusesEveryChangedBitOfTheSignedHeaders() {
        HttpCall call = CapturedRequests.load(CapturedRequests.ACS3);
        List<String> covered = List.of(
                "authorization",
                "content-type",
                "host",
                "x-acs-action",
                "x-acs-content-sha256",
                "x-acs-credentials-provider",
                "x-acs-date",
                "x-acs-signature-nonce",
                "x-acs-version");

        for (String name : covered) {
            String value = call.header(name).orElseThrow();
            eachFlip(value, flipped -> with(call, name, name, flipped));
            eachFlip(name, flipped -> with(call, name, flipped, value));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.carillon.gateway.vendor.aliyun.CapturedRequests#rpc")
    void refusesEveryChangedBitOfTheBodysDigest(String name) {
        HttpCall call = CapturedRequests.load(name);

        call.header("content-md5")
                .ifPresent(value -> eachFlip(value, flipped -> with(call, "content-md5", "content-md5", flipped)));
    }

    @ParameterizedTest
    @MethodSource("dev.carillon.gateway.vendor.aliyun.CapturedRequests#names")
    void letsProxiesChangeWhatNoSignatureCovers(String name) {
        HttpCall call = CapturedRequests.load(name);

        HttpCall changed = with(call, "user-agent", "user-agent", "proxy");

        assertThatCode(() -> authenticate(changed)).doesNotThrowAnyException();
    }

    @Test
    void refusesABodyThatIsNoLongerCalledAForm() {
        HttpCall call = CapturedRequests.load("CreateJob.json-format");

        assertThat(accepted(with(call, "content-type", "content-type", "text/plain")))
                .isFalse();
        assertThat(accepted(
                        with(call, "content-type", "content-type", "Application/x-www-form-urlencoded; charset=utf-8")))
                .isTrue();
    }

    private static void eachFlip(String text, Function<String, HttpCall> changed) {
        eachFlip(text, false, changed);
    }

    private static void eachFlip(String text, boolean escapesAreDecoded, Function<String, HttpCall> changed) {
        for (int at = 0; at < text.length(); at++) {
            for (int bit = 0; bit < 8; bit++) {
                char flipped = (char) (text.charAt(at) ^ 1 << bit);
                HttpCall call = changed.apply(text.substring(0, at) + flipped + text.substring(at + 1));
                boolean same = escapesAreDecoded && bit == 5 && isHexLetterOfEscape(text, at);
                assertThat(accepted(call))
                        .as("'%s' in place of '%s' at %d of %s", flipped, text.charAt(at), at, text)
                        .isEqualTo(same);
            }
        }
    }

    private static boolean isHexLetterOfEscape(String text, int at) {
        return Character.isLetter(text.charAt(at))
                && ESCAPE.matcher(text).results().anyMatch(escape -> at > escape.start() && at < escape.end());
    }

    private static boolean accepted(HttpCall call) {
        try {
            authenticate(call);
            return true;
        } catch (AliyunFault refused) {
            return false;
        }
    }

    private static Caller authenticate(HttpCall call) {
        return new AliyunAuthenticator(
                        new OneCredential(false), new InMemoryReplayGuard(), InstantSource.fixed(CAPTURED))
                .authenticate(RpcRequest.read(call));
    }

    private static HttpCall copy(
            HttpCall call, String method, String path, String query, Map<String, List<String>> headers, byte[] body) {
        return new HttpCall(method, path, query, headers, body, call.remoteAddress());
    }

    private static HttpCall with(HttpCall call, String name, String newName, String newValue) {
        Map<String, List<String>> headers = new LinkedHashMap<>(call.headers());
        headers.remove(name);
        headers.put(newName, new ArrayList<>(List.of(newValue)));
        return copy(call, call.method(), call.path(), call.query(), headers, call.body());
    }
}
