package dev.carillon.audit;

import static dev.carillon.audit.Past.BEFORE;
import static dev.carillon.audit.Past.JOB;
import static dev.carillon.audit.Past.START;
import static dev.carillon.audit.Past.everyMinute;
import static dev.carillon.audit.Past.minute;
import static dev.carillon.audit.Past.scheduled;
import static dev.carillon.audit.Verdicts.expectOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.audit.Finding.Place;
import dev.carillon.proto.v1.JobDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Executions that should be over, as an audit looks at them that goes on: minute 3 has no end, the cluster may wait for 5. */
class EndsTest {

    private static Past unended(JobDefinition.Builder job) {
        return new Past()
                .created(job, BEFORE)
                .fired(0, 2)
                .triggered(minute(3), minute(3))
                .fired(4, 5);
    }

    private static Question asOf(Instant now) {
        return new Question(
                START, now, now, Duration.ofMinutes(5), Duration.ofSeconds(2), Optional.empty(), Optional.empty());
    }

    private static LiveExecutions live(String... executions) {
        LiveExecutions live = new LiveExecutions();
        for (String execution : executions) {
            live.add(JOB, execution);
        }
        return live;
    }

    @Test
    void whatHasNoEndAndIsNotLiveIsFoundOnce() {
        // Given
        Ledger ledger = unended(everyMinute()).read();

        // When
        Verdict found = ledger.judgeEnds(asOf(minute(8)), live(scheduled(minute(4))));

        // Then
        expectOne(found, Finding.Kind.UNENDED, 3, "not live any more");
        assertThat(found.findings(Finding.Kind.UNENDED).getFirst().records()).containsExactly(new Place(0, 7));
        assertThat(ledger.judgeEnds(asOf(minute(9)), live()).totals()).isEmpty();
        assertThat(ledger.hasOverdueEnds(asOf(minute(9)))).isFalse();
        assertThat(ledger.oldestOpen()).isEmpty();
    }

    @Test
    void whatIsLiveMayTakeItsTime() {
        Ledger ledger = unended(everyMinute()).read();

        assertThat(ledger.judgeEnds(asOf(minute(8)), live(scheduled(minute(3)))).totals())
                .isEmpty();
        assertThat(ledger.hasOverdueEnds(asOf(minute(8)))).isTrue();
        assertThat(ledger.oldestOpen()).contains(minute(3));
    }

    @Test
    void theClusterMayWaitAndAnAttemptMayTakeAsLongAsItsLimit() {
        // Given
        JobDefinition.Builder limited = everyMinute();
        limited.getTimeoutBuilder().setLimitMs(Duration.ofMinutes(2).toMillis());
        Ledger unlimited = unended(everyMinute()).read();
        Ledger ledger = unended(limited).read();

        // Then
        assertThat(unlimited.hasOverdueEnds(asOf(minute(8).minusMillis(1)))).isFalse();
        assertThat(unlimited.hasOverdueEnds(asOf(minute(8)))).isTrue();
        assertThat(ledger.hasOverdueEnds(asOf(minute(10).minusMillis(1)))).isFalse();
        assertThat(ledger.hasOverdueEnds(asOf(minute(10)))).isTrue();
    }

    @Test
    void runsThatACommandOrABackfillAskedForAreLookedAtToo() {
        Ledger ledger = new Past()
                .created(everyMinute().setEnabled(false), BEFORE)
                .asked("lost", minute(1))
                .asked("ended", minute(1))
                .ended(JOB + "-cended", minute(1), minute(2))
                .backfilled("b", minute(-20), minute(2))
                .read();

        Verdict verdict = ledger.judgeEnds(asOf(minute(20)), live());

        expectOne(verdict, Finding.Kind.UNENDED, 1, "not live any more");
    }

    @Test
    void whatMayStillEndOutlivesItsSliceAndWhatIsFoundDoesNot() {
        // Given
        Ledger ledger = unended(everyMinute()).read();
        ledger.forgetBefore(minute(6));
        assertThat(ledger.oldestOpen()).contains(minute(3));
        ledger.judgeEnds(asOf(minute(8)), live());

        // When
        ledger.forgetBefore(minute(7));

        // Then
        assertThat(ledger.oldestOpen()).isEmpty();
        assertThat(ledger.judgeEnds(asOf(minute(30)), live()).totals()).isEmpty();
    }
}
