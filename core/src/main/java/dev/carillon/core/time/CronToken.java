package dev.carillon.core.time;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A piece of one field and where it starts in the whole expression (from 1), so that every error can point at it. */
record CronToken(FieldSyntax syntax, String text, int position) {
    static final String EVERY = "*";
    static final String OPEN = "?";

    boolean is(String other) {
        return text.equalsIgnoreCase(other);
    }

    boolean endsWith(char letter) {
        return !text.isEmpty() && Character.toUpperCase(text.charAt(text.length() - 1)) == letter;
    }

    int indexOf(char sign) {
        return text.indexOf(sign);
    }

    CronToken before(int index) {
        return new CronToken(syntax, text.substring(0, index), position);
    }

    CronToken after(int index) {
        return new CronToken(syntax, text.substring(index + 1), position + index + 1);
    }

    CronToken withoutLast() {
        return before(text.length() - 1);
    }

    CronToken as(String otherText) {
        return new CronToken(syntax, otherText, position);
    }

    List<CronToken> items() {
        List<CronToken> items = new ArrayList<>();
        int start = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', start)) {
            items.add(new CronToken(syntax, text.substring(start, comma), position + start));
            start = comma + 1;
        }
        items.add(new CronToken(syntax, text.substring(start), position + start));
        return items;
    }

    /** A number or a name of the field. */
    int value() {
        int named = syntax.numberOf(text);
        return named >= 0 ? named : number(syntax.min(), syntax.max(), "", syntax::range);
    }

    int number(int min, int max, String what) {
        return number(min, max, what, () -> min + "–" + max);
    }

    private int number(int min, int max, String what, Supplier<String> expected) {
        if (text.isEmpty()) {
            throw new CronSyntaxException(label() + ": " + (what.isEmpty() ? "a number" : what)
                    + " is missing at position " + position + ", expected " + expected.get());
        }
        if (!isNumber()) {
            throw malformed();
        }
        // Nine digits cannot overflow; anything longer is out of every range.
        int number = text.length() > 9 ? -1 : Integer.parseInt(text);
        if (number < min || number > max) {
            throw error(what, "is out of range, expected " + expected.get());
        }
        return number;
    }

    /** Whether it has the form of one value, in range or not. */
    boolean isValue() {
        return syntax.numberOf(text) >= 0 || isNumber();
    }

    /** Whether it is one number, as most fields of most expressions are. */
    boolean isNumber() {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    CronSyntaxException malformed() {
        return error("", "is not understood, expected " + syntax.form());
    }

    CronSyntaxException error(String what, String problem) {
        return new CronSyntaxException(label() + ": " + (what.isEmpty() ? "" : what + " ") + "'" + text
                + "' at position " + position + " " + problem);
    }

    private String label() {
        return syntax.field().label();
    }
}
