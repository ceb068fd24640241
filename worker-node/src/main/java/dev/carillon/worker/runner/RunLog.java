package dev.carillon.worker.runner;

/** Where an attempt's output goes; thread-safe, never blocks for long, cuts what is over the limit. */
public interface RunLog {

    /** One line, without its line break. */
    void line(String text);

    /**
     * A piece of a line that is too long to be handed on whole. Pieces of one line follow one another; by default each
     * becomes a line.
     *
     * @param last whether the line ends with it; it may be empty then
     */
    default void piece(String text, boolean last) {
        if (!text.isEmpty()) {
            line(text);
        }
    }
}
