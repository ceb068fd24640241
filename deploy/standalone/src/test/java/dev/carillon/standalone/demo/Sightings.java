package dev.carillon.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Executions of examples, as a test wants them. */
final class Sightings {

    static final Example SHELL = new Example(1, "demo-shell", "SHELL", "SchedulerX", 2, false, () -> 2);
    static final Example HTTP = new Example(2, "demo-http", "HTTP", "SchedulerX", 2, false, () -> 2);
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Sightings() {}

    static Sighting success(Example example, long instance, long latenessMs) {
        return ended(example, instance, latenessMs, true, "hello");
    }

    static Sighting failure(Example example, long instance, String output) {
        return ended(example, instance, 1, false, output);
    }

    static Sighting waiting(Example example, long instance) {
        return new Sighting(
                example, instance, true, false, "TRIGGERED", at(instance), Optional.empty(), Optional.empty(), "");
    }

    static Sighting byHand(Sighting seen) {
        return new Sighting(
                seen.example(),
                seen.instance(),
                false,
                seen.succeeded(),
                seen.state(),
                seen.nominal(),
                seen.started(),
                seen.ended(),
                seen.output());
    }

    private static Sighting ended(Example example, long instance, long latenessMs, boolean succeeded, String output) {
        Instant started = at(instance).plusMillis(latenessMs);
        return new Sighting(
                example,
                instance,
                true,
                succeeded,
                succeeded ? "SUCCEEDED" : "FAILED",
                at(instance),
                Optional.of(started),
                Optional.of(started.plus(Duration.ofMillis(20))),
                output);
    }

    /** The higher the instance, the later. */
    private static Instant at(long instance) {
        return NOON.plusSeconds(instance);
    }
}
