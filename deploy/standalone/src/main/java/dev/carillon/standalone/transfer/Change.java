package dev.carillon.standalone.transfer;

import dev.carillon.core.job.JobId;
import java.util.List;

/**
 * What a target needs so that one definition is there as it is in the files.
 *
 * @param definition as it shall be; the existing one when it goes
 * @param revision that the target has now; 0 when there is none
 * @param fields that differ, of a replacement
 */
record Change(Action action, Definition definition, long revision, List<String> fields) {

    /** In the order of the words that people read. */
    enum Action {
        CREATE("create", "created"),
        CHANGE("change", "changed"),
        SAME("same  ", "the same"),
        DELETE("delete", "deleted");

        private final String verb;
        private final String done;

        Action(String verb, String done) {
            this.verb = verb;
            this.done = done;
        }

        String done() {
            return done;
        }
    }

    JobId id() {
        return definition.id();
    }

    /** One line for people. */
    String line() {
        return action.verb + "  " + definition.label() + (fields.isEmpty() ? "" : ": " + String.join(", ", fields));
    }
}
