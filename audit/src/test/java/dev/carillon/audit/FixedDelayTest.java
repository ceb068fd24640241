package dev.carillon.audit;

import static dev.carillon.audit.Past.everyMinuteAfterItsEnd;
import static dev.carillon.audit.Past.minute;
import static dev.carillon.audit.Past.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.audit.Finding.Kind;
import dev.carillon.proto.v1.JobChanged;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A fixed delay is judged from the ends of the runs. */
class FixedDelayTest {

    private static final Instant FIRST = minute(1);

    /** Made at minute 0; each run takes ten seconds. */
    private static Past running(int runs) {
        Past past = new Past().created(everyMinuteAfterItsEnd(), minute(0));
        Instant nominal = FIRST;
        for (int i = 0; i < runs; i++) {
            past.triggered(nominal, nominal).ended(scheduled(nominal), nominal, nominal.plusSeconds(10));
            nominal = nominal.plusSeconds(70);
        }
        return past;
    }

    @Test
    void everyRunIsADelayAfterTheEndOfTheLast() {
        Verdict verdict = running(20).verdict();

        assertThat(verdict.totals()).isEmpty();
        assertThat(verdict.expected()).isEqualTo(8);
        assertThat(verdict.triggered()).isEqualTo(8);
    }

    @Test
    void anEndThatNothingFollowsIsLost() {
        Verdict verdict = running(3).verdict();

        assertThat(verdict.totals()).isEqualTo(Map.of(Kind.LOST, 1L));
        assertThat(verdict.findings(Kind.LOST).getFirst().nominal()).isEqualTo(FIRST.plusSeconds(210));
    }

    @Test
    void aFireAtAnotherTimeIsUnexplained() {
        Instant odd = FIRST.plusSeconds(210 - 5);
        Past past = running(3).triggered(odd, odd);

        assertThat(past.verdict().total(Kind.UNEXPLAINED)).isEqualTo(1);
    }

    @Test
    void twoRecordsForOneFireAreDoubled() {
        Past past = running(20).triggered(FIRST, FIRST);

        assertThat(past.verdict().totals()).isEqualTo(Map.of(Kind.DOUBLED, 1L));
    }

    @Test
    void aDisabledJobOwesNoNextFire() {
        Past past = running(3)
                .changed(
                        JobChanged.Kind.DISABLED,
                        everyMinuteAfterItsEnd().setRevision(2).setEnabled(false),
                        FIRST.plusSeconds(155));

        assertThat(past.verdict().totals()).isEmpty();
    }
}
