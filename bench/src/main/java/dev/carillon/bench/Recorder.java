package dev.carillon.bench;

import dev.carillon.bench.result.Figure;
import dev.carillon.bench.result.ResultFile;
import dev.carillon.bench.result.RunRecord;
import java.io.PrintStream;
import java.util.List;

/** Takes the figures of one run: prints each, and keeps it in the file. */
public final class Recorder {

    private final RunRecord run;
    private final ResultFile results;
    private final PrintStream out;
    private final PrintStream progress;

    Recorder(RunRecord run, ResultFile results, PrintStream out, PrintStream progress) {
        this.run = run;
        this.results = results;
        this.out = out;
        this.progress = progress;
    }

    public void figure(Figure figure) {
        results.append(run, figure);
        out.println(figure.line());
    }

    public void figures(List<Figure> figures) {
        figures.forEach(this::figure);
    }

    /** Tells whoever waits what is going on. */
    public void say(String text) {
        progress.println(run.bench() + ": " + text);
    }
}
