package dev.carillon.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** A distribution of waits, exact to three digits, in the unit of whoever adds them. Not thread-safe. */
public final class Latencies {

    private static final int DIGITS = 3;

    private final Histogram histogram = new Histogram(DIGITS);
    private long early;

    /** Adds one. What is less than nothing counts as nothing, and is counted as {@link #early}. */
    public void add(long wait) {
        if (wait < 0) {
            early++;
        }
        histogram.recordValue(Math.max(0, wait));
    }

    public void add(Latencies others) {
        histogram.add(others.histogram);
        early += others.early;
    }

    public long count() {
        return histogram.getTotalCount();
    }

    /** How many were less than nothing. */
    public long early() {
        return early;
    }

    public long p50() {
        return histogram.getValueAtPercentile(50);
    }

    public long p99() {
        return histogram.getValueAtPercentile(99);
    }

    public long max() {
        return histogram.getMaxValue();
    }

    /** The usual three figures, of waits in milliseconds. */
    public List<Figure> figures(String name, Optional<Goal> p50, Optional<Goal> p99) {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(name + ".p50", p50(), "ms", p50));
        figures.add(new Figure(name + ".p99", p99(), "ms", p99));
        figures.add(Figure.of(name + ".max", max(), "ms"));
        return figures;
    }

    public List<Figure> figures(String name) {
        return figures(name, Optional.empty(), Optional.empty());
    }
}
