package dev.carillon.standalone.status;

import dev.carillon.kafka.topics.TopicSpec;
import dev.carillon.kafka.topics.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is wrong with a cluster's topics. The number that was fixed at the first start is not written anywhere, so that
 * of {@code commands} stands for it: all topics keyed by job id must agree.
 */
final class TopicFaults {

    private TopicFaults() {}

    /** @param counts how many partitions each topic has that exists */
    static List<String> of(Topics topics, Map<String, Integer> counts) {
        if (!counts.containsKey(topics.commands())) {
            return List.of("there is no topic " + topics.commands() + ": no Carillon with the prefix '"
                    + topics.prefix() + "' has ever run on these brokers");
        }
        return Arrays.stream(TopicSpec.values())
                .filter(spec -> spec != TopicSpec.WORK) // those come and go with the groups
                .flatMap(spec -> fault(topics, spec, counts).stream())
                .toList();
    }

    private static Optional<String> fault(Topics topics, TopicSpec spec, Map<String, Integer> counts) {
        String name = topics.name(spec);
        Integer found = counts.get(name);
        if (found == null) {
            return Optional.of("topic " + name + " is missing; the next start of a node makes it, without its records");
        }
        int expected = switch (spec.partitions()) {
            case BY_JOB -> counts.getOrDefault(topics.commands(), found);
            case ONE -> 1;
            case WORK, SPREAD -> found;
        };
        return found == expected
                ? Optional.empty()
                : Optional.of("topic " + name + " has " + found + " partitions instead of " + expected
                        + "; no node will start");
    }
}
