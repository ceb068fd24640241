package dev.carillon.kafka.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carillon.core.job.JobId;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.settings.ClusterSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    private final Topics topics = new Topics("carillon.");

    @Test
    void everyTopicHasThePrefix() {
        assertThat(topics.commands()).isEqualTo("carillon.commands");
        assertThat(topics.deadLetters()).isEqualTo("carillon.dead-letters");
        assertThat(topics.schedulerGroup()).isEqualTo("carillon.scheduler");
        assertThat(topics.state())
                .containsExactly(
                        "carillon.jobs",
                        "carillon.projects",
                        "carillon.calendars",
                        "carillon.executions",
                        "carillon.job-state",
                        "carillon.clocks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "TestSchedulerx.defaultGroup", "a-b", "0", ".", "a.b.c"})
    void aPlainGroupKeepsItsName(String group) {
        assertThat(topics.work(group)).isEqualTo("carillon.work." + group);
        assertThat(topics.isWork(topics.work(group))).isTrue();
    }

    @Test
    void groupsThatKafkaOrAnEyeWouldConfuseHaveTopicsThatItDoesNot() {
        String hashed = topics.work("a b").substring("carillon.work.".length());
        String longest = "g".repeat(255);
        List<String> groups = List.of(
                "a.b",
                "a_b",
                "a-b",
                "a b",
                "a/b",
                "a\\b",
                "a  b",
                "A b",
                "ab",
                "á b",
                hashed,
                longest,
                longest.substring(1),
                "组",
                "組",
                "😀");

        Set<String> seen = new HashSet<>();
        for (String group : groups) {
            String topic = topics.work(group);
            Topic.validate(topic);
            assertThat(topics.work(group)).isEqualTo(topic);
            assertThat(seen.add(Topic.unifyCollisionChars(topic)))
                    .describedAs("%s → %s", group, topic)
                    .isTrue();
        }
    }

    @Test
    void aNameBeyondKafkasLimitIsCutAndStaysLegalAtEveryLength() {
        for (int length = 1; length <= 255; length++) {
            String topic = topics.work("g".repeat(length));

            Topic.validate(topic);
            assertThat(topic).hasSizeLessThanOrEqualTo(249);
        }
    }

    @Test
    void aGroupWithoutNameHasNoTopic() {
        assertThatIllegalArgumentException().isThrownBy(() -> topics.work(""));
        assertThat(topics.isWork("carillon.work.")).isFalse();
        assertThat(topics.isWork("carillon.workers")).isFalse();
    }

    /** Computed with the Java client's DefaultPartitioner over the text of the id. */
    @ParameterizedTest
    @CsvSource({"1", "42", "92583", "1767225600000", "9007199254740991"})
    void aJobLivesWhereKafkasOwnProducersPutIt(long id) {
        JobId job = new JobId(id);
        for (int partitions : new int[] {1, 3, 16, 64}) {
            assertThat(new Partitioner(partitions).partition(job))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(Keys.of(job), partitions));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTopicIsStampedByTheBroker(TopicSpec spec) {
        assertThat(spec.configs(ClusterSettings.at("a:1", 4))).containsEntry("message.timestamp.type", "LogAppendTime");
    }

    @ParameterizedTest
    @EnumSource(names = {"JOBS", "PROJECTS", "CALENDARS", "EXECUTIONS", "JOB_STATE", "CLOCKS"})
    void aStateTopicStaysAsSmallAsTheLiveState(TopicSpec spec) {
        assertThat(spec.configs(ClusterSettings.at("a:1", 4)))
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("segment.ms", "60000")
                .containsEntry("segment.bytes", "16777216")
                .containsEntry("min.cleanable.dirty.ratio", "0.1")
                .containsEntry("max.compaction.lag.ms", "300000");
        assertThat(spec.partitions(ClusterSettings.at("a:1", 4))).isEqualTo(4);
    }

    @Test
    void retentionsAreThoseOfTheDesign() {
        ClusterSettings settings = ClusterSettings.at("a:1", 4);

        assertThat(TopicSpec.EXECUTIONS.configs(settings)).containsEntry("delete.retention.ms", "60000");
        assertThat(TopicSpec.JOBS.configs(settings)).containsEntry("delete.retention.ms", "604800000");
        assertThat(TopicSpec.COMMANDS.configs(settings)).containsEntry("retention.ms", "2592000000");
        assertThat(TopicSpec.HISTORY.configs(settings)).containsEntry("retention.ms", "604800000");
        assertThat(TopicSpec.REPLIES.configs(settings)).containsEntry("retention.ms", "3600000");
        assertThat(TopicSpec.WORKERS.configs(settings)).containsEntry("cleanup.policy", "compact,delete");
    }
}
