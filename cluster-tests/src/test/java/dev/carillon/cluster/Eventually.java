package dev.carillon.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waiting for a condition, with a bound. */
public final class Eventually {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /**
     * Asks until there is an answer.
     *
     * @param what ends the sentence "not within 20 s: "
     * @throws AssertionError when there is none within the limit
     */
    public static <T> T found(String what, Duration limit, Callable<Optional<T>> question) throws Exception {
        long begin = System.nanoTime();
        Optional<T> answer = question.call();
        while (answer.isEmpty()) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new AssertionError("not within " + limit.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = question.call();
        }
        return answer.get();
    }

    /** @throws AssertionError when the condition does not become true within the limit */
    public static void isTrue(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        found(what, limit, () -> condition.call() ? Optional.of(true) : Optional.empty());
    }
}
