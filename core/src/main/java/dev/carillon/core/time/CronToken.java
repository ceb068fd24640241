package dev.carillon.core.time;

import java.util.ArrayList;
import java.util.List;

/** A piece of one field and where it starts in the whole expression (from 1), so that every error can point at it. */
record CronToken(CronField field, String text, int position) {
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
        return new CronToken(field, text.substring(0, index), position);
    }

    CronToken after(int index) {
        return new CronToken(field, text.substring(index + 1), position + index + 1);
    }

    CronToken withoutLast() {
        return before(text.length() - 1);
    }

    CronToken as(String otherText) {
        return new CronToken(field, otherText, position);
    }

    List<CronToken> items() {
        List<CronToken> items = new ArrayList<>();
        CronToken rest = this;
        for (int comma = rest.indexOf(','); comma >= 0; comma = rest.indexOf(',')) {
            items.add(rest.before(comma));
            rest = rest.after(comma);
        }
        items.add(rest);
        return items;
    }

    /** A number or a name of the field. */
    int value() {
        int named = field.numberOf(text);
        return named >= 0 ? named : number(field.min(), field.max(), "", field.range());
    }

    int number(int min, int max, String what) {
        return number(min, max, what, min + "–" + max);
    }

    private int number(int min, int max, String what, String expected) {
        if (text.isEmpty()) {
            throw new CronSyntaxException(field.label() + ": " + (what.isEmpty() ? "a number" : what)
                    + " is missing at position " + position + ", expected " + expected);
        }
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw malformed();
        }
        // Nine digits cannot overflow; anything longer is out of every range.
        int number = text.length() > 9 ? -1 : Integer.parseInt(text);
        if (number < min || number > max) {
            throw error(what, "is out of range, expected " + expected);
        }
        return number;
    }

    CronSyntaxException malformed() {
        return error("", "is not understood, expected " + field.form());
    }

    CronSyntaxException error(String what, String problem) {
        return new CronSyntaxException(field.label() + ": " + (what.isEmpty() ? "" : what + " ") + "'" + text
                + "' at position " + position + " " + problem);
    }
}
