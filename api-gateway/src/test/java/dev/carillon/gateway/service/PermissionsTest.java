package dev.carillon.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PermissionsTest {

    @ParameterizedTest
    @CsvSource({
        "prod, prod, true",
        "prod, Prod, false",
        "prod, production, false",
        "prod, pro, false",
        "team-*, team-a, true",
        "team-*, team-, true",
        "team-*, team, false",
        "team-*, Team-a, false",
        "team-*, my-team-a, false",
        "a%_*, a%_b, true",
        "a%_*, axxb, false",
        "a[b]?*, a[b]?c, true",
        "a[b]?*, abxc, false",
        "*, anything, true",
    })
    void aPatternMatchesByItsBeginning(String pattern, String namespace, boolean allowed) {
        assertThat(in(pattern).mayTouch(namespace)).isEqualTo(allowed);
    }

    @Test
    void whatIsNotLimitedMayEverything() {
        assertThat(Permissions.ALL.everyNamespace()).isTrue();
        assertThat(in("*").everyNamespace()).isTrue();
        assertThat(in("prod").everyNamespace()).isFalse();
        assertThatCode(() -> {
                    Permissions.ALL.requireApi(ApiName.NATIVE);
                    Permissions.ALL.requireNamespace("prod");
                    Permissions.ALL.requireWrite("CreateJob");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aRefusalIsForbiddenAndSaysWhat() {
        Permissions limited = new Permissions(Set.of(ApiName.NATIVE), List.of("prod"), true);

        assertThatThrownBy(() -> limited.requireApi(ApiName.ALIYUN_EMR)).hasMessageContaining("aliyun.emr");
        assertThatThrownBy(() -> limited.requireNamespace("test")).hasMessageContaining("'test'");
        assertThatThrownBy(() -> limited.requireWrite("CreateJob"))
                .hasMessageContaining("CreateJob")
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> assertThat(e.error().category().status()).isEqualTo(403));
    }

    private static Permissions in(String pattern) {
        return new Permissions(Set.of(), List.of(pattern), false);
    }
}
