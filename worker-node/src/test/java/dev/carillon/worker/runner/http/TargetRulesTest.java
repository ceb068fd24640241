package dev.carillon.worker.runner.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "fe80::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1"
            })
    void metadataServicesAreDeniedByDefault(String address) {
        // Given
        TargetRules rules = TargetRules.defaults(Set.of());

        // When, Then
        assertThat(rules.refusal("innocent.example", 80, addresses(address))).isPresent();
        assertThat(rules.refusal("innocent.example", 80, addresses("192.0.2.1", address)))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "192.0.2.1", "2001:db8::1", "::1"})
    void everythingElseIsAllowedByDefault(String address) {
        // Given
        TargetRules rules = TargetRules.defaults(Set.of(8080));

        // When, Then
        assertThat(rules.refusal("some.example", 8081, addresses(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "0.0.0.0", "::"})
    void theNodesOwnPortsAreDeniedOnThisMachine(String address) {
        // Given
        TargetRules rules = TargetRules.defaults(Set.of(8080, 9092));

        // When, Then
        assertThat(rules.refusal("localhost", 9092, addresses(address)))
                .get()
                .asString()
                .contains("9092");
        assertThat(rules.refusal("elsewhere.example", 9092, addresses("192.0.2.1")))
                .isEmpty();
    }

    @Test
    void anAllowListAllowsNothingElse() {
        // Given
        TargetRules rules = TargetRules.of(
                List.of("api.example.com:443", "*.internal.example", "10.0.0.0/8:8000-8999"), List.of(), Set.of());

        // When, Then
        assertThat(rules.refusal("api.example.com", 443, addresses("192.0.2.1")))
                .isEmpty();
        assertThat(rules.refusal("API.example.com", 443, addresses("192.0.2.1")))
                .isEmpty();
        assertThat(rules.refusal("a.b.internal.example", 1, addresses("192.0.2.1")))
                .isEmpty();
        assertThat(rules.refusal("any.example", 8500, addresses("10.1.2.3", "10.255.0.1")))
                .isEmpty();
        assertThat(rules.refusal("api.example.com", 80, addresses("192.0.2.1"))).isPresent();
        assertThat(rules.refusal("internal.example", 1, addresses("192.0.2.1"))).isPresent();
        assertThat(rules.refusal("any.example", 8500, addresses("10.1.2.3", "11.0.0.1")))
                .isPresent();
        assertThat(rules.refusal("any.example", 9000, addresses("10.1.2.3"))).isPresent();
    }

    @Test
    void aDenyingRuleWins() {
        // Given
        TargetRules rules = TargetRules.of(List.of("*"), List.of("bad.example", "[fd00::/8]", "10.9.8.7:22"), Set.of());

        // When, Then
        assertThat(rules.refusal("bad.example", 80, addresses("192.0.2.1")))
                .get()
                .asString()
                .contains("denied by bad.example");
        assertThat(rules.refusal("good.example", 80, addresses("fd12::1"))).isPresent();
        assertThat(rules.refusal("good.example", 22, addresses("10.9.8.7"))).isPresent();
        assertThat(rules.refusal("good.example", 23, addresses("10.9.8.7"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "10.0.0.0/33", "10.0.0.0/-1", "[::1", "h:70000", "h:9-8", "10.0.0/8x"})
    void aRuleThatCannotBeReadIsAnError(String rule) {
        assertThatThrownBy(() -> TargetRules.of(List.of(rule), List.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<InetAddress> addresses(String... texts) {
        return Stream.of(texts).map(InetAddress::ofLiteral).toList();
    }
}
