package dev.carillon.core.time;

/** A cron expression that cannot be read. The message is written for the person who typed the expression. */
public final class CronSyntaxException extends IllegalArgumentException {
    CronSyntaxException(String message) {
        super(message);
    }
}
