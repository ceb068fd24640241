package dev.carillon.testkit.simulation;

/** Unwinds the code of a process that has died. Not an exception, so that no handler of the code can mistake it for one. */
final class Killed extends Error {

    private static final long serialVersionUID = 1L;

    Killed(String process) {
        super(process + " was killed", null, false, false);
    }
}
