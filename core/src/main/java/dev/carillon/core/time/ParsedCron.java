package dev.carillon.core.time;

/**
 * What reading an expression gives.
 *
 * @param normalised the text in one of the ways to write it, by which expressions are compared
 */
record ParsedCron(CronCalendar calendar, String normalised) {}
