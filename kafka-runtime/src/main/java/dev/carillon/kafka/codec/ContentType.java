package dev.carillon.kafka.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How the value of a command's record is written. The header {@code content-type} says it, its name and value in any
 * case; without one it is protobuf's binary form.
 */
enum ContentType {
    PROTOBUF("application/x-protobuf"),
    JSON("application/json");

    private static final String HEADER = "content-type";
    private static final String ACCEPTED =
            "must be application/json (in UTF-8) or application/x-protobuf, or be left out for the latter";

    private final String mediaType;

    ContentType(String mediaType) {
        this.mediaType = mediaType;
    }

    /**
     * What the headers of a record say.
     *
     * @throws UnreadableRecordException when they say something else, or more than one thing
     */
    static ContentType of(Headers headers) {
        List<String> given = new ArrayList<>();
        for (Header header : headers) {
            if (header.key().equalsIgnoreCase(HEADER)) {
                byte[] value = header.value();
                given.add(value == null ? "" : new String(value, StandardCharsets.UTF_8));
            }
        }
        if (given.size() > 1) {
            throw new UnreadableRecordException(HEADER, "must be given once, was given " + given.size() + " times");
        }
        return given.isEmpty() ? PROTOBUF : of(given.getFirst());
    }

    private static ContentType of(String given) {
        String[] parts = given.toLowerCase(Locale.ROOT).split(";", -1);
        for (ContentType type : values()) {
            if (type.mediaType.equals(parts[0].strip()) && type.hasOurCharset(parts)) {
                return type;
            }
        }
        throw new UnreadableRecordException(HEADER, ACCEPTED + ", was '" + Fields.shortened(given) + "'");
    }

    /** Parameters that we do not know are passed over, as for any media type. */
    private boolean hasOurCharset(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (this == JSON && parameter.startsWith("charset=") && !parameter.matches("charset=(utf-?8|\"utf-?8\")")) {
                return false;
            }
        }
        return true;
    }
}
