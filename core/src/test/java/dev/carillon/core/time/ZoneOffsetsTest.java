package dev.carillon.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the rules of every zone that the JDK knows. */
final class ZoneOffsetsTest {

    static Stream<ZoneId> zones() {
        return ZoneId.getAvailableZoneIds().stream()
                .sorted()
                .map(ZoneId::of)
                .filter(zone -> !zone.getRules().isFixedOffset());
    }

    @ParameterizedTest
    @MethodSource("zones")
    void hasTheOffsetOfTheRulesEverywhere(ZoneId zone) {
        // Given
        ZoneRules rules = zone.getRules();
        ZoneOffsets offsets = ZoneOffsets.of(zone, rules);
        Random random = new Random(zone.getId().hashCode());

        // When, Then: anywhere
        for (int i = 0; i < 200; i++) {
            assertOffset(offsets, rules, random.nextLong(ZoneOffsets.EARLIEST, ZoneOffsets.LATEST));
        }
        // And on both sides of every change
        int stretch = offsets.stretchAt(ZoneOffsets.EARLIEST);
        for (; offsets.end(stretch) != ZoneOffsets.FOREVER; stretch++) {
            assertOffset(offsets, rules, offsets.end(stretch) - 1);
            assertOffset(offsets, rules, offsets.end(stretch));
        }
        assertOffset(offsets, rules, ZoneOffsets.LATEST);
    }

    private static void assertOffset(ZoneOffsets offsets, ZoneRules rules, long epochSecond) {
        assertThat(offsets.offset(offsets.stretchAt(epochSecond)))
                .as("%s at %d", offsets.zone(), epochSecond)
                .isEqualTo(rules.getOffset(Instant.ofEpochSecond(epochSecond)).getTotalSeconds());
    }

    /** What {@link FireSearch} and {@link CalendarInterval} rely on. */
    @ParameterizedTest
    @MethodSource("zones")
    void noZoneChangesTwiceWithinAGapOrGoesBackByADay(ZoneId zone) {
        ZoneOffsets offsets = ZoneOffsets.of(zone, zone.getRules());

        for (int i = 1; offsets.end(i - 1) != ZoneOffsets.FOREVER; i++) {
            long length = offsets.end(i) - offsets.end(i - 1);
            assertThat(length).as("%s from %d", zone, offsets.end(i - 1)).isGreaterThan(offsets.changeBefore(i));
            assertThat(offsets.changeBefore(i)).isGreaterThan(-86_400);
            assertThat(offsets.changeAfter(i - 1))
                    .isEqualTo(offsets.changeBefore(i))
                    .isNotZero();
        }
    }
}
