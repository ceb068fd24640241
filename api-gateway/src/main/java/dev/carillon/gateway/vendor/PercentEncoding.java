package dev.carillon.gateway.vendor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding as the vendors sign it, and its inverse.
 *
 * <p>Reading is strict: what is not well-formed is refused instead of guessed at, so that two different requests cannot
 * be read as the same signed content by accident.
 */
public final class PercentEncoding {

    private static final String UNRESERVED = "-_.~";
    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoding() {}

    /** UTF-8, with only {@code A-Z a-z 0-9 - _ . ~} left as is. */
    public static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (unit & 0xff);
            if (isUnreserved(c)) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
            }
        }
        return out.toString();
    }

    /**
     * Reads one segment of a path.
     *
     * @throws IllegalArgumentException when it is not percent-encoded UTF-8
     */
    public static String decode(String raw) {
        return decode(raw, '+');
    }

    /**
     * Reads one name or value of a query or form, where {@code +} is a space.
     *
     * @throws IllegalArgumentException when it is not percent-encoded UTF-8
     */
    public static String decodeForm(String raw) {
        return decode(raw, ' ');
    }

    private static String decode(String raw, char plus) {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.put((byte) (digit(raw, i + 1) << 4 | digit(raw, i + 2)));
                i += 2;
            } else if (c == '+') {
                bytes.put((byte) plus);
            } else if (c > ' ' && c < 0x7f) {
                bytes.put((byte) c);
            } else {
                throw malformed(raw);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw malformed(raw);
        }
    }

    private static int digit(String raw, int at) {
        int value = at < raw.length() && raw.charAt(at) < 0x7f ? Character.digit(raw.charAt(at), 16) : -1;
        if (value < 0) {
            throw malformed(raw);
        }
        return value;
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || UNRESERVED.indexOf(c) >= 0;
    }

    private static IllegalArgumentException malformed(String raw) {
        String shown = raw.length() <= 64 ? raw : raw.substring(0, 64) + "…";
        return new IllegalArgumentException("'" + shown + "', which is not percent-encoded UTF-8");
    }
}
