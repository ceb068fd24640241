package dev.carillon.kafka.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerClockTest {

    private static final Duration MAX_AGE = Duration.ofSeconds(10);

    /** A machine and a broker in true time, each with a clock of its own. */
    private static final class World {
        private Duration trueTime = Duration.ZERO;
        private Instant localStart = Instant.parse("2026-01-01T00:00:00Z");
        private Duration brokerAhead = Duration.ZERO;
        private final InstantSource local = () -> localStart.plus(trueTime);
        private final BrokerClock clock = new BrokerClock(local, () -> trueTime.toNanos(), MAX_AGE);

        Instant brokerTime() {
            return local.instant().plus(brokerAhead);
        }

        void pass(Duration time) {
            trueTime = trueTime.plus(time);
        }

        void record(Duration there, Duration back) {
            Instant sent = local.instant();
            pass(there);
            Instant appended = Instant.ofEpochMilli(brokerTime().toEpochMilli());
            pass(back);
            clock.offer(sent, local.instant(), appended);
        }

        void setLocalClock(Duration by) {
            localStart = localStart.plus(by);
            brokerAhead = brokerAhead.minus(by);
        }
    }

    private final World world = new World();

    @Test
    void withoutASampleTheClockIsNotTrustedAndShowsLocalTime() {
        assertThat(world.clock.trusted()).isFalse();
        assertThat(world.clock.error()).isEmpty();
        assertThat(world.clock.instant()).isEqualTo(world.local.instant());
    }

    @Test
    void oneRecordTellsTheOffsetToHalfItsRoundTrip() {
        world.brokerAhead = Duration.ofMillis(400);

        world.record(Duration.ofMillis(3), Duration.ofMillis(1));

        assertThat(world.clock.offset().toMillis()).isCloseTo(400, within(3L));
        assertThat(world.clock.error().orElseThrow()).isLessThanOrEqualTo(Duration.ofMillis(3));
        assertThat(world.clock.trusted()).isTrue();
    }

    @Test
    void theShortestOfTheRecentRoundTripsIsBelieved() {
        world.brokerAhead = Duration.ofMillis(-200);
        world.record(Duration.ofMillis(1), Duration.ofMillis(1));

        world.record(Duration.ofMillis(1), Duration.ofMillis(600));

        assertThat(world.clock.offset().toMillis()).isCloseTo(-200, within(2L));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theTrueOffsetAlwaysLiesWithinTheErrorThatIsStated(long seed) {
        RandomGenerator random =
                RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(seed);
        world.brokerAhead = Duration.ofMillis(random.nextLong(-5000, 5000));

        for (int i = 0; i < 200; i++) {
            world.record(
                    Duration.ofNanos(random.nextLong(300_000_000)), Duration.ofNanos(random.nextLong(300_000_000)));
            world.pass(Duration.ofMillis(random.nextLong(500)));

            Duration wrong = world.clock.offset().minus(world.brokerAhead).abs();
            assertThat(wrong).isLessThanOrEqualTo(world.clock.error().orElseThrow());
        }
    }

    @Test
    void aMachineMoreThanASecondOffIsNotTrusted() {
        world.brokerAhead = Duration.ofMillis(1_100);

        world.record(Duration.ofMillis(1), Duration.ofMillis(1));

        assertThat(world.clock.trusted()).isFalse();
        assertThat(world.clock.offset()).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void aSampleIsTrustedOnlyForItsTime() {
        world.record(Duration.ofMillis(1), Duration.ofMillis(1));

        world.pass(MAX_AGE);
        assertThat(world.clock.trusted()).isTrue();

        world.pass(Duration.ofMillis(1));
        assertThat(world.clock.trusted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600_000, -1_500, 1_500, 3_600_000})
    void aStepOfTheLocalClockIsNoticedBeforeTheNextSample(long stepMs) {
        world.record(Duration.ofMillis(1), Duration.ofMillis(1));

        world.setLocalClock(Duration.ofMillis(stepMs));

        assertThat(world.clock.trusted()).isFalse();
    }

    @Test
    void afterAStepTheNextSampleReplacesAllOlderOnes() {
        world.record(Duration.ofMillis(1), Duration.ofMillis(1));
        world.setLocalClock(Duration.ofMillis(-700));

        world.record(Duration.ofMillis(50), Duration.ofMillis(50));

        assertThat(world.clock.offset().toMillis()).isCloseTo(700, within(51L));
        assertThat(world.clock.trusted()).isTrue();
    }

    @Test
    void aRoundTripTooLongToProveAnythingIsLeftOut() {
        world.record(Duration.ofSeconds(20), Duration.ZERO);

        assertThat(world.clock.trusted()).isFalse();
        assertThat(world.clock.error()).isEmpty();
    }

    @Test
    void aClockIsProvedWrongOnlyByARecentSampleThatSaysSo() {
        assertThat(world.clock.wrong()).as("nothing is known").isFalse();

        world.setLocalClock(Duration.ofSeconds(-5));
        assertThat(world.clock.wrong()).as("noticed, not measured").isFalse();

        world.record(Duration.ofMillis(5), Duration.ofMillis(5));
        assertThat(world.clock.wrong()).isTrue();

        world.pass(MAX_AGE.plusMillis(1));
        assertThat(world.clock.wrong()).as("too long ago").isFalse();
    }

    @Test
    void anAcknowledgementBeforeItsSendingIsLeftOut() {
        Instant now = world.local.instant();

        world.clock.offer(now, now.minusMillis(10), now);

        assertThat(world.clock.error()).isEmpty();
    }

    @Test
    void anOldSampleDoesNotOutliveItsAgeHoweverShortItsRoundTripWas() {
        world.record(Duration.ofMillis(1), Duration.ZERO);
        world.pass(MAX_AGE.plusMillis(1));

        world.record(Duration.ofMillis(100), Duration.ofMillis(100));

        assertThat(world.clock.error().orElseThrow()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void theTimeHasWholeMilliseconds() {
        world.pass(Duration.ofNanos(1_234_567));

        assertThat(world.clock.instant()).isEqualTo(world.clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
