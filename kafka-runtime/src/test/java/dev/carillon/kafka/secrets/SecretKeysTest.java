package dev.carillon.kafka.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.kafka.settings.SettingsParser;
import dev.carillon.kafka.settings.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sealing, opening, and the file of the keys. */
final class SecretKeysTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ONE = "one:" + key(1);
    private static final String TWO = "two:" + key(2);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", "ünïcödé 🔑", "two\nlines"})
    void whatWasSealedIsOpenedAndADefinitionTakesIt(String plain) throws Exception {
        // Given
        SecretKeys keys = keys(ONE);

        // When
        String sealed = keys.seal(plain, RANDOM);

        // Then
        assertThat(keys.open(sealed)).isEqualTo(plain);
        assertThat(sealed).startsWith("sealed:1:one:");
        assertThat(JobDefinition.builder(new JobId(1), new Task.Shell("true", List.of(), Map.of()))
                        .secrets(Map.of("A", sealed))
                        .build()
                        .secrets())
                .containsEntry("A", sealed);
    }

    @Test
    void theLongestSecretIsSealedAndALongerOneRefused() throws Exception {
        // Given
        SecretKeys keys = keys(ONE);
        String longest = "x".repeat(SecretKeys.MAX_PLAIN_BYTES);

        // When, Then
        assertThat(keys.open(keys.seal(longest, RANDOM))).isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.seal(longest + "y", RANDOM))
                .withMessageContaining("8192");
    }

    @Test
    void theSameValueGivesAnotherTextEachTime() {
        // Given
        SecretKeys keys = keys(ONE);

        // When, Then
        assertThat(keys.seal("hunter2", RANDOM)).isNotEqualTo(keys.seal("hunter2", RANDOM));
    }

    @Test
    void theFirstKeySealsAndAllOpen() throws Exception {
        // Given
        String old = keys(ONE).seal("hunter2", RANDOM);

        // When
        SecretKeys rotated = keys("# seals", TWO, "", ONE);

        // Then
        assertThat(rotated.open(old)).isEqualTo("hunter2");
        assertThat(rotated.seal("hunter2", RANDOM)).startsWith("sealed:1:two:");
    }

    @Test
    void anUnknownKeyIsNamedTogetherWithTheSetting() {
        // Given
        String sealed = keys(ONE).seal("hunter2", RANDOM);

        // When, Then
        assertThatThrownBy(() -> keys(TWO).open(sealed))
                .isInstanceOf(UnsealException.class)
                .hasMessageContaining("one")
                .hasMessageContaining("secrets.key.file");
        assertThatThrownBy(() -> SecretKeys.none().open(sealed))
                .isInstanceOf(UnsealException.class)
                .hasMessageContaining("one")
                .hasMessageContaining("secrets.key.file");
    }

    @Test
    void whatWasAlteredAnywhereIsNotOpened() throws Exception {
        // Given
        SecretKeys keys = keys(ONE);
        String sealed = keys.seal("hunter2", RANDOM);
        byte[] bytes = Base64.getUrlDecoder().decode(sealed.substring(sealed.lastIndexOf(':') + 1));

        for (int i = 0; i < bytes.length; i++) {
            // When
            byte[] altered = bytes.clone();
            altered[i] ^= 1;
            String text =
                    "sealed:1:one:" + Base64.getUrlEncoder().withoutPadding().encodeToString(altered);

            // Then
            assertThatThrownBy(() -> keys.open(text))
                    .isInstanceOf(UnsealException.class)
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void theKeyIdBelongsToWhatIsSealed() {
        // Given: one key under two names
        String sealed = keys(ONE).seal("hunter2", RANDOM);
        SecretKeys renamed = keys("other:" + key(1));

        // When, Then
        assertThatThrownBy(() -> renamed.open(sealed.replace(":one:", ":other:")))
                .isInstanceOf(UnsealException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", "sealed:2:one:AAAA", "sealed:1:one:", "sealed:1:one:AAAA", "sealed:1:one:A"})
    void whatIsNoSealedSecretIsNotOpened(String text) {
        assertThatThrownBy(() -> keys(ONE).open(text)).isInstanceOf(UnsealException.class);
    }

    @Test
    void withoutKeysNothingIsSealed() {
        assertThat(SecretKeys.none().canSeal()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> SecretKeys.none().seal("hunter2", RANDOM));
    }

    @Test
    void theFileIsMadeOnceForItsOwnerOnlyAndRead() throws Exception {
        // Given
        Path file = directory.resolve("made.key");

        // When
        KeyFile.createIfMissing(file, RANDOM);
        String first = Files.readString(file);
        KeyFile.createIfMissing(file, RANDOM);

        // Then
        assertThat(Files.readString(file)).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        SecretKeys keys = KeyFile.read(file);
        assertThat(keys.open(keys.seal("hunter2", RANDOM))).isEqualTo("hunter2");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aFileThatCannotBeMadeStopsTheStart() {
        assertThatThrownBy(() -> KeyFile.createIfMissing(directory.resolve("missing/made.key"), RANDOM))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("made.key");
    }

    @Test
    void aFileThatOthersMayReadStopsTheStart() throws Exception {
        // Given
        Path file = write(ONE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        // When, Then
        assertThatThrownBy(() -> KeyFile.read(file))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("chmod 600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "one:c2hvcnQ=", "o ne:AAAA", "one:not base64", ":AAAA"})
    void aLineThatIsNoKeyStopsTheStartAndIsNotShown(String line) throws Exception {
        // Given
        Path file = write(TWO, line);

        // When, Then
        assertThatThrownBy(() -> KeyFile.read(file))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("line 2")
                .hasMessageNotContaining(line + " ");
    }

    @Test
    void aKeyIdThatIsThereTwiceStopsTheStart() throws Exception {
        // Given
        Path file = write(ONE, "one:" + key(3));

        // When, Then
        assertThatThrownBy(() -> KeyFile.read(file))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void aFileWithoutKeysOrNoneAtAllStopsTheStart() throws Exception {
        // Given
        Path empty = write("# nothing");

        // When, Then
        assertThatThrownBy(() -> KeyFile.read(empty))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("no key");
        assertThatThrownBy(() -> KeyFile.read(directory.resolve("missing.key")))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("missing.key");
    }

    @Test
    void theSettingNamesTheFileAndIsEmptyByDefault() throws Exception {
        // Given
        Path file = write(ONE);

        // When
        SecretKeys none = SecretKeys.of(new SettingsParser(SecretKeys.ALL).parse());
        SecretKeys one = SecretKeys.of(new SettingsParser(SecretKeys.ALL)
                .commandLine("secrets.key.file", file.toString())
                .parse());

        // Then
        assertThat(none.canSeal()).isFalse();
        assertThat(one.canSeal()).isTrue();
    }

    private SecretKeys keys(String... lines) {
        try {
            return KeyFile.read(write(lines));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path write(String... lines) throws IOException {
        Path file = Files.createTempFile(directory, "keys", ".key");
        Files.write(file, List.of(lines));
        return file;
    }

    private static String key(int seed) {
        byte[] bytes = new byte[SecretKeys.KEY_BYTES];
        bytes[0] = (byte) seed;
        return Base64.getEncoder().encodeToString(bytes);
    }
}
