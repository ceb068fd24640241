package dev.carillon.standalone.status;

import static dev.carillon.standalone.status.Statuses.LIVE;
import static dev.carillon.standalone.status.Statuses.draining;
import static dev.carillon.standalone.status.Statuses.lost;
import static dev.carillon.standalone.status.Statuses.of;
import static dev.carillon.standalone.status.Statuses.orphan;
import static dev.carillon.standalone.status.Statuses.owned;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterStatusTest {

    @Test
    void ownedServedAndStaffedIsHealthy() {
        assertThat(of(List.of(owned(0, 0), owned(1, ClusterStatus.LAG_MAX)), List.of(LIVE))
                        .problems())
                .isEmpty();
    }

    @Test
    void partitionsWithoutOwnerAreNamedTogether() {
        assertThat(of(List.of(orphan(0), orphan(1), owned(2, 0), orphan(3)), List.of(LIVE))
                        .problems())
                .containsExactly("no scheduler owns partitions 0-1,3: their jobs do not fire");
    }

    @Test
    void lagAboveTheLimitIsSaidPerPartition() {
        assertThat(of(List.of(owned(0, 0), owned(1, ClusterStatus.LAG_MAX + 1)), List.of(LIVE))
                        .problems())
                .containsExactly("partition 1 is 1001 commands behind");
    }

    @Test
    void lostAndDrainingWorkersAreNone() {
        assertThat(of(List.of(owned(0, 0)), List.of(lost(LIVE), draining(LIVE))).problems())
                .containsExactly("no worker is live: nothing runs");
    }

    @Test
    void textHasTheProblemsFirstThenAlignedColumns() {
        // When
        List<String> lines =
                StatusText.lines(of(List.of(owned(0, 12), orphan(1)), List.of(LIVE), "topic carillon.logs is missing"));

        // Then
        assertThat(String.join("\n", lines)).isEqualTo("""
                        NOT healthy:
                          topic carillon.logs is missing
                          no scheduler owns partitions 1: their jobs do not fire

                        Kafka cluster kx1, 3 brokers, topics carillon.*

                        Schedulers
                          LANE           HOST      PARTITIONS
                          host-a-00ff-0  10.0.0.1  0-1

                        Partitions
                          PARTITION  CURSOR AGE  COMMANDS LAG  REPORTS LAG  OWNER
                          0          1.3 s       12            0            host-a-00ff-0
                          1          -           0             0            -

                        Workers
                          WORKER  STATE  HOST    GROUPS           BUSY/TOTAL            HELD  ACTIVE  LAST BEAT  CLOCK OFFSET
                          w1      live   host-b  billing,default  HTTP 0/64, SHELL 2/8  3     2       0.7 s      -4 ms""");
    }

    @Test
    void jsonHasTheSameForMachines() {
        // When
        var json = StatusJson.of(of(List.of(owned(0, 12), orphan(1)), List.of(LIVE)));

        // Then
        assertThat(json.path("healthy").booleanValue()).isFalse();
        assertThat(json.path("problems").size()).isEqualTo(1);
        assertThat(json.at("/lanes/0/partitions/1").intValue()).isEqualTo(1);
        assertThat(json.at("/partitions/0/commandsLag").longValue()).isEqualTo(12);
        assertThat(json.at("/partitions/0/cursorAgeMs").longValue()).isEqualTo(1_250);
        assertThat(json.at("/partitions/1/owner").isNull()).isTrue();
        assertThat(json.at("/workers/0/slots/SHELL/total").intValue()).isEqualTo(8);
        assertThat(json.at("/workers/0/lastBeatAgeMs").longValue()).isEqualTo(700);
    }

    @Test
    void nobodyThereIsSaid() {
        assertThat(StatusText.lines(of(List.of(), List.of()))).contains("Workers: none", "Partitions: none");
    }
}
