package dev.carillon.kafka.loop;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.scheduling.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a step decided for one shard, to be counted once it is committed. Belongs to the lane's thread. */
final class Tally {

    private final List<Output> outputs = new ArrayList<>();
    private final List<String> deadLetters = new ArrayList<>();
    private int forwarded;

    void count(Output output) {
        outputs.add(output);
    }

    void deadLetter(String topic) {
        deadLetters.add(topic);
    }

    void forwarded() {
        forwarded++;
    }

    List<Output> outputs() {
        return outputs;
    }

    /** The topics that the dead letters came from, one for each. */
    List<String> deadLetters() {
        return deadLetters;
    }

    int forwards() {
        return forwarded;
    }

    /** How late a scheduled fire was committed; never negative, since fires are emitted ahead of time. */
    static Duration lag(Output.Triggered fire, Instant committedAt) {
        return fire.cause() == Cause.SCHEDULE && fire.due().isBefore(committedAt)
                ? Duration.between(fire.due(), committedAt)
                : Duration.ZERO;
    }
}
