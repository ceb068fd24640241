package dev.carillon.standalone.status;

import static dev.carillon.standalone.status.Statuses.LIVE;
import static dev.carillon.standalone.status.Statuses.clock;
import static dev.carillon.standalone.status.Statuses.draining;
import static dev.carillon.standalone.status.Statuses.lost;
import static dev.carillon.standalone.status.Statuses.of;
import static dev.carillon.standalone.status.Statuses.orphan;
import static dev.carillon.standalone.status.Statuses.owned;
import static dev.carillon.standalone.status.Statuses.withClock;
import static dev.carillon.standalone.status.Statuses.withClockOffset;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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

                        Clocks of schedulers
                          NODE    CLOCK OFFSET  MEASURED TO  AGE
                          host-a  12 ms         ±1 ms        1.8 s

                        Partitions
                          PARTITION  CURSOR AGE  BEHIND  FIRED LATE  COMMANDS LAG  REPORTS LAG  OWNER
                          0          1.3 s       0.0 s   3 ms        12            0            host-a-00ff-0
                          1          -           0.0 s   -           0             0            -

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
    void partitionWhoseNextFireIsLongOverdueIsAProblem() {
        assertThat(of(
                                List.of(
                                        owned(0, 0, ClusterStatus.BEHIND_MAX, Duration.ZERO),
                                        owned(1, 0, Duration.ofMillis(12_340), Duration.ZERO)),
                                List.of(LIVE))
                        .problems())
                .containsExactly("partition 1 does not fire: its next fire is 12.3 s overdue");
    }

    @Test
    void clocksThatAreOffAndFiresThatWereLateAreWarningsAndNoProblems() {
        // Given
        ClusterStatus status = withClock(
                of(
                        List.of(owned(0, 0, Duration.ZERO, Duration.ofMillis(2_500)), owned(1, 0)),
                        List.of(LIVE, withClockOffset(LIVE, Duration.ofMillis(-700)))),
                clock(1_500));

        // Then
        assertThat(status.problems()).isEmpty();
        assertThat(status.warnings())
                .containsExactly(
                        "the clock of scheduler host-a is 1500 ms ahead of the brokers'; beyond 1 s it gives its partitions up",
                        "the clock of worker w1 is 700 ms behind the brokers'; beyond 1 s it gets no work",
                        "partition 0 has fired up to 2.5 s late within the last minutes");
        assertThat(StatusText.lines(status))
                .startsWith("healthy")
                .contains("  warning: " + status.warnings().getFirst());
        assertThat(StatusJson.of(status).path("warnings").size()).isEqualTo(3);
        assertThat(StatusJson.of(status).at("/partitions/0/firedLateMs").longValue())
                .isEqualTo(2_500);
        assertThat(StatusJson.of(status).at("/schedulerClocks/0/clockOffsetMs").longValue())
                .isEqualTo(1_500);
    }

    @Test
    void nobodyThereIsSaid() {
        assertThat(StatusText.lines(of(List.of(), List.of()))).contains("Workers: none", "Partitions: none");
    }
}
