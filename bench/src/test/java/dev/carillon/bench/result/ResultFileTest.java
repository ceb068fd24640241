package dev.carillon.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.bench.result.ResultFile.Entry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {

    private static final Machine MACHINE = new Machine("some cpu", 2, 24_000, "Linux 6.1", "OpenJDK 25", 1);

    @TempDir
    Path directory;

    @Test
    void keepsEveryFigureWithItsRun() {
        ResultFile results = new ResultFile(directory.resolve("results.jsonl"));
        RunRecord run = run("2026-11-22T10:00:00Z");
        Figure rate = Figure.of("triggers.placed", 61_234.5, "1/s", Goal.atLeast(60_000));
        Figure further = Figure.of("triggers.further", 0, "1/s");

        results.append(run, rate);
        results.append(run, further);

        assertThat(results.read()).containsExactly(new Entry(run, rate), new Entry(run, further));
    }

    @Test
    void isEmptyBeforeTheFirstRun() {
        assertThat(new ResultFile(directory.resolve("none")).read()).isEmpty();
    }

    @Test
    void writesTheNewestFiguresBetweenTheMarksAndLeavesTheRestAlone() {
        ResultFile results = new ResultFile(directory.resolve("results.jsonl"));
        results.append(run("2026-11-22T10:00:00Z"), Figure.of("triggers.placed", 1, "1/s"));
        results.append(run("2026-11-23T10:00:00Z"), Figure.of("triggers.placed", 61_000, "1/s", Goal.atLeast(60_000)));
        String document = "before\n<!-- figures: triggers cost -->\nold\n<!-- end of figures -->\nafter\n";

        String filled = new FigureTables(results.read()).fill(document);

        assertThat(filled)
                .startsWith("before\n<!-- figures: triggers cost -->\n| figure")
                .contains("| `triggers.placed` | 61,000 1/s | ≥ 60,000 | met |")
                .contains("2026-11-23 10:00 UTC, commit abc; jobs 100; some cpu, 2 cores, 23 GiB")
                .contains("No figures of `bench/run cost` yet.")
                .doesNotContain("old", "2026-11-22")
                .endsWith("<!-- end of figures -->\nafter\n");
        assertThat(new FigureTables(results.read()).fill(filled)).isEqualTo(filled);
    }

    @Test
    void saysOfABusyMachineThatItsFiguresDoNotCount() {
        ResultFile results = new ResultFile(directory.resolve("results.jsonl"));
        Machine busy = new Machine("some cpu", 2, 24_000, "Linux 6.1", "OpenJDK 25", 8);
        results.append(
                new RunRecord("cost", Instant.parse("2026-11-22T10:00:00Z"), "abc", busy, Map.of()),
                Figure.of("cost.all.bytes", 1, "bytes/fire"));

        assertThat(new FigureTables(results.read()).fill("<!-- figures: cost -->\n<!-- end of figures -->"))
                .contains("other work before 8 % – **the machine was busy");
    }

    @Test
    void saysThatNobodyLookedHowBusyTheMachineWas() {
        ResultFile results = new ResultFile(directory.resolve("results.jsonl"));
        Machine machine = new Machine("some cpu", 2, 24_000, "Linux 6.1", "OpenJDK 25", -1);
        results.append(
                new RunRecord("cost", Instant.parse("2026-11-22T10:00:00Z"), "abc", machine, Map.of()),
                Figure.of("cost.all.bytes", 1, "bytes/fire"));

        assertThat(new FigureTables(results.read()).fill("<!-- figures: cost -->\n<!-- end of figures -->"))
                .contains("other work before not known.");
    }

    private static RunRecord run(String at) {
        return new RunRecord("triggers", Instant.parse(at), "abc", MACHINE, Map.of("jobs", "100"));
    }
}
