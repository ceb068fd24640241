package dev.carillon.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void tellsWhetherAGoalThatMustBeReachedIsMet() {
        assertThat(Figure.of("triggers.placed", 60_000, "1/s", Goal.atLeast(60_000))
                        .line())
                .isEqualTo("triggers.placed 60,000 1/s (goal ≥ 60,000, met)");
        assertThat(Figure.of("triggers.placed", 59_999, "1/s", Goal.atLeast(60_000))
                        .line())
                .isEqualTo("triggers.placed 59,999 1/s (goal ≥ 60,000, missed)");
    }

    @Test
    void tellsWhetherABoundIsKept() {
        assertThat(Figure.of("lateness.p99", 15, "ms", Goal.atMost(15)).verdict())
                .isEqualTo("met");
        assertThat(Figure.of("lateness.p99", 15.25, "ms", Goal.atMost(15)).line())
                .isEqualTo("lateness.p99 15.3 ms (goal ≤ 15, missed)");
    }

    @Test
    void saysNothingOfGoalsWhereThereIsNone() {
        assertThat(Figure.of("cost.all.bytes", 0.5, "bytes/fire").line()).isEqualTo("cost.all.bytes 0.500 bytes/fire");
    }
}
