package dev.carillon.core.time;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads time zones in the forms people and vendors write them. */
public final class Zones {
    /** Hours with one digit and minutes, as {@code GMT+5:30}: the one usual form that {@link ZoneId} does not read. */
    private static final Pattern SHORT_HOUR = Pattern.compile("((?:GMT|UTC|UT)?[+-])(\\d:\\d\\d)");

    private static final int MAX_LENGTH = 64;

    private Zones() {}

    /** Equal zones give equal results where only the way to write the offset differs: {@code GMT+8}, {@code GMT+08:00}. */
    public static ZoneId parse(String text) {
        String id = text.strip();
        Matcher shortHour = SHORT_HOUR.matcher(id);
        try {
            if (id.length() <= MAX_LENGTH) {
                return ZoneId.of(shortHour.matches() ? shortHour.group(1) + "0" + shortHour.group(2) : id);
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(unknown(id), e);
        }
        throw new IllegalArgumentException(unknown(id.substring(0, MAX_LENGTH) + "…"));
    }

    private static String unknown(String id) {
        return "time zone: '" + id + "' is not known, expected an IANA name such as Europe/Berlin, UTC, Z,"
                + " or an offset of at most 18 hours such as GMT+8, UTC+08:00 or +08:00";
    }
}
