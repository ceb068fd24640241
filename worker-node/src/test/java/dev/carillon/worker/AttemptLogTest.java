package dev.carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.worker.AttemptLog.Chunk;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AttemptLogTest {

    private static final int LIMIT = 100_000;

    private final List<Chunk> chunks = new ArrayList<>();
    private final AttemptLog log = new AttemptLog(
            Orders.attempt(Orders.start("w-1", 1, ManualMoments.START)),
            LIMIT,
            InstantSource.fixed(ManualMoments.START),
            chunks::add);

    @Test
    void linesWaitUntilTheyAreFlushed() {
        // Given
        log.line("one");
        log.line("two");

        // When
        boolean nothingYet = chunks.isEmpty();
        log.flush();
        log.flush();

        // Then
        assertThat(nothingYet).isTrue();
        assertThat(chunks).singleElement().satisfies(chunk -> {
            assertThat(chunk.text()).isEqualTo("one\ntwo\n");
            assertThat(chunk.sequence()).isZero();
            assertThat(chunk.truncated()).isFalse();
        });
    }

    @Test
    void chunksAreFullButHoldWholeLines() {
        // When
        for (int i = 0; i < 80; i++) {
            log.line("x".repeat(999));
        }
        log.flush();

        // Then
        assertThat(chunks).extracting(Chunk::sequence).containsExactly(0, 1, 2);
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(bytes(chunk)).isLessThanOrEqualTo(AttemptLog.CHUNK_BYTES);
            assertThat(chunk.text()).endsWith("\n");
        });
        assertThat(whole()).hasSize(80_000);
    }

    @Test
    void aLineLongerThanAChunkIsTornBetweenCharacters() {
        // When
        log.line("€".repeat(20_000));
        log.flush();

        // Then
        assertThat(chunks)
                .hasSize(2)
                .allSatisfy(chunk -> assertThat(bytes(chunk)).isLessThanOrEqualTo(AttemptLog.CHUNK_BYTES));
        assertThat(whole()).isEqualTo("€".repeat(20_000) + "\n");
    }

    @Test
    void whatIsOverTheLimitIsCutAndTheLastChunkSaysSo() {
        // When
        for (int i = 0; i < 30; i++) {
            log.line("🔔".repeat(1_000));
        }
        log.flush();

        // Then
        assertThat(chunks.stream().mapToInt(AttemptLogTest::bytes).sum()).isBetween(LIMIT - 3, LIMIT);
        assertThat(chunks).extracting(Chunk::truncated).endsWith(true).containsOnlyOnce(true);
        assertThat(whole()).doesNotContain("\uFFFD");
    }

    private String whole() {
        return chunks.stream().map(Chunk::text).collect(Collectors.joining());
    }

    private static int bytes(Chunk chunk) {
        return chunk.text().getBytes(StandardCharsets.UTF_8).length;
    }
}
