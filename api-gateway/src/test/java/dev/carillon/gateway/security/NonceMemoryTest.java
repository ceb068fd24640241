package dev.carillon.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class NonceMemoryTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration KEEP = Duration.ofMinutes(30);

    private final NonceMemory memory = new NonceMemory(KEEP, 3, 5, () -> 42);

    @Test
    void aNonceCountsOnceForEachKey() {
        assertThat(memory.take("a", "n", NOON)).isTrue();
        assertThat(memory.take("a", "n", NOON)).isFalse();
        assertThat(memory.take("b", "n", NOON)).isTrue();
    }

    @Test
    void aNonceIsKeptForTheWholeTimeAndNotForEver() {
        memory.take("a", "n", NOON);

        assertThat(memory.take("a", "n", NOON.plus(KEEP))).isFalse();
        assertThat(memory.take("a", "n", NOON.plus(KEEP).plus(Duration.ofMinutes(2))))
                .isTrue();
        assertThat(memory.size()).isEqualTo(1);
    }

    @Test
    void aForgivenNonceMayComeOnceMore() {
        memory.take("a", "n", NOON);

        memory.forgive("a", "n");

        assertThat(memory.take("a", "n", NOON.plusSeconds(90))).isTrue();
        assertThat(memory.take("a", "n", NOON.plusSeconds(91))).isFalse();
    }

    @Test
    void aFullMemoryRefusesAndCounts() {
        // given: key a has used up its share
        for (int i = 0; i < 3; i++) {
            assertThat(memory.take("a", "n" + i, NOON)).isTrue();
        }
        assertThat(memory.take("a", "new", NOON)).isFalse();

        // when: another key uses up the rest
        assertThat(memory.take("b", "1", NOON)).isTrue();
        assertThat(memory.take("b", "2", NOON)).isTrue();
        assertThat(memory.take("b", "3", NOON)).isFalse();

        // then
        assertThat(memory.refusedFull()).isEqualTo(2);
        assertThat(memory.take("b", "3", NOON.plus(KEEP).plus(Duration.ofMinutes(2))))
                .isTrue();
    }
}
