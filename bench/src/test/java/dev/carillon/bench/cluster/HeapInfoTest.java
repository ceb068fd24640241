package dev.carillon.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.bench.BenchFailedException;
import org.junit.jupiter.api.Test;

class HeapInfoTest {

    @Test
    void readsTheHeapOfG1AndLeavesOutTheClasses() {
        String printed = """
                9176:
                 garbage-first heap   total reserved 1048576K, committed 135168K, used 46621K [0x00000000c0000000, 0x0000000100000000)
                  region size 1024K, 5 young (5120K), 3 survivors (3072K)
                 Metaspace       used 37120K, committed 37632K, reserved 1114112K
                  class space    used 4352K, committed 4608K, reserved 1048576K
                """;

        assertThat(HeapInfo.usedBytes(printed)).isEqualTo(46_621L << 10);
    }

    @Test
    void addsTheGenerationsOfTheSerialCollector() {
        String printed = """
                 DefNew     total 39296K, used 1000K [0x1)
                  eden space 34944K,   2% used [0x1)
                 Tenured    total 87424K, used 2000K [0x1)
                 Metaspace       used 37120K
                """;

        assertThat(HeapInfo.usedBytes(printed)).isEqualTo(3_000L << 10);
    }

    @Test
    void complainsOfAnythingElse() {
        assertThatThrownBy(() -> HeapInfo.usedBytes("no such process")).isInstanceOf(BenchFailedException.class);
    }
}
