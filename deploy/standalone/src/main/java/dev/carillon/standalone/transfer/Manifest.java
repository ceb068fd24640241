package dev.carillon.standalone.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.standalone.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code export.json} says of the export beside it.
 *
 * @param format always {@value #FORMAT}
 * @param version of the form of the files
 * @param complete false while an export is being written; one that stays so was interrupted
 * @param exportedAt ISO 8601
 * @param clusterId of Kafka
 * @param prefix of the cluster's topics
 * @param jobs how many
 * @param projects how many
 * @param files of the export, sorted, with {@code /}; while it is being written also those of the one before
 */
record Manifest(
        String format,
        int version,
        boolean complete,
        String exportedAt,
        String clusterId,
        String prefix,
        int jobs,
        int projects,
        List<String> files) {

    static final String FILE = "export.json";
    static final String FORMAT = "carillon-export";
    static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    Manifest {
        files = List.copyOf(files);
    }

    /** The same, while it is not yet true. */
    Manifest unfinished(List<String> allFiles) {
        return new Manifest(format, version, false, exportedAt, clusterId, prefix, jobs, projects, allFiles);
    }

    /** Whether both say the same, whenever they said it. */
    boolean tellsTheSameAs(Manifest other) {
        return other.equals(
                new Manifest(format, version, complete, other.exportedAt, clusterId, prefix, jobs, projects, files));
    }

    /**
     * That of a directory; empty when it has none.
     *
     * @throws StartRefusedException when there is something else under its name, or one of another version
     */
    static Optional<Manifest> in(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        @Nullable Manifest found;
        try {
            found = JSON.readValue(Files.readString(file), Manifest.class);
        } catch (JsonProcessingException e) {
            throw new StartRefusedException(file + " is not what an export writes: " + e.getOriginalMessage(), e);
        }
        if (found == null) {
            throw new StartRefusedException(file + " is not what an export writes: null");
        }
        if (!found.format.equals(FORMAT) || found.version != VERSION) {
            throw new StartRefusedException(file + " must have format " + FORMAT + " and version " + VERSION + ", has "
                    + found.format + " and " + found.version + "; use the Carillon that wrote it.");
        }
        Optional<String> foreign =
                found.files.stream().filter(path -> !FileNames.isOurs(path)).findFirst();
        if (foreign.isPresent()) {
            throw new StartRefusedException(file + " names a file that no export writes: " + foreign.get());
        }
        return Optional.of(found);
    }

    void write(Path directory) throws IOException {
        OwnerOnly.write(directory.resolve(FILE), Layout.write(JSON.valueToTree(this)));
    }
}
