package dev.carillon.standalone;

import dev.carillon.kafka.health.HealthCheck;
import dev.carillon.kafka.settings.StartRefusedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Waits until everything that was started can do its work. */
public final class Readiness {

    private static final Duration ASK_EVERY = Duration.ofMillis(20);

    private Readiness() {}

    /** @throws StartRefusedException when it takes longer than {@code atMost}, saying what is missing */
    public static void await(List<HealthCheck> checks, Duration atMost) {
        CountDownLatch ready = new CountDownLatch(1);
        try (ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor()) {
            asking.scheduleWithFixedDelay(
                    () -> {
                        if (checks.stream().allMatch(check -> check.ask().get().healthy())) {
                            ready.countDown();
                        }
                    },
                    0,
                    ASK_EVERY.toMillis(),
                    TimeUnit.MILLISECONDS);
            boolean inTime = ready.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
            asking.shutdownNow();
            if (!inTime) {
                throw new StartRefusedException("Not ready after " + atMost.toSeconds() + " s: " + missing(checks));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefusedException("Interrupted while starting: " + missing(checks), e);
        }
    }

    private static String missing(List<HealthCheck> checks) {
        return String.join(
                "; ",
                checks.stream()
                        .filter(check -> !check.ask().get().healthy())
                        .map(check -> check.name() + ": " + check.ask().get().detail())
                        .toList());
    }
}
