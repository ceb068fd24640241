package dev.carillon.standalone.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileNamesTest {

    private static final List<String> ODD = List.of(
            "..",
            ".",
            "../../etc/passwd",
            "/etc/passwd",
            "a/b",
            "a\\b",
            "a_b",
            "A_b",
            "结账",
            "结帐",
            "line\nbreak",
            "nul",
            "CON.txt",
            "ends.",
            "-rf",
            ".git",
            "~",
            "a:b",
            "x-1",
            "x-12345678",
            "é",
            "n".repeat(255),
            "n".repeat(254) + "m",
            "😀".repeat(100));

    @ParameterizedTest
    @CsvSource({
        "prod, nightly, jobs/prod/nightly-7.json",
        "team-a.etl_2, Close the books, jobs/team-a.etl_2/Close_the_books-7.json"
    })
    void plainNamesStayReadable(String namespace, String name, String path) {
        assertThat(FileNames.of(Samples.of(Samples.job(7, namespace, name).build())))
                .isEqualTo(path);
    }

    @Test
    void calendarsLieBesideJobsByNamespaceNameAndId() {
        Definition calendar = Samples.of(Samples.calendars().getFirst());

        String file = FileNames.of(calendar);

        assertThat(file).isEqualTo("calendars/billing/bank_days-" + calendar.id() + ".json");
        assertThat(FileNames.isOurs(file)).isTrue();
        assertThat(FileNames.isOurs("calendars/x.json")).isFalse();
    }

    @Test
    void projectsAreNamedByTheirNamespaceAndOddOnesByTheirIdToo() {
        assertThat(FileNames.of(Samples.project(7, "prod"))).isEqualTo("projects/prod.json");
        assertThat(FileNames.of(Samples.project(7, "a/b"))).isEqualTo("projects/a_b-7.json");
        assertThat(FileNames.of(Samples.project(7, "Prod"))).isEqualTo("projects/Prod-7.json");
    }

    @Test
    void noNameLeadsOutOfTheDirectoryOrIsTooLongForAFileSystem() {
        // Given
        Path root = Path.of("/export");

        // When
        List<String> paths = paths().toList();

        // Then
        assertThat(paths).allSatisfy(path -> {
            assertThat(root.resolve(path).normalize()).hasToString(root + "/" + path);
            assertThat(FileNames.isOurs(path)).isTrue();
            assertThat(path).matches("[ -~]+");
            assertThat(path.split("/"))
                    .allSatisfy(segment -> assertThat(segment)
                            .hasSizeLessThan(150)
                            .doesNotMatch("(?i)(con|nul)([.].*)?")
                            .doesNotEndWith("."));
        });
    }

    @Test
    void noTwoDefinitionsShareAFileEvenWhereCaseDoesNotCount() {
        List<String> paths = paths().map(path -> path.toLowerCase(Locale.ROOT)).toList();
        assertThat(paths).doesNotHaveDuplicates();
    }

    @Test
    void namespacesThatDifferHaveDirectoriesThatDifferEvenWhereCaseDoesNotCount() {
        assertThat(ODD.stream()
                        .map(odd ->
                                FileNames.of(Samples.of(Samples.job(1, odd, "x").build())))
                        .map(path -> path.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()))
                .hasSameSizeAs(ODD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x.json",
                "jobs/../x.json",
                "jobs/../../x.json",
                "jobs/./x.json",
                "/jobs/a/x.json",
                "jobs/a/b/x.json",
                "jobs/x.json",
                "jobs//x.json",
                "jobs/.git/x.json",
                "projects/a/x.json",
                "projects/x.txt",
                "export.json",
                "jobs/a/x.json\n",
                ""
            })
    void otherPathsAreNotOurs(String path) {
        assertThat(FileNames.isOurs(path)).isFalse();
    }

    /** Of jobs and projects with all odd names, each with an id of its own. */
    private static Stream<String> paths() {
        return Stream.of(
                        ODD.stream()
                                .map(odd -> Samples.of(Samples.job(ODD.indexOf(odd) + 1, odd, "x")
                                        .build())),
                        ODD.stream()
                                .map(odd -> Samples.of(Samples.job(ODD.indexOf(odd) + 101, "ns", odd)
                                        .build())),
                        ODD.stream().map(odd -> Samples.project(ODD.indexOf(odd) + 201, odd)),
                        // What others become.
                        Stream.of("a_b-205", "_-201", "x-1-219")
                                .map(like -> Samples.project(301 + like.length(), like)))
                .flatMap(definitions -> definitions)
                .map(FileNames::of);
    }
}
