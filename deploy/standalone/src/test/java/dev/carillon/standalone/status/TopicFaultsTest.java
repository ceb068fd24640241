package dev.carillon.standalone.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.kafka.topics.TopicSpec;
import dev.carillon.kafka.topics.Topics;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicFaultsTest {

    private static final Topics TOPICS = new Topics("t.");

    private static Map<String, Integer> whole() {
        Map<String, Integer> counts = new HashMap<>();
        for (TopicSpec spec : TopicSpec.values()) {
            if (spec != TopicSpec.WORK) {
                counts.put(
                        TOPICS.name(spec),
                        switch (spec.partitions()) {
                            case BY_JOB -> 16;
                            case ONE -> 1;
                            case WORK, SPREAD -> 5;
                        });
            }
        }
        return counts;
    }

    @Test
    void allTopicsThereIsNoFault() {
        assertThat(TopicFaults.of(TOPICS, whole())).isEmpty();
    }

    @Test
    void missingTopicIsNamed() {
        // Given
        Map<String, Integer> counts = whole();
        counts.remove("t.logs");

        // Then
        assertThat(TopicFaults.of(TOPICS, counts)).singleElement().asString().startsWith("topic t.logs is missing");
    }

    @Test
    void wrongNumberOfPartitionsIsNamedWithTheRightOne() {
        // Given
        Map<String, Integer> counts = whole();
        counts.put("t.history", 8);
        counts.put("t.workers", 2);

        // Then
        assertThat(TopicFaults.of(TOPICS, counts))
                .containsExactly(
                        "topic t.workers has 2 partitions instead of 1; no node will start",
                        "topic t.history has 8 partitions instead of 16; no node will start");
    }

    @Test
    void nothingAtAllIsOneSentence() {
        assertThat(TopicFaults.of(TOPICS, Map.of())).singleElement().asString().contains("'t.' has ever run");
    }
}
