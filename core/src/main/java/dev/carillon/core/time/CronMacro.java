package dev.carillon.core.time;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code @daily} and its like: one word in place of all fields, in the UNIX and the SPRING dialect. */
enum CronMacro {
    YEARLY("0 0 1 1 *"),
    ANNUALLY("0 0 1 1 *"),
    MONTHLY("0 0 1 * *"),
    WEEKLY("0 0 * * 0"),
    DAILY("0 0 * * *"),
    MIDNIGHT("0 0 * * *"),
    HOURLY("0 * * * *");

    private static final char SIGN = '@';

    /** Without seconds. */
    private final String fields;

    CronMacro(String fields) {
        this.fields = fields;
    }

    /** The fields that a macro stands for; any other text as it is. */
    static String expand(String text, CronDialect dialect) {
        String word = text.strip();
        if (word.isEmpty() || word.charAt(0) != SIGN) {
            return text;
        }
        for (CronMacro macro : values()) {
            if (macro.word().equalsIgnoreCase(word)) {
                return dialect == CronDialect.SPRING ? "0 " + macro.fields : macro.fields;
            }
        }
        throw error(text, "is not understood, expected " + words());
    }

    /** In the dialect that has none. */
    static void refuse(String text) {
        if (!text.isBlank() && text.strip().charAt(0) == SIGN) {
            throw error(text, "is not of the QUARTZ dialect; UNIX and SPRING have " + words());
        }
    }

    private static CronSyntaxException error(String text, String problem) {
        return new CronSyntaxException(
                "cron expression: '" + text.strip() + "' at position " + (text.indexOf(SIGN) + 1) + " " + problem);
    }

    private String word() {
        return SIGN + name().toLowerCase(Locale.ROOT);
    }

    private static String words() {
        return Arrays.stream(values()).map(CronMacro::word).collect(Collectors.joining(" "));
    }
}
