package dev.carillon.standalone.demo;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has been seen so far, and whether it is enough. */
public final class Scoreboard {

    private static final Comparator<Sighting> IN_TIME =
            Comparator.comparing(Sighting::nominal).thenComparing(Sighting::instance);

    private final List<Example> examples;
    private final Map<Example, Integer> confirmed = new HashMap<>();
    private final Map<Long, Sighting> sightings = new LinkedHashMap<>();

    Scoreboard(List<Example> examples) {
        this.examples = List.copyOf(examples);
    }

    /** Takes what is newer in place of what is known of the same execution. */
    void update(Collection<Sighting> seen) {
        seen.forEach(sighting -> sightings.put(sighting.instance(), sighting));
    }

    /** Takes how many successes the API of an example shows. */
    void confirm(Map<Example, Integer> successes) {
        confirmed.putAll(successes);
    }

    List<Example> examples() {
        return examples;
    }

    boolean isComplete() {
        return missing().isEmpty();
    }

    /** The examples that have not succeeded often enough, or of which their own API does not show it. */
    List<Example> missing() {
        return examples.stream()
                .filter(example -> !hasSucceeded(example) || confirmed.getOrDefault(example, 0) < example.wanted())
                .toList();
    }

    /** Those that have succeeded often enough while their own API has not shown it yet. */
    List<Example> unconfirmed() {
        return missing().stream().filter(this::hasSucceeded).toList();
    }

    private boolean hasSucceeded(Example example) {
        return successes(example).size() >= example.wanted();
    }

    /** All executions, oldest first. */
    List<Sighting> all() {
        return sightings.values().stream().sorted(IN_TIME).toList();
    }

    List<Sighting> successes(Example example) {
        return of(example).stream().filter(Sighting::isCounted).toList();
    }

    /** Of the starts of an example's successes; empty before the first. */
    Optional<Lateness> lateness(Example example) {
        List<Duration> sorted = successes(example).stream()
                .flatMap(success -> success.lateness().stream())
                .sorted()
                .toList();
        return sorted.isEmpty() ? Optional.empty() : Optional.of(Lateness.of(sorted));
    }

    /** Why an example has not succeeded, for people. */
    String shortfall(Example example) {
        List<Sighting> fires = of(example).stream().filter(Sighting::isExpected).toList();
        if (fires.isEmpty()) {
            return example.byHand() ? "it has not run" : "its schedule has not fired";
        }
        if (hasSucceeded(example)) {
            return "it has succeeded, but the " + example.api() + " API shows " + confirmed.getOrDefault(example, 0)
                    + " successes of " + example.wanted();
        }
        Sighting last = fires.getLast();
        String counts = successes(example).size() + " of " + fires.size() + " fires succeeded, " + example.wanted()
                + " were to; the last is " + last.state();
        if (last.started().isEmpty() && last.ended().isEmpty()) {
            return counts + " and waits for a worker that takes " + example.kind() + " jobs";
        }
        return last.output().isEmpty() ? counts : counts + ": " + last.output();
    }

    private List<Sighting> of(Example example) {
        return all().stream()
                .filter(sighting -> sighting.example().equals(example))
                .toList();
    }

    /** @param median the upper one of an even number */
    record Lateness(Duration median, Duration max) {

        private static Lateness of(List<Duration> sorted) {
            return new Lateness(sorted.get(sorted.size() / 2), sorted.getLast());
        }
    }
}
