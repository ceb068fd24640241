package dev.carillon.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One execution of an example as the API shows it.
 *
 * @param instance its number
 * @param scheduled whether the schedule fired it, not a hand
 * @param state in the native API's words
 * @param output the last line it has written; its result where it has written none
 */
record Sighting(
        Example example,
        long instance,
        boolean scheduled,
        boolean succeeded,
        String state,
        Instant nominal,
        Optional<Instant> started,
        Optional<Instant> ended,
        String output) {

    /** From the instant the schedule asked for to the start. */
    Optional<Duration> lateness() {
        return started.map(at -> Duration.between(nominal, at));
    }

    Optional<Duration> took() {
        return started.flatMap(from -> ended.map(to -> Duration.between(from, to)));
    }

    /** Whether it came about as the example is meant to run: by its schedule, if it has one. */
    boolean isExpected() {
        return scheduled != example.byHand();
    }

    boolean isCounted() {
        return isExpected() && succeeded;
    }
}
