package dev.carillon.gateway;

import dev.carillon.kafka.topics.Topics;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;

/** Names the cluster and the incarnation of the topics that the view follows: a topic that was deleted and made again has another id. */
record LogIdentity(Admin admin, Topics topics) implements Supplier<String> {

    private static final long PATIENCE_S = 30;

    @Override
    public String get() {
        try {
            String cluster = admin.describeCluster().clusterId().get(PATIENCE_S, TimeUnit.SECONDS);
            List<String> followed = List.of(topics.jobs(), topics.projects(), topics.calendars(), topics.history());
            String ids =
                    admin.describeTopics(followed).allTopicNames().get(PATIENCE_S, TimeUnit.SECONDS).values().stream()
                            .sorted((a, b) -> a.name().compareTo(b.name()))
                            .map(LogIdentity::incarnation)
                            .collect(Collectors.joining(","));
            return cluster + "/" + ids;
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the brokers did not say which topics they have", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking the brokers for their topics", e);
        }
    }

    private static String incarnation(TopicDescription topic) {
        return topic.name() + ":" + topic.topicId() + ":" + topic.partitions().size();
    }
}
