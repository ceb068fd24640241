package dev.carillon.core.scheduling;

import static dev.carillon.core.scheduling.ShardTimeline.NOON;
import static dev.carillon.core.scheduling.ShardTimeline.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OneTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * The clock goes back, since it was set or since the next owner's differs: what has fired and was forgotten is not asked
 * for again, whatever changes behind its instant.
 */
final class BackwardClockTest {

    private static final Instant FIRE = NOON.plusSeconds(10);
    private static final Instant LATER = FIRE.plusMillis(362);
    private static final Instant BACK = FIRE.minusMillis(315);

    private final ShardTimeline line = new ShardTimeline();

    @Test
    void aJobThatIsReplacedBehindItsLastFireDoesNotRepeatIt() {
        // Given
        ranAtFire();
        // When
        line.at(BACK).replace(everyTenSeconds().description("another").build());
        // Then
        line.at(FIRE).at(LATER);
        assertThat(line.triggers()).containsExactly(FIRE);
        assertThat(line.at(FIRE.plusSeconds(10)).triggers()).containsExactly(FIRE, FIRE.plusSeconds(10));
    }

    @Test
    void norDoesTheNextOwnerRepeatItWhoseClockIsBehind() {
        // Given
        ranAtFire();
        // When
        line.reloadAt(BACK).replace(everyTenSeconds().description("another").build());
        // Then
        assertThat(line.at(LATER).triggers()).containsExactly(FIRE);
    }

    @Test
    void aJobThatIsDeletedAndMadeAgainDoesNotRepeatIt() {
        // Given
        line.create(everyTenSeconds().build());
        line.at(LATER).delete();
        assertThat(line.triggers()).containsExactly(FIRE);
        // When
        line.at(BACK).replace(everyTenSeconds().build());
        // Then
        assertThat(line.at(LATER).triggers()).containsExactly(FIRE);
    }

    @Test
    void aFireThatWasSkippedIsNotAskedForAgain() {
        // Given
        line.worker("w1").create(everyTenSeconds().build());
        line.trigger();
        line.at(LATER); // The run that was asked for has not ended.
        assertThat(line.skips()).extracting(Output.SkippedFire::first).containsExactly(FIRE);
        // When
        line.at(BACK).replace(everyTenSeconds().maxConcurrency(2).build());
        // Then
        line.at(LATER);
        assertThat(line.skips()).hasSize(1);
        assertThat(line.triggers()).as("but the run that was asked for").containsExactly(NOON);
    }

    @Test
    void theChangeHoldsFromTheInstantThatWasReachedBefore() {
        // Given
        ranAtFire();
        // When
        line.at(BACK).disable();
        // Then
        assertThat(line.said(Output.JobChanged.class).getLast().effective()).isEqualTo(LATER);
    }

    @Test
    void aJobThatIsNewDoesNotWaitForThatInstant() {
        // Given
        ranAtFire();
        // When
        line.at(BACK).create(everyTenSeconds().id(new JobId(7)).build());
        // Then
        line.at(LATER);
        assertThat(line.said(Output.Triggered.class))
                .extracting(fire -> fire.jobId().value() + "@" + fire.nominal())
                .containsExactly("42@" + FIRE, "7@" + FIRE);
    }

    @Test
    void aOneTimeJobThatIsOverIsNotMadeAgainForTheSameInstant() {
        // Given
        line.worker("w1").create(job().schedule(new OneTime(FIRE)).build());
        line.at(LATER).finished(line.lastStart(), Outcome.SUCCEEDED).delete();
        // When
        Reply reply = line.at(BACK).replace(job().schedule(new OneTime(FIRE)).build());
        // Then
        assertThat(reply.status()).isEqualTo(Reply.Status.INVALID);
        assertThat(reply.field()).isEqualTo("schedule");
        assertThat(line.at(LATER).triggers()).containsExactly(FIRE);
    }

    private void ranAtFire() {
        line.worker("w1").create(everyTenSeconds().build());
        line.at(LATER).finished(line.lastStart(), Outcome.SUCCEEDED);
        assertThat(line.triggers()).containsExactly(FIRE);
    }

    private static JobDefinition.Builder everyTenSeconds() {
        return job().schedule(new FixedRate(Duration.ofSeconds(10), NOON));
    }
}
