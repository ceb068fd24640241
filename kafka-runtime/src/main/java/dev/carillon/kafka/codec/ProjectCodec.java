package dev.carillon.kafka.codec;

import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Project;
import org.jspecify.annotations.Nullable;

/** Projects, as they stand in {@code projects} and in commands. */
public final class ProjectCodec {

    private ProjectCodec() {}

    public static byte[] encode(Project project) {
        return toProto(project).toByteArray();
    }

    /**
     * Reads the value of a record.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static Project decode(byte @Nullable [] bytes) {
        return fromProto(Fields.parse(dev.carillon.proto.v1.Project.parser(), "Project", bytes));
    }

    public static dev.carillon.proto.v1.Project toProto(Project project) {
        Audit audit = project.audit();
        return dev.carillon.proto.v1.Project.newBuilder()
                .setId(project.id().value())
                .setNamespace(project.namespace())
                .setRevision(project.revision())
                .setName(project.name())
                .setDescription(project.description())
                .putAllVendorFields(project.vendorFields())
                .setCreatedAtMs(Fields.ms(audit.createdAt()))
                .setCreatedBy(audit.createdBy())
                .setUpdatedAtMs(Fields.ms(audit.updatedAt()))
                .setUpdatedBy(audit.updatedBy())
                .build();
    }

    /**
     * Checks a message and makes a value of it.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static Project fromProto(dev.carillon.proto.v1.Project wire) {
        Audit audit = new Audit(
                Fields.instant("project.created_at_ms", wire.getCreatedAtMs()),
                wire.getCreatedBy(),
                Fields.instant("project.updated_at_ms", wire.getUpdatedAtMs()),
                wire.getUpdatedBy());
        return Fields.checked(() -> new Project(
                Fields.jobId("project.id", wire.getId()),
                wire.getNamespace(),
                Fields.atLeast("project.revision", 0, wire.getRevision()),
                wire.getName(),
                wire.getDescription(),
                wire.getVendorFieldsMap(),
                audit));
    }
}
