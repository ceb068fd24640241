package dev.carillon.worker.runner.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.carillon.core.job.HttpCheck;
import java.io.IOException;
import java.util.Optional;

/** Judges an answer; a failure says what was expected and what came. */
final class AnswerCheck {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int OK = 200;

    private AnswerCheck() {}

    /** Empty when the answer counts as success. */
    static Optional<String> failure(HttpCheck check, Answer answer) {
        return switch (check) {
            case HttpCheck.Successful() -> unless(answer.status() / 100 == 2, "a status of 200 to 299", answer, "");
            case HttpCheck.StatusIs(int status) -> unless(answer.status() == status, "status " + status, answer, "");
            case HttpCheck.JsonField(String field, String value) -> json(field, value, answer);
            case HttpCheck.BodyIs(String body) ->
                unless(
                        answer.status() == OK && answer.whole() && answer.text().equals(body),
                        "status 200 and the body \"" + body + "\"",
                        answer,
                        "");
        };
    }

    private static Optional<String> json(String field, String value, Answer answer) {
        String expected = "status 200 and JSON with " + field + " = \"" + value + "\"";
        if (answer.status() != OK || !answer.whole()) {
            return unless(false, expected, answer, "");
        }
        try {
            Optional<String> found = topLevelField(answer.text(), field);
            String note = found.map(text -> field + " = \"" + text + "\" in ").orElse("no such field in ");
            return unless(found.isPresent() && found.get().equals(value), expected, answer, note);
        } catch (IOException e) {
            return unless(false, expected, answer, "what is not a JSON object: ");
        }
    }

    /**
     * The text of a field of the outermost object: of a string its value, of a number or boolean what is written. Null,
     * objects and arrays have none. Of a field that is there twice the last counts, as in SchedulerX's parser.
     */
    private static Optional<String> topLevelField(String text, String field) throws IOException {
        Optional<String> found = Optional.empty();
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                boolean wanted = field.equals(parser.currentName());
                JsonToken value = parser.nextToken();
                if (wanted) {
                    boolean plain = value.isScalarValue() && value != JsonToken.VALUE_NULL;
                    found = plain ? Optional.of(parser.getText()) : Optional.empty();
                }
                parser.skipChildren();
            }
        }
        return found;
    }

    private static Optional<String> unless(boolean met, String expected, Answer answer, String note) {
        if (met) {
            return Optional.empty();
        }
        String size = answer.whole() ? "" : " (over " + Answer.MAX_BODY_BYTES + " bytes)";
        return Optional.of(
                "expected " + expected + ", got status " + answer.status() + ", " + note + body(answer) + size);
    }

    private static String body(Answer answer) {
        return answer.size() == 0 ? "an empty body" : "\"" + answer.excerpt() + "\"";
    }
}
