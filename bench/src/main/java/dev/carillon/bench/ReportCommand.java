package dev.carillon.bench;

import dev.carillon.bench.result.FigureTables;
import dev.carillon.bench.result.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the newest figures into the documents. */
@Command(name = "report", description = "Write the newest figures into the documents.", sortOptions = false)
final class ReportCommand implements Callable<Integer> {

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = "Where the benches have kept their figures (default: bench/results.jsonl).")
    private Path results = Path.of("bench", "results.jsonl");

    @Parameters(
            paramLabel = "DOCUMENT",
            description = "Documents with marks for figures (default: docs/performance.md docs/scaling.md).")
    private List<Path> documents = List.of(Path.of("docs", "performance.md"), Path.of("docs", "scaling.md"));

    @Override
    public Integer call() throws IOException {
        FigureTables tables = new FigureTables(new ResultFile(results).read());
        for (Path document : documents) {
            Files.writeString(document, tables.fill(Files.readString(document)));
        }
        return 0;
    }
}
