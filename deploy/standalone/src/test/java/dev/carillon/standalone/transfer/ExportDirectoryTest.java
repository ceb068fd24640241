package dev.carillon.standalone.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.kafka.settings.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExportDirectoryTest {

    private static final String A = "jobs/n/a-1.json";
    private static final String B = "jobs/m/b-2.json";
    private static final String P = "projects/n.json";

    @TempDir
    private Path base = Path.of("");

    private Path root() {
        return base.resolve("export");
    }

    @Test
    void writesTheFilesAndAManifestForTheirOwnerOnly() throws IOException {
        // When
        boolean changed = write("1", Map.of(A, "a", P, "p"));
        // Then
        assertThat(changed).isTrue();
        assertThat(files()).containsExactly("export.json", A, P);
        assertThat(Files.getPosixFilePermissions(root().resolve(A))).hasSize(2);
        assertThat(Manifest.in(root())).hasValueSatisfying(manifest -> {
            assertThat(manifest.complete()).isTrue();
            assertThat(manifest.files()).containsExactly(A, P);
        });
    }

    @Test
    void nothingIsTouchedWhenNothingHasChanged() throws IOException {
        // Given
        write("1", Map.of(A, "a"));
        String manifest = Files.readString(root().resolve(Manifest.FILE));
        // When
        boolean changed = write("2", Map.of(A, "a"));
        // Then
        assertThat(changed).isFalse();
        assertThat(Files.readString(root().resolve(Manifest.FILE))).isEqualTo(manifest);
    }

    @Test
    void whatIsGoneGoesAndWhatIsNotOursStays() throws IOException {
        // Given
        write("1", Map.of(A, "a", B, "b", P, "p"));
        Files.writeString(root().resolve("README.md"), "mine");
        Files.writeString(root().resolve("jobs/n/notes.txt"), "mine");
        Files.writeString(root().resolve("jobs/n/hand-made.json"), "mine");
        // When
        write("2", Map.of(P, "q"));
        // Then
        assertThat(files()).containsExactly("README.md", "export.json", "jobs/n/hand-made.json", "jobs/n/notes.txt", P);
        assertThat(Files.readString(root().resolve(P))).isEqualTo("q");
        assertThat(root().resolve("jobs/m")).doesNotExist();
    }

    @Test
    void anInterruptedExportIsRecognisedAndRepairedByTheNext() throws IOException {
        // Given: a file's place is taken, so that the export fails half-way
        write("1", Map.of(A, "a"));
        Files.createDirectories(root().resolve(B).resolve("in-the-way"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> write("2", Map.of(B, "b", P, "p")));
        // Then
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> DefinitionFiles.in(root()))
                .withMessageContaining("not complete");
        // When
        Files.delete(root().resolve(B).resolve("in-the-way"));
        Files.delete(root().resolve(B));
        write("3", Map.of(B, "b", P, "p"));
        // Then
        assertThat(files()).containsExactly("export.json", B, P);
        assertThat(Manifest.in(root()))
                .hasValueSatisfying(manifest -> assertThat(manifest.complete()).isTrue());
    }

    @Test
    void aDirectoryOfSomebodyElseIsRefusedAndLeftAsItIs() throws IOException {
        // Given
        Files.createDirectories(root());
        Files.writeString(root().resolve("thesis.txt"), "mine");
        // Then
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> ExportDirectory.open(root()))
                .withMessageContaining("is not empty")
                .withMessageContaining("--to");
        assertThat(files()).containsExactly("thesis.txt");
    }

    @Test
    void aFreshRepositoryIsAsGoodAsAnEmptyDirectory() throws IOException {
        Files.createDirectories(root().resolve(".git/refs"));
        assertThat(write("1", Map.of(A, "a"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "not JSON",
                "{\"format\": \"other\", \"version\": 1, \"complete\": true, \"exportedAt\": \"\", \"clusterId\": \"\","
                        + " \"prefix\": \"\", \"jobs\": 0, \"projects\": 0, \"files\": []}",
                "{\"format\": \"carillon-export\", \"version\": 2, \"complete\": true, \"exportedAt\": \"\", \"clusterId\":"
                        + " \"\", \"prefix\": \"\", \"jobs\": 0, \"projects\": 0, \"files\": []}",
                "{\"format\": \"carillon-export\", \"version\": 1, \"complete\": true, \"exportedAt\": \"\", \"clusterId\":"
                        + " \"\", \"prefix\": \"\", \"jobs\": 0, \"projects\": 0, \"files\": [\"../victim.json\"]}"
            })
    void aManifestThatIsNotOursIsRefused(String manifest) throws IOException {
        // Given
        Files.createDirectories(root());
        Files.writeString(root().resolve(Manifest.FILE), manifest);
        Path victim = Files.writeString(base.resolve("victim.json"), "mine");
        // Then
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> ExportDirectory.open(root()))
                .withMessageContaining(Manifest.FILE);
        assertThat(victim).hasContent("mine");
    }

    @Test
    void linksDoNotLeadOut() throws IOException {
        // Given
        write("1", Map.of(P, "p"));
        Path outside = Files.createDirectories(base.resolve("outside"));
        Files.createDirectories(root().resolve("jobs"));
        Files.createSymbolicLink(root().resolve("jobs/n"), outside);
        // Then
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> write("2", Map.of(A, "a", P, "p")))
                .withMessageContaining("is a link");
        assertThat(outside).isEmptyDirectory();
    }

    private boolean write(String when, Map<String, String> files) throws IOException {
        SortedMap<String, String> sorted = new TreeMap<>(files);
        Manifest manifest =
                new Manifest(Manifest.FORMAT, 1, true, when, "id", "p.", files.size(), 0, List.copyOf(sorted.keySet()));
        return ExportDirectory.open(root()).write(sorted, manifest);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(root())) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> root().relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
