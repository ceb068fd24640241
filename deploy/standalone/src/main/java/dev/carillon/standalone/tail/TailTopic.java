package dev.carillon.standalone.tail;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.carillon.kafka.codec.CommandRecord;
import dev.carillon.kafka.topics.TopicSpec;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.proto.v1.Alert;
import dev.carillon.proto.v1.Calendar;
import dev.carillon.proto.v1.Clock;
import dev.carillon.proto.v1.CommandReply;
import dev.carillon.proto.v1.DeadLetter;
import dev.carillon.proto.v1.Execution;
import dev.carillon.proto.v1.Heartbeat;
import dev.carillon.proto.v1.HistoryEvent;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.JobState;
import dev.carillon.proto.v1.LogChunk;
import dev.carillon.proto.v1.Project;
import dev.carillon.proto.v1.Report;
import dev.carillon.proto.v1.WorkItem;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A topic of the cluster, and what its values are.
 *
 * @param name with the prefix
 */
public record TailTopic(String name, TopicSpec spec) {

    /**
     * The topic that a person means.
     *
     * @param given {@code history} or {@code carillon.history}; work topics with their group, such as {@code work.default}
     * @throws IllegalArgumentException when there is no such topic; its message lists what there is
     */
    public static TailTopic of(Topics topics, String given) {
        String prefix = topics.prefix();
        String full = given.startsWith(prefix) ? given : prefix + given;
        if (topics.isWork(full)) {
            return new TailTopic(full, TopicSpec.WORK);
        }
        String suffix = full.substring(prefix.length());
        return Arrays.stream(TopicSpec.values())
                .filter(spec -> spec != TopicSpec.WORK && spec.suffix().equals(suffix))
                .findFirst()
                .map(spec -> new TailTopic(full, spec))
                .orElseThrow(() -> new IllegalArgumentException("there is no topic '" + given + "', only " + known()));
    }

    private static String known() {
        return Arrays.stream(TopicSpec.values())
                .map(spec -> spec == TopicSpec.WORK ? spec.suffix() + ".<group>" : spec.suffix())
                .collect(Collectors.joining(", "));
    }

    /**
     * The value of a record that has one.
     *
     * @throws InvalidProtocolBufferException when it is not what the topic holds
     * @throws dev.carillon.kafka.codec.UnreadableRecordException when it is no command, in whichever form
     */
    Message parse(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException {
        return spec == TopicSpec.COMMANDS ? CommandRecord.parse(record) : parser().parseFrom(record.value());
    }

    private Parser<? extends Message> parser() {
        return switch (spec) {
            case COMMANDS -> throw new IllegalStateException("commands have more than one form");
            case REPORTS -> Report.parser();
            case JOBS -> JobDefinition.parser();
            case PROJECTS -> Project.parser();
            case CALENDARS -> Calendar.parser();
            case EXECUTIONS -> Execution.parser();
            case JOB_STATE -> JobState.parser();
            case CLOCKS -> Clock.parser();
            case WORK -> WorkItem.parser();
            case WORKERS -> Heartbeat.parser();
            case REPLIES -> CommandReply.parser();
            case HISTORY -> HistoryEvent.parser();
            case ALERTS -> Alert.parser();
            case LOGS -> LogChunk.parser();
            case DEAD_LETTERS -> DeadLetter.parser();
        };
    }
}
