package dev.carillon.standalone.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.core.job.JobId;
import dev.carillon.kafka.settings.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DefinitionFilesTest {

    private static final Definition JOB = Samples.of(Samples.full());
    private static final Definition PROJECT = Samples.of(Samples.projects().getFirst());

    @TempDir
    private Path root = Path.of("");

    @BeforeEach
    void export() throws IOException {
        TreeMap<String, String> files = new TreeMap<>();
        files.put(FileNames.of(JOB), DefinitionText.print(JOB));
        files.put(FileNames.of(PROJECT), DefinitionText.print(PROJECT));
        ExportDirectory.open(root)
                .write(
                        files,
                        new Manifest(Manifest.FORMAT, 1, true, "", "id", "p.", 1, 1, List.copyOf(files.keySet())));
    }

    @Test
    void readsWhatPeopleHaveAddedAndSaysWhatTheyHaveRemoved() throws IOException {
        // Given
        Definition added = Samples.of(Samples.job(77, "x", "y").build());
        put("jobs/by hand/any name.json", DefinitionText.print(added));
        put("jobs/by hand/notes.txt", "no job");
        put("README.md", "no job");
        Files.delete(root.resolve(FileNames.of(PROJECT)));
        // When
        DefinitionFiles.Found found = DefinitionFiles.in(root);
        // Then
        assertThat(found.definitions()).containsOnlyKeys(JOB.id(), new JobId(77));
        assertThat(found.missing()).containsExactly("projects/billing.json");
    }

    @Test
    void everyMistakeIsNamedWithFileAndField() throws IOException {
        // Given
        put("jobs/a.json", "{\n  \"id\": 1,\n  \"nmae\": \"x\"\n}\n");
        put("jobs/b.json", "{\"id\": 2, \"name\": \"x\"}");
        put("jobs/c.json", "");
        put("jobs/d.json", DefinitionText.print(JOB));
        put("projects/e.json", DefinitionText.print(JOB));
        Files.createDirectories(root.resolve("projects/f.json"));
        // Then
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> DefinitionFiles.in(root))
                .withMessageStartingWith("6 mistakes in the files; nothing was sent:\n")
                .withMessageContaining("\n  jobs/a.json: nmae: is no field of JobDefinition")
                .withMessageContaining("(line 3, column")
                .withMessageContaining("\n  jobs/b.json: task: must be set to shell, http, java or plan")
                .withMessageContaining("\n  jobs/c.json: record: must hold a JobDefinition as JSON, is empty")
                .withMessageContaining(": id: 11 is also that of jobs/billing/close")
                .withMessageContaining("\n  projects/e.json: group: is no field of Project")
                .withMessageContaining("\n  projects/f.json: record: must be a file");
    }

    @Test
    void aJobAndAProjectCannotHaveTheSameId() throws IOException {
        put("projects/x.json", DefinitionText.print(Samples.project(11, "x")));
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> DefinitionFiles.in(root))
                .withMessageStartingWith("One mistake")
                .withMessageContaining("is also that of projects/x.json");
    }

    @Test
    void aDirectoryWithoutAnExportIsRefused() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> DefinitionFiles.in(root.resolve("jobs")))
                .withMessageContaining("has no export.json")
                .withMessageContaining("--from");
    }

    private void put(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(root.resolve(path).resolveSibling("."));
        Files.writeString(file, text);
    }
}
