package dev.carillon.bench.result;

import java.util.Optional;

/**
 * One measured number.
 *
 * @param name bench and figure, such as {@code lateness.1000.p99}
 * @param unit such as {@code 1/s}, {@code ms}, {@code bytes}
 */
public record Figure(String name, double value, String unit, Optional<Goal> goal) {

    public static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, Optional.empty());
    }

    public static Figure of(String name, double value, String unit, Goal goal) {
        return new Figure(name, value, unit, Optional.of(goal));
    }

    /** {@code name value unit (goal …, met)}. */
    public String line() {
        return name + " " + Goal.number(value) + " " + unit
                + goal.map(wanted -> " (goal " + wanted.text() + ", " + verdict(wanted) + ")")
                        .orElse("");
    }

    /** {@code met}, {@code missed}, or nothing where there is no goal. */
    public String verdict() {
        return goal.map(this::verdict).orElse("");
    }

    private String verdict(Goal wanted) {
        return wanted.isMetBy(value) ? "met" : "missed";
    }
}
