package dev.carillon.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FirePlanTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void spreadsJobsEvenlyOverEachRound() {
        FirePlan plan = new FirePlan(101, 4, START, Duration.ofSeconds(2), Duration.ofSeconds(2), 3);

        assertThat(plan.fires()).isEqualTo(12);
        assertThat(plan.until()).isEqualTo(START.plusSeconds(6));
        assertThat(plan.nominalMs(1, 2)).isEqualTo(START.toEpochMilli() + 500 + 4_000);
        assertThat(plan.schedule(1).getFixedRate().getPeriodMs()).isEqualTo(2_000);
        assertThat(plan.schedule(1).getFixedRate().getAnchorMs()).isEqualTo(START.toEpochMilli() + 500);
    }

    @Test
    void findsThePlaceOfEachFireAndNoOther() {
        FirePlan plan = new FirePlan(101, 4, START, Duration.ofSeconds(2), Duration.ofSeconds(2), 3);

        for (int place = 0; place < plan.fires(); place++) {
            long id = plan.id(plan.job(place));
            assertThat(plan.place(id, plan.nominalMs(place))).isEqualTo(place);
            assertThat(plan.place(id, plan.nominalMs(place) + 1)).isEqualTo(-1);
        }
        assertThat(plan.place(100, START.toEpochMilli())).isEqualTo(-1);
        assertThat(plan.place(105, START.toEpochMilli())).isEqualTo(-1);
        assertThat(plan.place(101, START.toEpochMilli() - 2_000)).isEqualTo(-1);
        assertThat(plan.place(101, START.plusSeconds(6).toEpochMilli())).isEqualTo(-1);
    }

    @Test
    void usesCronWhereEveryJobIsDueAtTheSameSecondsOfAMinute() {
        assertThat(new FirePlan(1, 4, START, Duration.ofSeconds(20), Duration.ZERO, 3)
                        .schedule(0)
                        .getCron()
                        .getExpression())
                .isEqualTo("0/20 * * * * ?");
        assertThat(new FirePlan(1, 4, START, Duration.ofSeconds(60), Duration.ZERO, 3)
                        .schedule(0)
                        .getCron()
                        .getExpression())
                .isEqualTo("0 * * * * ?");
        assertThat(new FirePlan(1, 4, START, Duration.ofSeconds(7), Duration.ZERO, 3)
                        .schedule(0)
                        .hasFixedRate())
                .isTrue();
    }

    @Test
    void beginsWithAFullMinute() {
        assertThat(FirePlan.startIn(Duration.ofSeconds(10), START.minusSeconds(10)))
                .isEqualTo(START);
        assertThat(FirePlan.startIn(Duration.ofSeconds(10), START.minusSeconds(9)))
                .isEqualTo(START.plusSeconds(60));
        assertThatThrownBy(
                        () -> new FirePlan(1, 4, START.plusSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2), 3))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
