package dev.carillon.worker.runner;

/** What a result says, within the length that reports may have. */
public final class ResultText {

    public static final int MAX_LENGTH = 1_000;

    private ResultText() {}

    /** What could not be ended comes first: somebody has to look after it. */
    public static String of(RunResult result) {
        return cut(
                result.survivors().isEmpty()
                        ? result.message()
                        : "could not be ended: " + result.survivors() + "; " + result.message(),
                MAX_LENGTH);
    }

    /** At most so many characters of the text; a pair of surrogates is not torn. */
    public static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
