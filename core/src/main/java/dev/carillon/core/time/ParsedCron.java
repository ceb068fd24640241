package dev.carillon.core.time;

/** What reading an expression gives. */
record ParsedCron(CronCalendar calendar, CronText fields) {

    /** The text in one of the ways to write it, by which expressions are compared. */
    String normalised() {
        return fields.normalised();
    }
}
