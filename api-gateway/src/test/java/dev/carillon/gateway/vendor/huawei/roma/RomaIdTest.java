package dev.carillon.gateway.vendor.huawei.roma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.JobId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RomaIdTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 0xFFFF_FFFFL, JobId.MAX})
    void isOfTheVendorsFormAndTellsItsNumber(long number) {
        for (RomaId kind : RomaId.values()) {
            assertThat(kind.of(number)).matches("[0-9a-f]{32}");
            assertThat(kind.number(kind.of(number))).contains(number);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, JobId.MAX})
    void isNotTakenForAnotherKind(long number) {
        assertThat(RomaId.TASK.number(RomaId.DISPATCH.of(number))).isEmpty();
        assertThat(RomaId.TRACKING.number(RomaId.TASK.of(number))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "15366328208d4d77b76532fe9f4006a6", "ffffffffffffffffffffffffffffffff"})
    void whatNobodyGaveOutIsNone(String text) {
        assertThat(RomaId.TASK.number(text)).isEmpty();
    }
}
