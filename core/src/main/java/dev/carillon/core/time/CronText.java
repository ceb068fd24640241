package dev.carillon.core.time;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The text of an expression, cut into its fields. */
final class CronText {
    static final int MAX_LENGTH = 1024;

    private final Map<CronField, CronToken> fields = new EnumMap<>(CronField.class);

    /**
     * @param text checked by {@link #checkCharacters}
     * @param syntax the fields of the dialect, in their order
     * @param required how many of them must be there; a field that is left out is {@code *}
     */
    CronText(String text, List<FieldSyntax> syntax, int required) {
        int count = 0;
        for (int start = skip(text, 0, true); start < text.length(); count++) {
            int end = skip(text, start, false);
            if (count < syntax.size()) {
                put(syntax.get(count), text.substring(start, end), start + 1);
            }
            start = skip(text, end, true);
        }
        if (count < required || count > syntax.size()) {
            throw wrongCount(count, syntax, required);
        }
        syntax.subList(count, syntax.size()).forEach(absent -> put(absent, CronToken.EVERY, text.length() + 1));
    }

    CronToken field(CronField field) {
        return Objects.requireNonNull(fields.get(field));
    }

    void replace(CronToken token) {
        fields.put(token.syntax().field(), token);
    }

    /** Upper case, single blanks, no year where every year is meant. */
    String normalised() {
        return fields.values().stream()
                .filter(token -> token.syntax().field() != CronField.YEAR || !token.is(CronToken.EVERY))
                .map(token -> token.text().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    private void put(FieldSyntax syntax, String text, int position) {
        fields.put(syntax.field(), new CronToken(syntax, text, position));
    }

    /** Before anything else: what is too long is neither searched nor repeated. */
    static void checkCharacters(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new CronSyntaxException(
                    "cron expression is " + text.length() + " characters long, at most " + MAX_LENGTH + " are allowed");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 126) {
                throw new CronSyntaxException("cron expression: '" + text.charAt(i) + "' at position " + (i + 1)
                        + " is not understood, expected plain ASCII");
            }
        }
    }

    private static CronSyntaxException wrongCount(int count, List<FieldSyntax> syntax, int required) {
        String labels = syntax.stream()
                .map(FieldSyntax::field)
                .map(field -> field.ordinal() - syntax.getFirst().field().ordinal() < required
                        ? field.label()
                        : "[" + field.label() + "]")
                .collect(Collectors.joining(" "));
        String expected = required == syntax.size() ? "" + required : required + " or " + syntax.size();
        return new CronSyntaxException("cron expression has " + count + (count == 1 ? " field" : " fields")
                + ", expected " + expected + ": " + labels);
    }

    private static int skip(String text, int from, boolean blanks) {
        int i = from;
        while (i < text.length() && (text.charAt(i) <= ' ') == blanks) {
            i++;
        }
        return i;
    }
}
