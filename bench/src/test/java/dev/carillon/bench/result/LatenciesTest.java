package dev.carillon.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void findsPercentilesAndTheLatest() {
        Latencies latencies = new Latencies();
        for (int wait = 1; wait <= 100; wait++) {
            latencies.add(wait);
        }

        assertThat(latencies.p50()).isEqualTo(50);
        assertThat(latencies.p99()).isEqualTo(99);
        assertThat(latencies.max()).isEqualTo(100);
    }

    @Test
    void countsAStartBeforeItsInstantAsNotLateAndTellsOfIt() {
        Latencies latencies = new Latencies();
        latencies.add(-3);
        latencies.add(2);

        assertThat(latencies.count()).isEqualTo(2);
        assertThat(latencies.early()).isEqualTo(1);
        assertThat(latencies.p50()).isZero();
    }

    @Test
    void addsTheWaitsOfOthers() {
        Latencies one = new Latencies();
        Latencies other = new Latencies();
        one.add(1);
        other.add(9);
        other.add(-1);

        one.add(other);

        assertThat(one.count()).isEqualTo(3);
        assertThat(one.max()).isEqualTo(9);
        assertThat(one.early()).isEqualTo(1);
    }
}
