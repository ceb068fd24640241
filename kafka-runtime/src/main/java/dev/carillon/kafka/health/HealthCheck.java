package dev.carillon.kafka.health;

import java.util.function.Supplier;

/**
 * One named question about a node.
 *
 * @param name such as {@code partitions}; lower case with hyphens
 * @param ask answers at once from what is known already; called by the management server's threads
 */
public record HealthCheck(String name, Supplier<Answer> ask) {

    /**
     * What a check says.
     *
     * @param detail for people, a few words
     */
    public record Answer(boolean healthy, String detail) {
        public static Answer healthy(String detail) {
            return new Answer(true, detail);
        }

        public static Answer unhealthy(String detail) {
            return new Answer(false, detail);
        }
    }

    /** A check that fails to answer is an unhealthy one; its error is the detail. */
    Answer answer() {
        try {
            return ask.get();
        } catch (RuntimeException e) {
            return Answer.unhealthy("check failed: " + e);
        }
    }
}
