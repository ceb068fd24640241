package dev.carillon.worker.runner.jvm;

/** A job's class cannot be had; the message says why and goes to the user. */
final class JobLoadException extends Exception {

    JobLoadException(String message) {
        super(message);
    }

    JobLoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
