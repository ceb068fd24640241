package dev.carillon.audit;

import static dev.carillon.audit.Past.BEFORE;
import static dev.carillon.audit.Past.JOB;
import static dev.carillon.audit.Past.everyMinute;
import static dev.carillon.audit.Past.everyMinuteFired;
import static dev.carillon.audit.Past.minute;
import static dev.carillon.audit.Past.scheduled;
import static dev.carillon.audit.Verdicts.expectOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.audit.Finding.Kind;
import dev.carillon.proto.v1.BackfillChanged;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.OverlapPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether each execution ended once; and those that a command or a backfill asked for, or that waited. */
class ExecutionVerdictTest {

    @Test
    void anExecutionThatIsNeitherEndedNorLiveIsUnended() {
        Past gone = new Past()
                .withoutUnendedLimit()
                .created(everyMinute().setMaxConcurrency(9), BEFORE)
                .fired(-1, 8)
                .triggered(minute(9), minute(9));
        gone.ledger().liveIsKnown();
        Past live = new Past()
                .withoutUnendedLimit()
                .created(everyMinute().setMaxConcurrency(9), BEFORE)
                .fired(-1, 8)
                .triggered(minute(9), minute(9));
        live.ledger().liveIsKnown();
        live.ledger().live(JOB, scheduled(minute(9)));

        expectOne(gone.verdict(), Kind.UNENDED, 9, "not live");
        Verdict verdict = live.verdict();
        assertThat(verdict.isKept()).isTrue();
        assertThat(verdict.running()).isEqualTo(1);
    }

    @Test
    void anExecutionIsUnendedBeyondTheLimit() {
        Past past = new Past()
                .created(everyMinute().setMaxConcurrency(9), BEFORE)
                .fired(-1, 3)
                .triggered(minute(4), minute(4))
                .fired(5, 10);

        expectOne(past.verdict(), Kind.UNENDED, 4, "longer than the limit");
    }

    @Test
    void twoFinalStatesAreFound() {
        Past past = everyMinuteFired().ended(scheduled(minute(4)), minute(4), minute(6));

        expectOne(past.verdict(), Kind.ENDED_TWICE, 4, "2 final states");
    }

    @Test
    void anEndWithoutATriggerIsFound() {
        Past past = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 4)
                .ended(scheduled(minute(5)), minute(5), minute(5))
                .fired(6, 10);

        assertThat(past.verdict().totals()).isEqualTo(Map.of(Kind.LOST, 1L, Kind.UNEXPLAINED, 1L));
    }

    @Test
    void aCommandThatIsCarriedOutTwiceIsDoubled() {
        Past past = everyMinuteFired()
                .asked("run", minute(4))
                .ended(JOB + "-crun", minute(4), minute(5))
                .asked("run", minute(6));

        expectOne(past.verdict(), Kind.DOUBLED, 6, "triggered twice");
    }

    @Test
    void aQueuedFireIsNotLateForItsWait() {
        JobDefinition.Builder queue = everyMinute();
        queue.getOverlapBuilder().setMode(OverlapPolicy.Mode.QUEUE_ONE);
        Past past = new Past()
                .created(queue, BEFORE)
                .fired(-1, 4)
                .triggered(minute(5), minute(5))
                .triggered(minute(6), minute(6))
                .ended(scheduled(minute(5)), minute(5), minute(6).plusSeconds(30))
                .ended(
                        scheduled(minute(6)),
                        minute(6).plusSeconds(30),
                        minute(6).plusSeconds(40))
                .fired(7, 10);

        Verdict verdict = past.verdict();

        assertThat(verdict.isKept()).isTrue();
        assertThat(verdict.queued()).isEqualTo(1);
        assertThat(verdict.late()).isZero();
    }

    @Test
    void aBackfillHasTheFiresOfItsStretch() {
        Past kept = everyMinuteFired()
                .backfill(BackfillChanged.Kind.STARTED, "b1", minute(0), minute(2), 2, minute(5))
                .backfilled("b1", minute(0), minute(5))
                .backfilled("b1", minute(1), minute(6))
                .backfill(BackfillChanged.Kind.FINISHED, "b1", minute(0), minute(2), 2, minute(6));
        Past broken = everyMinuteFired()
                .backfill(BackfillChanged.Kind.STARTED, "b1", minute(0), minute(2), 2, minute(5))
                .backfilled("b1", minute(0), minute(5))
                .backfilled("b1", minute(2), minute(5))
                .backfilled("other", minute(1), minute(5));

        assertThat(kept.verdict().totals()).isEmpty();
        assertThat(kept.verdict().backfilled()).isEqualTo(2);
        assertThat(broken.verdict().totals()).isEqualTo(Map.of(Kind.UNEXPLAINED, 2L));
    }
}
