package dev.carillon.worker.runner.shell;

import java.util.List;

/** Finds the processes of one attempt. Used by one thread. */
interface ProcessTable {

    Look look();

    /**
     * What was seen in one pass.
     *
     * @param certain false when a process was seen that may or may not belong to the attempt
     */
    record Look(List<Found> found, boolean certain) {

        /** Nothing is there for sure. */
        boolean empty() {
            return found.isEmpty() && certain;
        }
    }

    /** A process of the attempt. */
    record Found(long pid, String name) {
        @Override
        public String toString() {
            return pid + " (" + name + ")";
        }
    }
}
