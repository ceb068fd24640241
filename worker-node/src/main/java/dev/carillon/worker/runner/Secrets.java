package dev.carillon.worker.runner;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The open secrets of a run, and the mask over them in whatever leaves the process.
 *
 * <p>Masked are the values, their single lines, and both as a URL or a line of text has them. Values of fewer than
 * {@value #MIN_MASKED} characters are not: they would turn up everywhere. Immutable.
 */
public final class Secrets {

    public static final String MASK = "******";
    public static final int MIN_MASKED = 4;
    public static final Secrets NONE = new Secrets(Map.of());

    private final Map<String, String> values;
    private final List<String> masked;

    private Secrets(Map<String, String> values) {
        this.values = Map.copyOf(values);
        this.masked = values.values().stream()
                .flatMap(value -> Stream.concat(Stream.of(value), value.lines()))
                .flatMap(Secrets::forms)
                .filter(form -> form.length() >= MIN_MASKED)
                .distinct()
                .toList();
    }

    /** @param values in the plain, by name */
    public static Secrets of(Map<String, String> values) {
        return values.isEmpty() ? NONE : new Secrets(values);
    }

    private static Stream<String> forms(String value) {
        return Stream.of(
                value, value.strip().replaceAll("\\s+", " "), UrlText.encode(value), UrlText.encodeForm(value));
    }

    /** In the plain, by name. */
    public Map<String, String> values() {
        return values;
    }

    boolean masksNothing() {
        return masked.isEmpty();
    }

    /** The text with every secret in it replaced. */
    public String mask(String text) {
        return masked.isEmpty() ? text : show(text, marks(text));
    }

    /** The same for a text that may have been cut out of another: what may be a part of a secret at its ends is replaced too. */
    public String maskCut(String text) {
        if (masked.isEmpty()) {
            return text;
        }
        BitSet marks = marks(text);
        int begun = begunAtEnd(text);
        if (begun >= MIN_MASKED) {
            marks.set(text.length() - begun, text.length());
        }
        int ended = endedAtBegin(text);
        if (ended >= MIN_MASKED) {
            marks.set(0, ended);
        }
        return show(text, marks);
    }

    /** The characters of the text that belong to a secret; overlapping ones all count. */
    BitSet marks(String text) {
        BitSet marks = new BitSet();
        for (String secret : masked) {
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
                marks.set(at, at + secret.length());
            }
        }
        return marks;
    }

    /** The text with each stretch of marked characters replaced. */
    static String show(String text, BitSet marks) {
        if (marks.isEmpty()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        int from = 0;
        for (int at = marks.nextSetBit(0); at >= 0; at = marks.nextSetBit(from)) {
            shown.append(text, from, at).append(MASK);
            from = Math.min(marks.nextClearBit(at), text.length());
        }
        return shown.append(text, from, text.length()).toString();
    }

    /** How many characters at the end may be the beginning of a secret that goes on behind it. */
    int begunAtEnd(String text) {
        int most = 0;
        for (String secret : masked) {
            for (int length = Math.min(secret.length() - 1, text.length()); length > most; length--) {
                if (text.regionMatches(text.length() - length, secret, 0, length)) {
                    most = length;
                }
            }
        }
        return most;
    }

    private int endedAtBegin(String text) {
        int most = 0;
        for (String secret : masked) {
            for (int length = Math.min(secret.length() - 1, text.length()); length > most; length--) {
                if (text.regionMatches(0, secret, secret.length() - length, length)) {
                    most = length;
                }
            }
        }
        return most;
    }

    /** The names only. */
    @Override
    public String toString() {
        return "Secrets" + new TreeSet<>(values.keySet());
    }
}
