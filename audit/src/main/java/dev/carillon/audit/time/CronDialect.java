package dev.carillon.audit.time;

/** How a cron expression is written, see docs/jobs.md. */
public enum CronDialect {
    /** Second to day of week, and a year; one of the two day fields counts. */
    QUARTZ,
    /** Minute to day of week; either day field counts, or both must match where one begins with a star. */
    UNIX,
    /** Second to day of week; both day fields must match. */
    SPRING
}
