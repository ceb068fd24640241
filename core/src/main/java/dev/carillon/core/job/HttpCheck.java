package dev.carillon.core.job;

/** Which answer to an HTTP task counts as success. */
public sealed interface HttpCheck {

    /** Any 2xx status. */
    record Successful() implements HttpCheck {}

    /** Exactly this status. */
    record StatusIs(int status) implements HttpCheck {
        public StatusIs {
            Checks.range("task.http.check.status", status, 100, 599);
        }
    }

    /** Status 200, and the JSON answer's field has this value, compared as text. */
    record JsonField(String field, String value) implements HttpCheck {
        public JsonField {
            Checks.text("task.http.check.field", field, 255);
        }
    }

    /** Status 200, and the body is exactly this. */
    record BodyIs(String body) implements HttpCheck {}
}
