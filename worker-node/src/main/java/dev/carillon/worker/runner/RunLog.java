package dev.carillon.worker.runner;

/** Where an attempt's output goes; thread-safe, never blocks for long, cuts what is over the limit. */
public interface RunLog {

    /** One line, without its line break. */
    void line(String text);
}
