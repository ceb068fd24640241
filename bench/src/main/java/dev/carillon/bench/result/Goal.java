package dev.carillon.bench.result;

import java.util.Locale;

/** What a figure is to reach. */
public record Goal(Bound bound, double value) {

    /** On which side of the value it is reached. */
    public enum Bound {
        AT_LEAST("≥"),
        AT_MOST("≤");

        private final String sign;

        Bound(String sign) {
            this.sign = sign;
        }
    }

    public static Goal atLeast(double value) {
        return new Goal(Bound.AT_LEAST, value);
    }

    public static Goal atMost(double value) {
        return new Goal(Bound.AT_MOST, value);
    }

    public boolean isMetBy(double measured) {
        return switch (bound) {
            case AT_LEAST -> measured >= value;
            case AT_MOST -> measured <= value;
        };
    }

    /** Such as {@code ≥ 60,000}. */
    public String text() {
        return bound.sign + " " + number(value);
    }

    /** With commas; decimals only where they say something. */
    public static String number(double value) {
        double magnitude = Math.abs(value);
        String form = value == Math.rint(value) || magnitude >= 1_000 ? "%,.0f" : magnitude >= 10 ? "%,.1f" : "%,.3f";
        return String.format(Locale.ROOT, form, value);
    }
}
