package dev.carillon.standalone.transfer;

import dev.carillon.core.job.JobId;
import dev.carillon.kafka.codec.UnreadableRecordException;
import dev.carillon.kafka.settings.StartRefusedException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads the files of an export, all or none. People may have edited them, added some and removed others since: every
 * {@code .json} below {@code jobs}, {@code projects} and {@code calendars} counts, whatever its name.
 */
final class DefinitionFiles {

    /** Larger than any definition that a scheduler would take. */
    private static final long SIZE_MAX = 4 << 20;

    private final Path root;
    private final SortedMap<JobId, Definition> read = new TreeMap<>();
    private final Map<JobId, String> places = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private DefinitionFiles(Path root) {
        this.root = root;
    }

    /**
     * What was read.
     *
     * @param missing files that the export wrote and that are gone
     */
    record Found(SortedMap<JobId, Definition> definitions, List<String> missing) {}

    /** @throws StartRefusedException with every mistake, by file and field, when there is one */
    static Found in(Path directory) throws IOException {
        Manifest manifest = Manifest.in(directory)
                .orElseThrow(() -> new StartRefusedException(directory + " has no " + Manifest.FILE
                        + ", which an export writes; nothing was sent. Check --from."));
        if (!manifest.complete()) {
            throw new StartRefusedException("The export in " + directory
                    + " was interrupted and is not complete; nothing was sent. Export once more.");
        }
        DefinitionFiles files = new DefinitionFiles(directory);
        files.read(FileNames.PROJECTS, Definition.Kind.PROJECT);
        files.read(FileNames.CALENDARS, Definition.Kind.CALENDAR);
        files.read(FileNames.JOBS, Definition.Kind.JOB);
        if (!files.problems.isEmpty()) {
            throw new StartRefusedException(count(files.problems.size()) + " in the files; nothing was sent:\n  "
                    + String.join("\n  ", files.problems));
        }
        return new Found(
                files.read,
                manifest.files().stream()
                        .filter(file -> !Files.exists(directory.resolve(file)))
                        .toList());
    }

    private static String count(int problems) {
        return problems == 1 ? "One mistake" : problems + " mistakes";
    }

    private void read(String below, Definition.Kind kind) throws IOException {
        Path directory = root.resolve(below);
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> walk = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            found = walk.filter(file -> file.toString().endsWith(FileNames.SUFFIX))
                    .sorted()
                    .toList();
        }
        for (Path file : found) {
            try {
                add(name(file), DefinitionText.parse(kind, bytes(file)));
            } catch (UnreadableRecordException e) {
                problems.add(name(file) + ": " + e.getMessage());
            }
        }
    }

    private byte[] bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UnreadableRecordException("record", "must be a file");
        }
        if (Files.size(file) > SIZE_MAX) {
            throw new UnreadableRecordException(
                    "record", "must have at most " + SIZE_MAX + " bytes, has " + Files.size(file));
        }
        return Files.readAllBytes(file);
    }

    private void add(String name, Definition definition) {
        String other = places.putIfAbsent(definition.id(), name);
        if (other != null) {
            problems.add(name + ": id: " + definition.id() + " is also that of " + other);
            return;
        }
        read.put(definition.id(), definition);
    }

    private String name(Path file) {
        return root.relativize(file).toString();
    }
}
