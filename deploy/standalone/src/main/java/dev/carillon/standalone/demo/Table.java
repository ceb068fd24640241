package dev.carillon.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The demo's lines. Pure. */
public final class Table {

    private static final int MAX_OUTPUT = 60;
    private static final String ROW = "%-14s %-10s %-5s  %-12s  %7s  %7s  %-9s  %s";
    private static final String SUMMARY = "%-14s %-10s %-5s  %9s  %13s  %10s";

    private final DateTimeFormatter times;

    /** @param zone in which times of day are shown */
    public Table(ZoneId zone) {
        times = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
    }

    static String header() {
        return line(ROW, "JOB", "MADE BY", "KIND", "DUE AT", "LATE", "TOOK", "STATE", "LAST LINE OF OUTPUT");
    }

    String row(Sighting seen) {
        return line(
                ROW,
                seen.example().name(),
                seen.example().api(),
                seen.example().kind(),
                time(seen.nominal()),
                millis(seen.lateness()),
                millis(seen.took()),
                seen.state(),
                shown(seen.output()));
    }

    /** How far each example is, in one line. */
    static String progress(Scoreboard board, Duration elapsed) {
        return board.examples().stream()
                .map(example -> example.name() + " " + board.successes(example).size() + "/" + example.wanted())
                .collect(Collectors.joining("   ", "Succeeded after " + elapsed.toSeconds() + " s:   ", ""));
    }

    static List<String> summary(Scoreboard board) {
        return Stream.concat(
                        Stream.of(line(SUMMARY, "JOB", "MADE BY", "KIND", "SUCCEEDED", "LATE (MEDIAN)", "LATE (MAX)")),
                        board.examples().stream().map(example -> summary(board, example)))
                .toList();
    }

    private static String summary(Scoreboard board, Example example) {
        Optional<Scoreboard.Lateness> lateness = board.lateness(example);
        return line(
                SUMMARY,
                example.name(),
                example.api(),
                example.kind(),
                board.successes(example).size(),
                millis(lateness.map(Scoreboard.Lateness::median)),
                millis(lateness.map(Scoreboard.Lateness::max)));
    }

    private String time(Instant instant) {
        return times.format(instant);
    }

    private static String millis(Optional<Duration> duration) {
        return duration.map(some -> some.toMillis() + " ms").orElse("");
    }

    /** One line without anything that would move a terminal's cursor. */
    private static String shown(String output) {
        String printable = output.replaceAll("\\p{Cntrl}", " ").strip();
        return printable.length() <= MAX_OUTPUT ? printable : printable.substring(0, MAX_OUTPUT - 1) + "…";
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values).stripTrailing();
    }
}
