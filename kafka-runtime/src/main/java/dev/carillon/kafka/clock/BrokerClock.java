package dev.carillon.kafka.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Broker time, estimated from the node's own records. All topics stamp records when they are appended, so each
 * acknowledged record says: at some moment between sending and acknowledgement the broker's clock showed this.
 *
 * <pre>
 *  local   ──sent────────────────acked──▶      offset = broker − local lies between
 *  broker  ────────appended─────────────▶      appended − acked  and  appended + 1 ms − sent
 * </pre>
 *
 * <p>The narrowest of the recent samples is believed, until a newer one cannot be true beside it: then one of the clocks was
 * set, and only the newer counts. A sample too wide to prove the clock within {@link #MAX_OFFSET} proves nothing and is left
 * out. A step of the local clock between two samples is noticed at once, because the monotonic clock does not follow it.
 *
 * <p>Any thread may offer and read; a producer's callback may offer.
 */
public final class BrokerClock implements InstantSource {

    /** A node whose clock is further off than this must not fire or take work. */
    public static final Duration MAX_OFFSET = Duration.ofSeconds(1);

    private static final int SAMPLES_KEPT = 16;

    /** Broker stamps are whole milliseconds, cut off. */
    private static final Duration STAMP_UNIT = Duration.ofMillis(1);

    private final InstantSource local;
    private final LongSupplier monotonicNanos;
    private final Duration maxAge;
    private final Deque<Sample> recent = new ArrayDeque<>();
    private volatile @Nullable Sample best;

    /**
     * A clock that knows nothing yet.
     *
     * @param local this machine's clock
     * @param monotonicNanos such as {@link System#nanoTime}
     * @param maxAge how long a sample is believed
     */
    public BrokerClock(InstantSource local, LongSupplier monotonicNanos, Duration maxAge) {
        this.local = local;
        this.monotonicNanos = monotonicNanos;
        this.maxAge = maxAge;
    }

    /**
     * Takes one acknowledged record, right when the acknowledgement arrives.
     *
     * @param sentLocal this machine's clock before sending
     * @param ackedLocal this machine's clock at the acknowledgement
     * @param appendTime the broker's stamp, {@code RecordMetadata.timestamp()}
     */
    public synchronized void offer(Instant sentLocal, Instant ackedLocal, Instant appendTime) {
        Duration least = Duration.between(ackedLocal, appendTime);
        Duration most = Duration.between(sentLocal, appendTime.plus(STAMP_UNIT));
        Sample sample = new Sample(least, most, ackedLocal, monotonicNanos.getAsLong());
        if (least.compareTo(most) > 0 || sample.error().compareTo(MAX_OFFSET) > 0) {
            return;
        }
        if (recent.stream().anyMatch(older -> !older.agreesWith(sample))) {
            recent.clear();
        }
        recent.addLast(sample);
        if (recent.size() > SAMPLES_KEPT) {
            recent.removeFirst();
        }
        recent.removeIf(older -> sample.nanosSince(older) > maxAge.toNanos());
        best = recent.stream().min(Comparator.comparing(Sample::error)).orElse(sample);
    }

    /** Broker time minus this machine's; zero before the first sample. */
    public Duration offset() {
        Sample sample = best;
        return sample == null ? Duration.ZERO : sample.offset();
    }

    /** Half the width of what the offset may be; empty before the first sample. */
    public Optional<Duration> error() {
        return Optional.ofNullable(best).map(Sample::error);
    }

    /** Whether {@link #instant()} may be acted on: measured lately, this machine at most {@link #MAX_OFFSET} off. */
    public boolean trusted() {
        Sample sample = best;
        if (sample == null || sample.offset().abs().compareTo(MAX_OFFSET) > 0) {
            return false;
        }
        Duration elapsed = Duration.ofNanos(monotonicNanos.getAsLong() - sample.ackedNanos);
        Duration elapsedLocal = Duration.between(sample.ackedLocal, local.instant());
        boolean stepped = elapsedLocal.minus(elapsed).abs().compareTo(MAX_OFFSET) > 0;
        return elapsed.compareTo(maxAge) <= 0 && !stepped;
    }

    /**
     * Whether a recent sample has proved this machine to be more than {@link #MAX_OFFSET} off. Not the same as not being
     * trusted: a machine that has no sample may be right.
     */
    public boolean wrong() {
        Sample sample = best;
        return sample != null
                && sample.offset().abs().compareTo(MAX_OFFSET) > 0
                && monotonicNanos.getAsLong() - sample.ackedNanos <= maxAge.toNanos();
    }

    /** The broker's time as estimated, in whole milliseconds as every record carries it. */
    @Override
    public Instant instant() {
        return local.instant().plus(offset()).truncatedTo(ChronoUnit.MILLIS);
    }

    /** What one record says: the offset lies between {@code least} and {@code most}. */
    private record Sample(Duration least, Duration most, Instant ackedLocal, long ackedNanos) {

        Duration offset() {
            return least.plus(most).dividedBy(2);
        }

        Duration error() {
            return most.minus(least).dividedBy(2);
        }

        boolean agreesWith(Sample other) {
            return least.compareTo(other.most) <= 0 && other.least.compareTo(most) <= 0;
        }

        long nanosSince(Sample older) {
            return ackedNanos - older.ackedNanos;
        }
    }
}
