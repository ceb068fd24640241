package dev.carillon.kafka.topics;

import dev.carillon.kafka.settings.ClusterSettings;
import java.util.List;

/**
 * The names of one cluster's topics and of its consumer group.
 *
 * @param prefix of every name, such as {@code carillon.}
 */
public record Topics(String prefix) {

    public static Topics of(ClusterSettings settings) {
        return new Topics(settings.prefix());
    }

    public String commands() {
        return name(TopicSpec.COMMANDS);
    }

    public String reports() {
        return name(TopicSpec.REPORTS);
    }

    public String jobs() {
        return name(TopicSpec.JOBS);
    }

    public String projects() {
        return name(TopicSpec.PROJECTS);
    }

    public String calendars() {
        return name(TopicSpec.CALENDARS);
    }

    public String executions() {
        return name(TopicSpec.EXECUTIONS);
    }

    public String jobState() {
        return name(TopicSpec.JOB_STATE);
    }

    public String clocks() {
        return name(TopicSpec.CLOCKS);
    }

    public String workers() {
        return name(TopicSpec.WORKERS);
    }

    public String replies() {
        return name(TopicSpec.REPLIES);
    }

    public String history() {
        return name(TopicSpec.HISTORY);
    }

    public String alerts() {
        return name(TopicSpec.ALERTS);
    }

    public String logs() {
        return name(TopicSpec.LOGS);
    }

    public String deadLetters() {
        return name(TopicSpec.DEAD_LETTERS);
    }

    /** Where the workers of a group get their work; two groups never share it. */
    public String work(String group) {
        return WorkTopicName.of(workPrefix(), group);
    }

    /** Whether it is the work topic of some group. */
    public boolean isWork(String topic) {
        return topic.startsWith(workPrefix()) && topic.length() > workPrefix().length();
    }

    /** The compacted topics that a shard is rebuilt from. */
    public List<String> state() {
        return List.of(jobs(), projects(), calendars(), executions(), jobState(), clocks());
    }

    /** The consumer group of the schedulers. */
    public String schedulerGroup() {
        return prefix + "scheduler";
    }

    /**
     * The name of a topic that exists once.
     *
     * @throws IllegalArgumentException for {@link TopicSpec#WORK}, of which every group has its own
     */
    public String name(TopicSpec spec) {
        if (spec == TopicSpec.WORK) {
            throw new IllegalArgumentException("there is one work topic per group, ask for it by group");
        }
        return prefix + spec.suffix();
    }

    private String workPrefix() {
        return prefix + TopicSpec.WORK.suffix() + ".";
    }
}
