package dev.carillon.gateway.vendor.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.gateway.http.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RpcRequestTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    @Test
    void readsQueryAndFormAlike() {
        RpcRequest request =
                RpcRequest.read(call("POST", "B=%E4%BD%A0&&Empty", FORM + "; charset=UTF-8", "A=a+b%2B&C="));

        assertThat(request.parameters())
                .containsExactly(
                        Map.entry("A", "a b+"), Map.entry("B", "你"), Map.entry("C", ""), Map.entry("Empty", ""));
        assertThat(request.query()).containsOnlyKeys("B", "Empty");
        assertThat(request.parameter("C")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=1&A=1", "A=1&%41=2"})
    void refusesAParameterThatIsGivenTwice(String query) {
        assertThatThrownBy(() -> RpcRequest.read(call("GET", query, FORM, "")))
                .hasMessageContaining("A is given twice");
    }

    @Test
    void refusesAParameterThatQueryAndFormBothGive() {
        assertThatThrownBy(() -> RpcRequest.read(call("POST", "Name=a", FORM, "Name=b")))
                .hasMessageContaining("Name is given twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"A=%", "A=%2", "A=%zz", "A=%C3", "A=%FF", "A=a b", "A=é", "A=\u0001", "%20=x", "=x", "A%00=1"})
    void refusesWhatIsNotWellFormed(String query) {
        assertThatThrownBy(() -> RpcRequest.read(call("GET", query, FORM, "")))
                .isInstanceOfSatisfying(AliyunFault.class, fault -> {
                    assertThat(fault.status()).isEqualTo(400);
                    assertThat(fault.code()).isEqualTo("InvalidParameter");
                });
    }

    @Test
    void refusesMoreParametersThanAnybodyNeeds() {
        String query = IntStream.range(0, 1001).mapToObj(i -> "P" + i + "=1").collect(Collectors.joining("&"));

        assertThatThrownBy(() -> RpcRequest.read(call("GET", query, FORM, "")))
                .hasMessageContaining("more than 1000 parameters");
    }

    @Test
    void refusesABodyItWouldNotRead() {
        assertThatThrownBy(() -> RpcRequest.read(call("POST", "", "application/json", "{}")))
                .isInstanceOfSatisfying(
                        AliyunFault.class, fault -> assertThat(fault.status()).isEqualTo(415));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "HEAD", "get"})
    void refusesOtherMethods(String method) {
        assertThatThrownBy(() -> RpcRequest.read(call(method, "A=1", FORM, "")))
                .isInstanceOfSatisfying(
                        AliyunFault.class, fault -> assertThat(fault.status()).isEqualTo(405));
    }

    @Test
    void peeksWithoutJudging() {
        HttpCall call = call("POST", "X=%zz&Format=XML", FORM, "Version=2019-04-30");

        assertThat(RpcRequest.peek(call, "Format")).contains("XML");
        assertThat(RpcRequest.peek(call, "Version")).contains("2019-04-30");
        assertThat(RpcRequest.peek(call, "Form")).isEmpty();
        assertThat(RpcRequest.peek(call("POST", "", "text/plain", "Version=1"), "Version"))
                .isEmpty();
    }

    private static HttpCall call(String method, String query, String contentType, String body) {
        return new HttpCall(
                method,
                "/",
                query,
                Map.of("content-type", List.of(contentType)),
                body.getBytes(StandardCharsets.UTF_8),
                "127.0.0.1");
    }
}
