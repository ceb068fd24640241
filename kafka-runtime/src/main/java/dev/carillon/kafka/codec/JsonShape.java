package dev.carillon.kafka.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds a JSON text against a message's fields, token by token, before anything is built from it, and says where it
 * does not fit: the field's path as written, line and column.
 *
 * <p>Nothing is descended into but what the message has, so that a text cannot nest deeper than the message does. One
 * instance reads one text.
 */
final class JsonShape {

    /** Deeper than any message goes; guards the reader itself. */
    private static final int DEPTH_MAX = 32;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
            .build();

    private final JsonParser parser;

    private JsonShape(JsonParser parser) {
        this.parser = parser;
    }

    /** @throws UnreadableRecordException where the text is no JSON or does not fit the message */
    static void check(String text, Descriptor message) {
        try (JsonParser parser = JSON.createParser(text)) {
            new JsonShape(parser).document(message);
        } catch (JsonProcessingException e) {
            throw new UnreadableRecordException(
                    "record",
                    "record: must hold a " + message.getName() + " as JSON, cannot be parsed: "
                            + Fields.shortened(e.getOriginalMessage()) + place(e.getLocation()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
    }

    private void document(Descriptor type) throws IOException {
        if (parser.nextToken() == null) {
            throw new UnreadableRecordException("record", "must hold a " + type.getName() + " as JSON, is empty");
        }
        message(type, "record", "");
        if (parser.nextToken() != null) {
            throw refused("record", "must hold one " + type.getName() + ", goes on behind it");
        }
    }

    /** @param inside what the path of each field begins with */
    private void message(Descriptor type, String path, String inside) throws IOException {
        expect(path, parser.currentToken() == JsonToken.START_OBJECT, "an object");
        Set<FieldDescriptor> seen = new HashSet<>();
        Map<OneofDescriptor, String> chosen = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String at = inside + Fields.shortened(name);
            FieldDescriptor field = field(type, name);
            if (field == null) {
                throw refused(at, "is no field of " + type.getName() + ", which has " + names(type));
            }
            if (!seen.add(field)) {
                throw refused(at, "is given twice, as " + field.getName() + " and " + field.getJsonName());
            }
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                continue; // the same as left out
            }
            @Nullable OneofDescriptor oneof = field.getContainingOneof();
            @Nullable String other = oneof == null ? null : chosen.put(oneof, name);
            if (other != null) {
                throw refused(at, "must not be given beside " + other);
            }
            value(field, at);
        }
    }

    private void value(FieldDescriptor field, String at) throws IOException {
        if (field.isMapField()) {
            expect(at, parser.currentToken() == JsonToken.START_OBJECT, "an object");
            FieldDescriptor entry = field.getMessageType().findFieldByName("value");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String of = at + "." + Fields.shortened(parser.currentName());
                parser.nextToken();
                single(entry, of);
            }
        } else if (field.isRepeated()) {
            expect(at, parser.currentToken() == JsonToken.START_ARRAY, "an array");
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                single(field, at + "[" + i + "]");
            }
        } else {
            single(field, at);
        }
    }

    private void single(FieldDescriptor field, String at) throws IOException {
        JsonToken token = parser.currentToken();
        switch (field.getJavaType()) {
            case MESSAGE -> message(field.getMessageType(), at, at + ".");
            case STRING -> {
                expect(at, token == JsonToken.VALUE_STRING, "a text");
                expectWellFormed(at, parser.getText());
            }
            case BOOLEAN -> expect(at, token.isBoolean(), "true or false");
            case INT -> number(at, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> number(at, Long.MIN_VALUE, Long.MAX_VALUE);
            case ENUM -> {
                boolean known = token == JsonToken.VALUE_STRING
                        && field.getEnumType().findValueByName(parser.getText()) != null;
                expect(
                        at,
                        known,
                        field.getEnumType().getValues().stream()
                                .map(EnumValueDescriptor::getName)
                                .collect(Collectors.joining(", ", "one of ", "")));
            }
            case FLOAT, DOUBLE, BYTE_STRING ->
                throw new IllegalStateException("no command has a field like " + field.getFullName());
        }
    }

    private void number(String at, long min, long max) throws IOException {
        String expected = "a whole number, " + min + " … " + max;
        JsonToken token = parser.currentToken();
        expect(at, token == JsonToken.VALUE_STRING || token.isNumeric(), expected);
        String text = parser.getText();
        // What is longer is no 64-bit number, and a very long one would take long to find that out.
        expect(at, text.length() <= 40 && text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,9})?"), expected);
        try {
            long value = new BigDecimal(text).longValueExact();
            expect(at, value >= min && value <= max, expected);
        } catch (ArithmeticException e) {
            throw refused(at, "must be " + expected + ", was " + text);
        }
    }

    /** Half a surrogate pair cannot be written as UTF-8; the binary form refuses it too, and the reader does in names. */
    private void expectWellFormed(String at, String text) throws IOException {
        if (text.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw refused(at, "must be Unicode text, holds half a surrogate pair");
        }
    }

    private void expect(String at, boolean fits, String expected) throws IOException {
        if (!fits) {
            throw refused(at, "must be " + expected + ", was " + found());
        }
    }

    private String found() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "'" + Fields.shortened(parser.getText()) + "'";
            default -> Fields.shortened(parser.getText());
        };
    }

    private UnreadableRecordException refused(String at, String problem) {
        return new UnreadableRecordException(at, problem + place(parser.currentTokenLocation()));
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static @Nullable FieldDescriptor field(Descriptor type, String name) {
        return type.getFields().stream()
                .filter(field ->
                        field.getJsonName().equals(name) || field.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String names(Descriptor type) {
        return type.getFields().stream().map(FieldDescriptor::getJsonName).collect(Collectors.joining(", "));
    }
}
