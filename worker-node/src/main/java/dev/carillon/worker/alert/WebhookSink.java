package dev.carillon.worker.alert;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.carillon.core.job.AlertPolicy.Contact;
import dev.carillon.kafka.codec.AlertNotice;
import java.io.IOException;

/**
 * Posts the alert as JSON to the contact's webhook; any 2xx answer counts as delivered.
 *
 * <pre>{@code
 * {"jobId":42,"jobName":"nightly","namespace":"default","group":"default","kind":"FAILURE",
 *  "at":"2026-03-01T12:00:00Z","executionId":"42-s1772366400000","failuresInARow":3,
 *  "message":"…","contact":"on-call"}
 * }</pre>
 */
public final class WebhookSink implements AlertSink {

    private final JsonPost post;

    public WebhookSink(JsonPost post) {
        this.post = post;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public boolean serves(Contact contact) {
        return !contact.webhook().isEmpty();
    }

    @Override
    public void deliver(AlertNotice alert, Contact contact) throws DeliveryException, InterruptedException {
        post.post(contact.webhook(), JsonText.object(json -> write(alert, contact, json)));
    }

    private static void write(AlertNotice alert, Contact contact, JsonGenerator json) throws IOException {
        json.writeNumberField("jobId", alert.jobId().value());
        json.writeStringField("jobName", alert.jobName());
        json.writeStringField("namespace", alert.namespace());
        json.writeStringField("group", alert.group());
        json.writeStringField("kind", alert.kind().name());
        json.writeStringField("at", alert.at().toString());
        if (alert.executionId() != null) {
            json.writeStringField("executionId", alert.executionId().toString());
        }
        json.writeNumberField("failuresInARow", alert.failuresInARow());
        json.writeStringField("message", alert.message());
        json.writeStringField("contact", contact.name());
    }
}
