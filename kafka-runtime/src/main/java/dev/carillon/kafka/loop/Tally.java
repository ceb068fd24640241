package dev.carillon.kafka.loop;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.scheduling.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a step decided, to be counted once it is committed. Belongs to the lane's thread. */
final class Tally {

    private final List<Instant> fires = new ArrayList<>();
    private long triggers;
    private long deadLetters;
    private long forwarded;

    void count(Output output) {
        if (output instanceof Output.Triggered triggered) {
            triggers++;
            if (triggered.cause() == Cause.SCHEDULE) {
                fires.add(triggered.due());
            }
        }
    }

    void deadLetter() {
        deadLetters++;
    }

    void forwarded() {
        forwarded++;
    }

    void add(Tally other) {
        fires.addAll(other.fires);
        triggers += other.triggers;
        deadLetters += other.deadLetters;
        forwarded += other.forwarded;
    }

    long triggers() {
        return triggers;
    }

    long deadLetters() {
        return deadLetters;
    }

    long forwards() {
        return forwarded;
    }

    /** How late each scheduled fire was committed; never negative, since fires are emitted ahead of time. */
    List<Duration> lags(Instant committedAt) {
        return fires.stream()
                .map(due -> due.isBefore(committedAt) ? Duration.between(due, committedAt) : Duration.ZERO)
                .toList();
    }
}
