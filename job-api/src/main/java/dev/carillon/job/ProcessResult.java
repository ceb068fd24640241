package dev.carillon.job;

import java.util.Objects;

/**
 * How an attempt ended.
 *
 * @param message for people; what is over {@value #MAX_MESSAGE_CHARS} characters is cut off
 */
public record ProcessResult(boolean success, String message) {

    public static final int MAX_MESSAGE_CHARS = 1000;

    private static final String CUT = "...";

    public ProcessResult {
        Objects.requireNonNull(message, "message");
        message = cut(message);
    }

    public static ProcessResult succeeded() {
        return new ProcessResult(true, "");
    }

    public static ProcessResult succeeded(String message) {
        return new ProcessResult(true, message);
    }

    /** The attempt counts as failed; the job's retry policy says whether there is another. */
    public static ProcessResult failed(String message) {
        return new ProcessResult(false, message);
    }

    private static String cut(String text) {
        if (text.length() <= MAX_MESSAGE_CHARS) {
            return text;
        }
        int end = MAX_MESSAGE_CHARS - CUT.length();
        // Half of a surrogate pair is not a character and could not be sent on.
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
