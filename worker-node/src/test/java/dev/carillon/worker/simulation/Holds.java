package dev.carillon.worker.simulation;

import org.jspecify.annotations.Nullable;

/** Cheap assertions: they are made hundreds of thousands of times. */
final class Holds {

    private Holds() {}

    /** @param message formatted only when it does not hold */
    static void holds(boolean condition, String message, @Nullable Object... arguments) {
        if (!condition) {
            throw new AssertionError(message.formatted(arguments));
        }
    }
}
