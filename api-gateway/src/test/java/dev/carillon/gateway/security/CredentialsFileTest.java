package dev.carillon.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialsFileTest {

    private static final Map<String, String> NO_VARIABLES = Map.of();
    private static final Map<String, String> PAIR =
            Map.of("CARILLON_ACCESS_KEY", "my-key", "CARILLON_SECRET_KEY", "my-secret");

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve(CredentialsFile.FILE_NAME);
    }

    private CredentialsFile.Opened open(Map<String, String> variables) throws IOException {
        return CredentialsFile.open(directory, variables::get, new Random(7));
    }

    @Test
    void theFirstStartMakesAPairAndTellsItOnce() throws Exception {
        // when
        CredentialsFile.Opened first = open(NO_VARIABLES);
        CredentialsFile.Opened second = open(NO_VARIABLES);

        // then
        Credential pair = first.generated().orElseThrow();
        assertThat(pair.secret()).hasSize(40);
        assertThat(second.generated()).isEmpty();
        assertThat(second.credentials().find(pair.accessKey())).contains(pair);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void theEnvironmentGivesTheFirstPair() throws Exception {
        CredentialsFile.Opened opened = open(PAIR);

        assertThat(opened.generated()).isEmpty();
        assertThat(opened.credentials().find("my-key"))
                .contains(new Credential("my-key", "my-secret", Permissions.ALL));
    }

    @Test
    void theEnvironmentDoesNotCountWhileThereIsAFile() throws Exception {
        // given
        Credential pair = open(NO_VARIABLES).generated().orElseThrow();

        // when
        CredentialsFile credentials = open(PAIR).credentials();

        // then
        assertThat(credentials.find("my-key")).isEmpty();
        assertThat(credentials.find(pair.accessKey())).isPresent();
    }

    @Test
    void oneVariableAloneDoesNotCount() throws Exception {
        CredentialsFile.Opened opened = open(Map.of("CARILLON_ACCESS_KEY", "my-key"));

        assertThat(opened.generated()).isPresent();
        assertThat(opened.credentials().find("my-key")).isEmpty();
    }

    @Test
    void aChangeCountsWithoutARestart() throws Exception {
        // given
        CredentialsFile credentials = open(PAIR).credentials();

        // when
        change("{\"keys\":[{\"accessKey\":\"reader\",\"secret\":\"s\",\"readOnly\":true}]}", 1);
        credentials.refresh();

        // then
        assertThat(credentials.find("my-key")).isEmpty();
        assertThat(credentials.find("reader")).contains(new Credential("reader", "s", Permissions.READ_ONLY));
    }

    @Test
    void theListsOfAKeyAreRead() throws Exception {
        Files.writeString(file, """
                {"keys":[{"accessKey":"a","secret":"s","apis":["native","aliyun.schedulerx"],"namespaces":["prod","team-*"]},
                 {"accessKey":"b","secret":"s","namespaces":["*"]}]}""");

        CredentialsFile credentials = open(NO_VARIABLES).credentials();

        assertThat(credentials.find("a").orElseThrow().permissions())
                .isEqualTo(new Permissions(
                        Set.of(ApiName.NATIVE, ApiName.ALIYUN_SCHEDULERX), List.of("prod", "team-*"), false));
        assertThat(credentials.find("b").orElseThrow().permissions().everyNamespace())
                .isTrue();
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        // given
        List<Credential> written = List.of(
                new Credential("all", "s", Permissions.ALL),
                new Credential("reader", "s", Permissions.READ_ONLY),
                new Credential("some", "s", new Permissions(Set.copyOf(ApiName.ALL), List.of("b", "a*", "*"), true)));

        // when
        CredentialsJson.write(file, written);

        // then
        assertThat(CredentialsJson.read(file)).isEqualTo(written);
        assertThat(Files.readString(file)).doesNotContain("null");
    }

    @Test
    void aPermissionThatIsChangedCountsWithoutARestart() throws Exception {
        // given
        CredentialsFile credentials = open(PAIR).credentials();
        change("{\"keys\":[{\"accessKey\":\"a\",\"secret\":\"s\",\"namespaces\":[\"prod\"]}]}", 1);
        credentials.refresh();

        // when
        change("{\"keys\":[{\"accessKey\":\"a\",\"secret\":\"s\",\"namespaces\":[\"test\"]}]}", 2);
        credentials.refresh();
        change("{\"keys\":[{\"accessKey\":\"a\",\"secret\":\"s\",\"apis\":[\"nativ\"]}]}", 3);
        credentials.refresh();

        // then
        assertThat(credentials.find("a").orElseThrow().permissions().namespaces())
                .containsExactly("test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"apis\":[] | \"apis\" of access key a is empty",
                "\"apis\":[\"nativ\"] | has nativ, known are aliyun.schedulerx, aliyun.emr, huawei.iam, huawei.roma,"
                        + " huawei.workspace, jdcloud.jmr, native",
                "\"apis\":[null] | must hold texts",
                "\"apis\":\"native\" | is not JSON of the form",
                "\"namespaces\":[] | \"namespaces\" of access key a is empty",
                "\"namespaces\":[\" \"] | must hold texts",
                "\"namespaces\":[\"te*m\"] | has te*m, but * can only be the last character",
                "\"namespaces\":[\"team**\"] | has team**",
            })
    void aListThatIsWrongIsRefusedByName(String list, String message) throws Exception {
        Files.writeString(file, "{\"keys\":[{\"accessKey\":\"a\",\"secret\":\"TOP\"," + list + "}]}");

        assertThatThrownBy(() -> open(NO_VARIABLES))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("TOP");
    }

    @Test
    void aBrokenChangeLocksNobodyOut() throws Exception {
        // given
        CredentialsFile credentials = open(PAIR).credentials();

        // when
        change("{\"keys\":[", 1);
        credentials.refresh();
        Files.delete(file);
        credentials.refresh();

        // then
        assertThat(credentials.find("my-key")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"keys\":null}",
                "{\"keys\":[null]}",
                "{\"keys\":[{\"accessKey\":\"a\"}]}",
                "{\"keys\":[{\"accessKey\":\"a:b\",\"secret\":\"TOP\"}]}",
                "{\"keys\":[{\"accessKey\":\"a\",\"secret\":\"TOP\",\"admin\":true}]}",
                "{\"keys\":[{\"accessKey\":\"a\",\"secret\":\"TOP\"},{\"accessKey\":\"a\",\"secret\":\"TOP\"}]}",
                "{\"keys\":[{\"accessKey\":\"a\",\"secret\":\"TOP\"}]} TOP",
            })
    void aFileThatIsNotValidStopsTheStartAndNoSecretIsTold(String content) throws Exception {
        Files.writeString(file, content);

        assertThatThrownBy(() -> open(NO_VARIABLES))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("TOP");
    }

    private void change(String content, int secondsLater) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.parse("2030-01-01T00:00:00Z").plusSeconds(secondsLater)));
    }
}
