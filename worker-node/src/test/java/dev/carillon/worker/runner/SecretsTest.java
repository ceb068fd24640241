package dev.carillon.worker.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {

    @Test
    void everyOccurrenceIsReplaced() {
        // Given
        Secrets secrets = Secrets.of(Map.of("A", "hunter2", "B", "s3cr3t"));

        // When, Then
        assertThat(secrets.mask("hunter2 and s3cr3t, hunter2hunter2")).isEqualTo("****** and ******, ******");
    }

    @Test
    void overlappingSecretsAreReplacedWhole() {
        // Given
        Secrets secrets = Secrets.of(Map.of("A", "abcdef", "B", "defghi"));

        // When, Then
        assertThat(secrets.mask("<abcdefghi>")).isEqualTo("<******>");
    }

    @Test
    void shortOnesAreLeft() {
        // Given
        Secrets secrets = Secrets.of(Map.of("A", "abc", "B", ""));

        // When, Then
        assertThat(secrets.mask("abc")).isEqualTo("abc");
        assertThat(secrets.masksNothing()).isTrue();
    }

    @Test
    void linesOfALongSecretAndItsEncodedFormsAreReplacedToo() {
        // Given
        Secrets secrets = Secrets.of(Map.of("KEY", "first line\nsecond+line"));

        // When, Then
        assertThat(secrets.mask("second+line")).isEqualTo("******");
        assertThat(secrets.mask("first+line first%20line")).isEqualTo("****** ******");
        assertThat(secrets.mask("it was: first line second+line")).isEqualTo("it was: ******");
    }

    @Test
    void partsAtTheEndsOfACutTextAreReplaced() {
        // Given
        Secrets secrets = Secrets.of(Map.of("A", "correct horse battery"));

        // When, Then
        assertThat(secrets.maskCut("battery, said correct hor")).isEqualTo("******, said ******");
        assertThat(secrets.maskCut("correct horse batt")).isEqualTo("******");
        assertThat(secrets.maskCut("nothing of it")).isEqualTo("nothing of it");
    }

    @Test
    void itsOwnTextHasTheNamesOnly() {
        assertThat(Secrets.of(Map.of("B", "hunter2", "A", "s3cr3t"))).hasToString("Secrets[A, B]");
    }

    @Test
    void aSecretThatIsCutOverPiecesIsMaskedWhereverTheCutsAre() {
        // Given
        Secrets secrets = Secrets.of(Map.of("A", "abab", "B", "babcdab"));
        String text = "xxababbabcdabyyabababzzbabcdababab";
        String masked = secrets.mask(text);

        for (int first = 0; first <= text.length(); first++) {
            for (int second = first; second <= text.length(); second++) {
                // When
                String whole = inPieces(
                        secrets,
                        List.of(text.substring(0, first), text.substring(first, second), text.substring(second)));

                // Then: a stretch that is cut may show as two
                assertThat(collapsed(whole))
                        .as("cut at %d and %d", first, second)
                        .isEqualTo(collapsed(masked));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void piecesShowWhatTheWholeLineWould(long seed) {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 500; round++) {
            Secrets secrets = Secrets.of(Map.of("A", text(random, 4, 9), "B", text(random, 4, 9)));
            String line = text(random, 0, 60);
            List<String> pieces = new ArrayList<>();
            for (int from = 0; from < line.length(); ) {
                int to = Math.min(line.length(), from + 1 + random.nextInt(12));
                pieces.add(line.substring(from, to));
                from = to;
            }
            pieces.add("");

            // When, Then
            assertThat(collapsed(inPieces(secrets, pieces)))
                    .as("%s in %s", secrets.values(), pieces)
                    .isEqualTo(collapsed(secrets.mask(line)));
        }
    }

    @Test
    void withoutSecretsTheLogIsItself() {
        // Given
        RecordingLog log = new RecordingLog();

        // When, Then
        assertThat(MaskedLog.of(Secrets.NONE, log)).isSameAs(log);
    }

    private static String inPieces(Secrets secrets, List<String> pieces) {
        RecordingLog log = new RecordingLog();
        RunLog masked = MaskedLog.of(secrets, log);
        for (int i = 0; i < pieces.size(); i++) {
            masked.piece(pieces.get(i), i == pieces.size() - 1);
        }
        return String.join("", log.lines());
    }

    private static String collapsed(String text) {
        return text.replaceAll("(\\*{6})+", "#");
    }

    private static String text(SplittableRandom random, int min, int max) {
        return random.ints(random.nextInt(min, max + 1), 'a', 'd')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
