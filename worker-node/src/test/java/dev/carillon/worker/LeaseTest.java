package dev.carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private static final Duration LENGTH = Duration.ofSeconds(30);

    private final ManualMoments time = new ManualMoments();
    private final Lease lease = new Lease(LENGTH, time.now());

    @Test
    void livesUntilItsLengthHasPassedWithoutAcknowledgement() {
        // When
        boolean before = lease.alive(time.advance(LENGTH.minusNanos(1)));
        boolean after = lease.alive(time.advance(Duration.ofNanos(1)));

        // Then
        assertThat(before).isTrue();
        assertThat(after).isFalse();
    }

    @Test
    void runsFromTheSendingOfTheHeartbeatNotFromItsAcknowledgement() {
        // Given a heartbeat sent at 10 s and acknowledged at 25 s
        Moment sent = time.advance(Duration.ofSeconds(10));
        lease.acknowledged(sent, time.advance(Duration.ofSeconds(15)));

        // When
        boolean at39 = lease.alive(time.advance(Duration.ofSeconds(14)));
        boolean at40 = lease.alive(time.advance(Duration.ofSeconds(1)));

        // Then
        assertThat(at39).isTrue();
        assertThat(at40).isFalse();
    }

    @Test
    void isNeverRenewedOnceItIsOver() {
        // Given an acknowledgement that comes too late
        Moment sent = time.advance(Duration.ofSeconds(29));
        Moment late = time.advance(Duration.ofSeconds(2));

        // When
        lease.acknowledged(sent, late);

        // Then
        assertThat(lease.alive(late)).isFalse();
    }

    @Test
    void anOlderAcknowledgementDoesNotShortenIt() {
        // Given
        Moment first = time.now();
        Moment second = time.advance(Duration.ofSeconds(10));
        lease.acknowledged(second, second);

        // When
        lease.acknowledged(first, time.now());

        // Then
        assertThat(lease.alive(time.advance(Duration.ofSeconds(25)))).isTrue();
    }

    @Test
    void endsWhenTheMachineWasSuspended() {
        // When the monotonic clock stood still meanwhile
        Moment afterwards = time.suspend(LENGTH);

        // Then
        assertThat(lease.alive(afterwards)).isFalse();
    }

    @Test
    void isNotProlongedByAWallClockThatIsSetBack() {
        // Given
        time.setWallClock(Duration.ofHours(-1));

        // When
        Moment afterwards = time.advance(LENGTH);

        // Then
        assertThat(lease.alive(afterwards)).isFalse();
    }

    @Test
    void staysOverWhenTheWallClockIsSetBackAfterwards() {
        // Given
        lease.alive(time.setWallClock(Duration.ofHours(1)));

        // When
        Moment corrected = time.setWallClock(Duration.ZERO);

        // Then
        assertThat(lease.alive(corrected)).isFalse();
    }
}
