package dev.carillon.core.scheduling;

import static dev.carillon.core.scheduling.ShardTimeline.NOON;
import static dev.carillon.core.scheduling.ShardTimeline.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.Bounds;
import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OneTime;
import dev.carillon.core.time.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing fires outside of its bounds, whatever else happens. */
final class BoundsFiringTest {

    private static final Instant FROM = NOON.plusSeconds(5);
    private static final Instant UNTIL = NOON.plusSeconds(9);
    private static final Bounds BOTH = new Bounds(FROM, UNTIL);

    private final ShardTimeline line = new ShardTimeline();

    static Stream<Schedule> everySecond() {
        return Stream.of(
                new CronSchedule(CronExpression.parse("* * * * * ?"), ZoneOffset.UTC),
                new FixedRate(Duration.ofSeconds(1), NOON));
    }

    @ParameterizedTest
    @MethodSource("everySecond")
    void firesWithinItsBoundsOnly(Schedule schedule) {
        // Given
        line.worker("w1").create(job().schedule(schedule).bounds(BOTH).build());

        // When
        runSeconds(15);

        // Then
        assertThat(line.triggers())
                .containsExactly(FROM, NOON.plusSeconds(6), NOON.plusSeconds(7), NOON.plusSeconds(8));
        assertThat(line.skips()).isEmpty();
        assertThat(line.shard().nextDue()).isEmpty();
    }

    @Test
    void aShardThatWasDownOwesOnlyWhatLiesWithin() {
        // Given
        line.worker("w1")
                .create(job().schedule(new FixedRate(Duration.ofSeconds(1), NOON))
                        .bounds(BOTH)
                        .maxConcurrency(10)
                        .build());

        // When
        line.reloadAt(NOON.plusSeconds(30));

        // Then
        assertThat(line.triggers())
                .containsExactly(FROM, NOON.plusSeconds(6), NOON.plusSeconds(7), NOON.plusSeconds(8));
    }

    @Test
    void aFixedDelayBeginsAtTheBeginningAndEndsWithTheEnd() {
        // Given
        line.worker("w1")
                .create(job().schedule(new FixedDelay(Duration.ofSeconds(1)))
                        .bounds(BOTH)
                        .build());

        // When
        runSeconds(20);

        // Then
        assertThat(line.triggers()).hasSizeBetween(2, 4).startsWith(FROM).allMatch(fire -> fire.isBefore(UNTIL));
    }

    @Test
    void aCalendarIntervalWithoutAStartCountsFromItsCreationAndKeepsItsRhythm() {
        // Given
        CalendarInterval daily = new CalendarInterval(CalendarInterval.Unit.DAY, 1, Instant.EPOCH, ZoneOffset.UTC);
        line.worker("w1").create(job().schedule(daily).build());

        // When
        line.at(NOON.plusSeconds(100));
        line.replace(job().schedule(daily).description("another").build());
        line.at(NOON.plusSeconds(86_400));

        // Then
        assertThat(line.triggers()).containsExactly(NOON.plusSeconds(86_400));
    }

    @Test
    void aBeginningThatIsMovedBehindAFireAlreadySentWithdrawsIt() {
        // Given: the fire of second 3 is with the worker
        line.worker("w1").create(everySecondFrom(null, NOON.plusSeconds(60)));
        runSeconds(2);
        line.at(NOON.plusMillis(2_600));
        Output.Start sent = line.lastStart();

        // When
        line.replace(everySecondFrom(NOON.plusSeconds(20), null));
        line.withdrawn(sent).at(NOON.plusSeconds(10));

        // Then
        assertThat(sent.nominal()).isEqualTo(NOON.plusSeconds(3));
        assertThat(line.said(Output.Withdraw.class))
                .extracting(Output.Withdraw::executionId)
                .containsExactly(sent.executionId());
        assertThat(line.triggers()).endsWith(NOON.plusSeconds(3)).doesNotHaveDuplicates();
    }

    @Test
    void anEndThatLeavesNoFireIsRefusedAndWhatWasSentStands() {
        // Given
        line.worker("w1").create(everySecondFrom(null, NOON.plusSeconds(60)));
        line.at(NOON.plusMillis(2_600));

        // When
        Reply reply = line.replace(everySecondFrom(null, NOON.plusSeconds(3)));

        // Then
        assertThat(reply.status()).isEqualTo(Reply.Status.INVALID);
        assertThat(line.said(Output.Withdraw.class)).isEmpty();
    }

    @Test
    void aBeginningThatIsMovedIntoTheLookAheadFiresAtOnce() {
        // Given
        line.worker("w1").create(everySecondFrom(NOON.plusSeconds(60), null));
        line.at(NOON.plusMillis(2_600));

        // When
        line.replace(everySecondFrom(NOON.plusSeconds(3), null));

        // Then
        assertThat(line.triggers()).containsExactly(NOON.plusSeconds(3));
    }

    @Test
    void aBoundThatDoesNotConcernTheWindowChangesNothingInIt() {
        // Given
        line.worker("w1").create(everySecondFrom(null, NOON.plusSeconds(60)));
        line.at(NOON.plusMillis(2_600));

        // When
        line.replace(everySecondFrom(null, NOON.plusSeconds(90)));

        // Then
        assertThat(line.said(Output.Withdraw.class)).isEmpty();
        assertThat(line.triggers()).doesNotHaveDuplicates();
    }

    @Test
    void whatCanNeverFireIsRefusedAndSaysWhy() {
        // Given
        Bounds past = new Bounds(null, NOON.minusSeconds(1));

        // When, Then
        everySecond().forEach(schedule -> assertRefused(schedule, past));
        assertRefused(new FixedDelay(Duration.ofSeconds(1)), past);
        assertRefused(new CalendarInterval(CalendarInterval.Unit.DAY, 1, NOON, ZoneOffset.UTC), past);
        assertRefused(new OneTime(NOON.plusSeconds(10)), BOTH);
    }

    private void assertRefused(Schedule schedule, Bounds bounds) {
        Reply reply = line.create(job().schedule(schedule).bounds(bounds).build());
        assertThat(reply.status()).as("%s", schedule).isEqualTo(Reply.Status.INVALID);
    }

    private static JobDefinition everySecondFrom(@Nullable Instant from, @Nullable Instant until) {
        return job().schedule(new FixedRate(Duration.ofSeconds(1), NOON))
                .bounds(new Bounds(from, until))
                .maxConcurrency(10)
                .build();
    }

    /** Each run ends half a second after it was due. */
    private void runSeconds(int seconds) {
        int ended = 0;
        for (int half = 1; half <= 2 * seconds; half++) {
            line.at(NOON.plusMillis(500L * half));
            while (ended < line.starts().size()
                    && line.starts().get(ended).due().isBefore(line.now())) {
                line.finished(line.starts().get(ended++), Outcome.SUCCEEDED);
            }
        }
    }
}
