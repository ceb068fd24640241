package dev.carillon.standalone.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.carillon.kafka.codec.CalendarCodec;
import dev.carillon.kafka.codec.DefinitionCodec;
import dev.carillon.kafka.codec.MessageJson;
import dev.carillon.kafka.codec.ProjectCodec;
import dev.carillon.kafka.codec.UnreadableRecordException;
import dev.carillon.proto.v1.Calendar;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.Project;
import java.util.List;
import java.util.Set;

/**
 * A definition as the text of a file: protobuf's JSON mapping, as in JSON commands, fields in the order of the
 * {@code .proto} file and maps sorted, so that equal definitions are equal files. {@code enabled} is always there: it is
 * what a reader of a difference looks for.
 */
final class DefinitionText {

    private static final JsonFormat.Printer PRINTER = JsonFormat.printer()
            .sortingMapKeys()
            .includingDefaultValueFields(
                    Set.of(JobDefinition.getDescriptor().findFieldByNumber(JobDefinition.ENABLED_FIELD_NUMBER)));
    private static final JsonMapper JSON = new JsonMapper();

    /** Of every one of the messages. */
    private static final List<String> OF_THE_CLUSTER =
            List.of("revision", "created_at_ms", "created_by", "updated_at_ms", "updated_by", "paused_at_ms");

    private DefinitionText() {}

    static String print(Definition definition) {
        try {
            // Protobuf's own text escapes <, >, & and ', which nobody could read in a script.
            return Layout.write(JSON.readTree(PRINTER.print(definition.portable())));
        } catch (InvalidProtocolBufferException | JsonProcessingException e) {
            throw new IllegalStateException("protobuf has printed something that is no JSON", e);
        }
    }

    /**
     * Reads a file, strictly.
     *
     * @throws UnreadableRecordException naming the field, and line and column where the text does not fit the message
     */
    static Definition parse(Definition.Kind kind, byte[] text) {
        return switch (kind) {
            case JOB -> {
                JobDefinition wire =
                        MessageJson.parse(text, JobDefinition.newBuilder()).build();
                checkPortable(wire);
                yield new Definition.OfJob(DefinitionCodec.fromProto(wire));
            }
            case CALENDAR -> {
                Calendar wire = MessageJson.parse(text, Calendar.newBuilder()).build();
                checkPortable(wire);
                if (wire.getDeleted()) {
                    throw new UnreadableRecordException("deleted", "is set by schedulers only, must be left out");
                }
                yield new Definition.OfCalendar(CalendarCodec.fromProto(identified(wire)));
            }
            case PROJECT -> {
                Project wire = MessageJson.parse(text, Project.newBuilder()).build();
                checkPortable(wire);
                yield new Definition.OfProject(ProjectCodec.fromProto(wire));
            }
        };
    }

    /** A file written by hand may leave out what follows from namespace and name. */
    private static Calendar identified(Calendar wire) {
        return wire.getId() != 0
                ? wire
                : wire.toBuilder()
                        .setId(dev.carillon.core.job.Calendar.idOf(wire.getNamespace(), wire.getName())
                                .value())
                        .build();
    }

    private static void checkPortable(Message wire) {
        for (String name : OF_THE_CLUSTER) {
            var field = wire.getDescriptorForType().findFieldByName(name);
            if (field != null && !wire.getField(field).equals(field.getDefaultValue())) {
                throw new UnreadableRecordException(
                        field.getJsonName(), "is set by each cluster for itself, must be left out");
            }
        }
    }
}
