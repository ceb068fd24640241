package dev.carillon.worker.alert;

import dev.carillon.core.job.AlertPolicy.Contact;
import dev.carillon.kafka.codec.AlertNotice;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Posts the alert to a DingTalk robot in its text form, {@code {"msgtype":"text","text":{"content":"…"}}}.
 *
 * <p>A robot answers with status 200 whatever it thinks of the message; {@code errcode} tells. Every text begins with
 * {@value #KEYWORD}, so a robot whose security is a keyword can be given this one.
 */
public final class DingTalkSink implements AlertSink {

    static final String KEYWORD = "Carillon";

    /** The robot is busy, or has had more than its 20 messages within a minute. */
    private static final Set<Long> PASSING = Set.of(-1L, 130_101L, 410_100L);

    private final JsonPost post;

    public DingTalkSink(JsonPost post) {
        this.post = post;
    }

    @Override
    public String name() {
        return "dingtalk";
    }

    @Override
    public boolean serves(Contact contact) {
        return !contact.ding().isEmpty();
    }

    @Override
    public void deliver(AlertNotice alert, Contact contact) throws DeliveryException, InterruptedException {
        String answer = post.post(contact.ding(), body(alert));
        OptionalLong code = JsonText.number(answer, "errcode");
        if (code.isPresent() && code.getAsLong() != 0) {
            String message = "the DingTalk robot answered with errcode " + code.getAsLong();
            throw PASSING.contains(code.getAsLong())
                    ? DeliveryException.passing(message)
                    : DeliveryException.lasting(message);
        }
    }

    private static String body(AlertNotice alert) {
        return JsonText.object(json -> {
            json.writeStringField("msgtype", "text");
            json.writeObjectFieldStart("text");
            json.writeStringField("content", content(alert));
            json.writeEndObject();
        });
    }

    private static String content(AlertNotice alert) {
        String execution = alert.executionId() == null ? "" : "\nexecution " + alert.executionId();
        return KEYWORD + " " + alert.kind() + ": " + alert.message() + "\njob " + alert.jobName() + " (" + alert.jobId()
                + ") of " + alert.namespace() + " / " + alert.group() + execution + "\n" + alert.at();
    }
}
