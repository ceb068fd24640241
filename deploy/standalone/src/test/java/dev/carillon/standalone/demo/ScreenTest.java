package dev.carillon.standalone.demo;

import static dev.carillon.standalone.demo.Sightings.HTTP;
import static dev.carillon.standalone.demo.Sightings.SHELL;
import static dev.carillon.standalone.demo.Sightings.failure;
import static dev.carillon.standalone.demo.Sightings.success;
import static dev.carillon.standalone.demo.Sightings.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text, true);
    private final Table table = new Table(ZoneOffset.UTC);
    private final Scoreboard board = new Scoreboard(List.of(SHELL, HTTP));

    @Test
    void plainLinesTellEachEndOnce() {
        // Given
        Screen screen = Screen.plain(out, table);

        // When
        board.update(List.of(success(SHELL, 1, 7), waiting(HTTP, 2)));
        screen.show(board, Duration.ofSeconds(1));
        board.update(List.of(failure(HTTP, 2, "HTTP 500")));
        screen.show(board, Duration.ofSeconds(2));

        // Then
        assertThat(text.toString().lines())
                .containsExactly(
                        "JOB            MADE BY    KIND   DUE AT           LATE     TOOK  STATE      LAST LINE OF OUTPUT",
                        "demo-shell     SchedulerX SHELL  12:00:01.000     7 ms    20 ms  SUCCEEDED  hello",
                        "demo-http      SchedulerX HTTP   12:00:02.000     1 ms    20 ms  FAILED     HTTP 500");
    }

    @Test
    void theLiveTableIsDrawnOverItself() {
        // Given
        Screen screen = Screen.live(out, table);
        board.update(List.of(waiting(SHELL, 1)));
        screen.show(board, Duration.ofSeconds(1));
        int before = text.toString().length();

        // When
        board.update(List.of(success(SHELL, 1, 7)));
        screen.show(board, Duration.ofSeconds(2));

        // Then
        assertThat(text.toString().substring(before))
                .startsWith("\033[4A\033[J")
                .contains("SUCCEEDED  hello", "Succeeded after 2 s:   demo-shell 1/2   demo-http 0/2");
    }

    @Test
    void outputCannotMoveTheCursor() {
        assertThat(table.row(success(SHELL, 1, 0))).doesNotContain("\033");
        assertThat(table.row(failure(SHELL, 1, "a\033[2Jb\r\nc" + "x".repeat(100))))
                .contains("a [2Jb  cx")
                .endsWith("…")
                .doesNotContain("\033", "\n", "\r");
    }

    @Test
    void theSummaryHasALineForEachExample() {
        // When
        board.update(List.of(success(SHELL, 1, 3), success(SHELL, 2, 9), success(SHELL, 3, 4)));

        // Then
        assertThat(Table.summary(board))
                .containsExactly(
                        "JOB            MADE BY    KIND   SUCCEEDED  LATE (MEDIAN)  LATE (MAX)",
                        "demo-shell     SchedulerX SHELL          3           4 ms        9 ms",
                        "demo-http      SchedulerX HTTP           0");
    }
}
