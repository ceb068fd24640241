package dev.carillon.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One execution of an example as the API shows it.
 *
 * @param instance the vendor's number for it
 * @param scheduled whether the schedule fired it, not a hand
 * @param succeeded whether the signed API shows it as a success
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

    boolean isCounted() {
        return scheduled && succeeded;
    }
}
