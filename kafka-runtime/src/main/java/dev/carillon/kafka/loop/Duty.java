package dev.carillon.kafka.loop;

/**
 * Something that runs for as long as the node does, as one step that is called again and again: by a
 * {@link DutyThread}, or by hand in a test.
 */
public interface Duty extends AutoCloseable {

    /** One step; may wait a moment when there is nothing to do. Returns how much it did. */
    int doWork() throws InterruptedException;

    /** Called once, before {@link #close}, when the duty is asked to end and has not failed. */
    default void leave() {}

    @Override
    void close();
}
