package dev.carillon.core.scheduling;

/** What becomes of the fires that a pause kept from firing, when the job is resumed. */
public enum CatchUp {
    /** They are recorded as skipped. */
    NONE,
    /** The last one runs, the others are recorded as skipped. */
    LAST,
    /** The newest run, as many as the cap of the misfire policy says; the others are recorded as skipped. */
    ALL
}
