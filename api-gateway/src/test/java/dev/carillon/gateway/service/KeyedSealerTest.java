package dev.carillon.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.kafka.secrets.KeyFile;
import dev.carillon.kafka.secrets.SecretKeys;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyedSealerTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path directory;

    @Test
    void whatItSealsIsOpenedByTheSameKeys() throws Exception {
        // Given
        SecretKeys keys = keys();

        // When
        String sealed = new KeyedSealer(keys, RANDOM).seal("hunter2");

        // Then
        assertThat(keys.open(sealed)).isEqualTo("hunter2");
    }

    @Test
    void withoutAKeySecretsAreUnsupportedAndTheSettingIsNamed() {
        assertThatThrownBy(() -> new KeyedSealer(SecretKeys.none(), RANDOM).seal("hunter2"))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.error().category()).isEqualTo(ApiError.Category.UNSUPPORTED);
                    assertThat(e.error().message()).contains("secrets.key.file").doesNotContain("hunter2");
                });
    }

    @Test
    void aValueThatIsTooLongIsInvalid() {
        assertThatThrownBy(() -> new KeyedSealer(keys(), RANDOM).seal("x".repeat(8193)))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.error().category()).isEqualTo(ApiError.Category.INVALID);
                    assertThat(e.error().message()).contains("8192");
                });
    }

    private SecretKeys keys() {
        Path file = directory.resolve("secrets.key");
        KeyFile.createIfMissing(file, RANDOM);
        return KeyFile.read(file);
    }
}
