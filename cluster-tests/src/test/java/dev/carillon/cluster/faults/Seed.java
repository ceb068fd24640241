package dev.carillon.cluster.faults;

import java.time.Duration;
import java.util.Random;

/** The chance of one test run. The seed is printed; {@code -Dcarillon.seed=} repeats its choices. */
final class Seed {

    private final Random random;

    Seed(Class<?> test) {
        long seed = Long.getLong("carillon.seed", System.nanoTime());
        random = new Random(seed);
        System.out.println(test.getSimpleName() + ": seed " + seed + ", repeat with -Dcarillon.seed=" + seed);
    }

    Random random() {
        return random;
    }

    Duration upTo(Duration most) {
        return Duration.ofMillis(random.nextLong(most.toMillis()));
    }
}
