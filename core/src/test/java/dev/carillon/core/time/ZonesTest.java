package dev.carillon.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZonesTest {
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, +01:00",
        "Asia/Shanghai, +08:00",
        "UTC, Z",
        "Z, Z",
        "GMT, Z",
        "GMT+8, +08:00",
        "GMT+08:00, +08:00",
        "GMT-3, -03:00",
        "GMT+5:30, +05:30",
        "UTC+8, +08:00",
        "UTC-09:30, -09:30",
        "+08:00, +08:00",
        "+8, +08:00",
        "' GMT+8 ', +08:00",
        "Etc/GMT-8, +08:00"
    })
    void readsTheUsualForms(String text, String offset) {
        ZoneId zone = Zones.parse(text);

        assertThat(zone.getRules().getOffset(Instant.parse("2026-01-01T00:00:00Z")))
                .hasToString(offset);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GMT+8", "GMT+08", "GMT+08:00", "GMT+8:00"})
    void theSameOffsetIsTheSameZone(String text) {
        assertThat(Zones.parse(text)).isEqualTo(ZoneId.of("GMT+08:00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Europe/Atlantis", "europe/berlin", "GMT+19", "GMT+8:99", "8", "+", "Mars"})
    void saysWhatIsExpected(String text) {
        assertThatThrownBy(() -> Zones.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time zone: '" + text.strip()
                        + "' is not known, expected an IANA name such as Europe/Berlin, UTC, Z,"
                        + " or an offset of at most 18 hours such as GMT+8, UTC+08:00 or +08:00");
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1000})
    void doesNotRepeatATextOfUnreasonableLength(int length) {
        assertThatThrownBy(() -> Zones.parse("x".repeat(length)))
                .hasMessageStartingWith("time zone: '" + "x".repeat(64) + "…' is not known");
    }
}
