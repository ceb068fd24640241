package dev.carillon.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.gateway.service.JobService.LogLine;
import dev.carillon.gateway.service.JobService.LogQuery;
import dev.carillon.proto.v1.LogChunk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LogLinesTest {

    private static final List<LogChunk> CHUNKS = List.of(
            chunk(2, 0, 3000, "again\n", false),
            chunk(1, 1, 2000, "lo\r\nsecond\nthird", false),
            chunk(1, 0, 1000, "hel", false),
            chunk(2, 1, 4000, "cut", true));

    @Test
    void chunksBecomeLinesInTheOrderOfTheAttempts() {
        assertThat(LogLines.lines(CHUNKS))
                .containsExactly(
                        line(1, 2000, "hello"),
                        line(1, 2000, "second"),
                        line(1, 2000, "third"),
                        line(2, 3000, "again"),
                        line(2, 4000, "cut"),
                        line(2, 4000, LogLines.CUT));
    }

    @Test
    void offsetAndLimitCountInTheOrderAskedFor() {
        assertThat(LogLines.select(CHUNKS, query(Optional.empty(), 1, 2, false)))
                .extracting(LogLine::text)
                .containsExactly("second", "third");
        assertThat(LogLines.select(CHUNKS, query(Optional.empty(), 1, 2, true)))
                .extracting(LogLine::text)
                .containsExactly("cut", "again");
        assertThat(LogLines.select(CHUNKS, query(Optional.empty(), 100, Integer.MAX_VALUE, true)))
                .isEmpty();
    }

    @Test
    void aKeywordSelectsBeforeTheOffsetCounts() {
        assertThat(LogLines.select(CHUNKS, query(Optional.of("d"), 1, 10, false)))
                .extracting(LogLine::text)
                .containsExactly("third");
    }

    private static LogQuery query(Optional<String> keyword, int offset, int limit, boolean newestFirst) {
        return new LogQuery(keyword, Optional.empty(), Optional.empty(), offset, limit, newestFirst);
    }

    private static LogLine line(int attempt, long atMs, String text) {
        return new LogLine(attempt, Instant.ofEpochMilli(atMs), text);
    }

    private static LogChunk chunk(int attempt, int sequence, long atMs, String text, boolean truncated) {
        return LogChunk.newBuilder()
                .setAttempt(attempt)
                .setSequence(sequence)
                .setAtMs(atMs)
                .setText(text)
                .setTruncated(truncated)
                .build();
    }
}
