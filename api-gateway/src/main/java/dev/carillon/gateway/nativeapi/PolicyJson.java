package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.AlertPolicy;
import dev.carillon.core.job.MisfirePolicy;
import dev.carillon.core.job.OverlapPolicy;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.job.TimeoutPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Policies; what is left out has its default. */
final class PolicyJson {

    private PolicyJson() {}

    static MisfirePolicy misfire(Optional<FieldReader> json) {
        if (json.isEmpty()) {
            return MisfirePolicy.DEFAULT;
        }
        FieldReader fields = json.get();
        MisfirePolicy policy = new MisfirePolicy(
                fields.optionalText("mode")
                        .map(mode -> oneOf(fields.pathOf("mode"), mode, MisfirePolicy.Mode.class))
                        .orElse(MisfirePolicy.DEFAULT.mode()),
                fields.millis("thresholdMs", MisfirePolicy.DEFAULT_THRESHOLD),
                fields.integer("cap", MisfirePolicy.DEFAULT_CAP),
                fields.millis("catchUpMs", MisfirePolicy.DEFAULT.catchUp()));
        fields.done();
        return policy;
    }

    static OverlapPolicy overlap(Optional<FieldReader> json) {
        if (json.isEmpty()) {
            return OverlapPolicy.SKIP;
        }
        FieldReader fields = json.get();
        OverlapPolicy policy = new OverlapPolicy(
                fields.optionalText("mode")
                        .map(mode -> oneOf(fields.pathOf("mode"), mode, OverlapPolicy.Mode.class))
                        .orElse(OverlapPolicy.SKIP.mode()),
                fields.integer("cap", OverlapPolicy.DEFAULT_CAP));
        fields.done();
        return policy;
    }

    static RetryPolicy retry(Optional<FieldReader> json) {
        if (json.isEmpty()) {
            return RetryPolicy.NONE;
        }
        FieldReader fields = json.get();
        RetryPolicy policy = new RetryPolicy(
                fields.integer("retries", RetryPolicy.NONE.retries()),
                fields.millis("intervalMs", RetryPolicy.NONE.interval()));
        fields.done();
        return policy;
    }

    static TimeoutPolicy timeout(Optional<FieldReader> json) {
        if (json.isEmpty()) {
            return TimeoutPolicy.NONE;
        }
        FieldReader fields = json.get();
        TimeoutPolicy policy = new TimeoutPolicy(
                fields.millis("limitMs", TimeoutPolicy.NONE.limit()),
                fields.flag("alert", false),
                fields.flag("kill", false));
        fields.done();
        return policy;
    }

    static AlertPolicy alerts(Optional<FieldReader> json) {
        if (json.isEmpty()) {
            return AlertPolicy.NONE;
        }
        FieldReader fields = json.get();
        List<AlertPolicy.Contact> contacts =
                fields.objects("contacts").stream().map(PolicyJson::contact).toList();
        AlertPolicy policy = new AlertPolicy(
                fields.flag("onFailure", false),
                fields.integer("failuresInARow", 1),
                fields.flag("onTimeout", false),
                fields.flag("onNoWorker", false),
                fields.flag("onSuccess", false),
                fields.texts("channels"),
                contacts);
        fields.done();
        return policy;
    }

    private static AlertPolicy.Contact contact(FieldReader fields) {
        AlertPolicy.Contact contact = new AlertPolicy.Contact(
                fields.text("name", ""),
                fields.text("phone", ""),
                fields.text("mail", ""),
                fields.text("ding", ""),
                fields.text("webhook", ""));
        fields.done();
        return contact;
    }

    static <E extends Enum<E>> E oneOf(String path, String name, Class<E> values) {
        return Arrays.stream(values.getEnumConstants())
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow(() -> FieldReader.invalid(
                        path, "must be one of " + Arrays.toString(values.getEnumConstants()) + ", was " + name));
    }

    static void write(ObjectNode job, MisfirePolicy misfire, OverlapPolicy overlap) {
        job.putObject("misfire")
                .put("mode", misfire.mode().name())
                .put("thresholdMs", misfire.threshold().toMillis())
                .put("cap", misfire.cap())
                .put("catchUpMs", misfire.catchUp().toMillis());
        job.putObject("overlap").put("mode", overlap.mode().name()).put("cap", overlap.cap());
    }

    static void write(ObjectNode job, RetryPolicy retry, TimeoutPolicy timeout) {
        job.putObject("retry")
                .put("retries", retry.retries())
                .put("intervalMs", retry.interval().toMillis());
        job.putObject("timeout")
                .put("limitMs", timeout.limit().toMillis())
                .put("alert", timeout.alert())
                .put("kill", timeout.kill());
    }

    static void write(ObjectNode job, AlertPolicy policy) {
        ObjectNode json = job.putObject("alerts")
                .put("onFailure", policy.onFailure())
                .put("failuresInARow", policy.failuresInARow())
                .put("onTimeout", policy.onTimeout())
                .put("onNoWorker", policy.onNoWorker())
                .put("onSuccess", policy.onSuccess());
        ArrayNode channels = json.putArray("channels");
        policy.channels().forEach(channels::add);
        ArrayNode contacts = json.putArray("contacts");
        for (AlertPolicy.Contact contact : policy.contacts()) {
            contacts.addObject()
                    .put("name", contact.name())
                    .put("phone", contact.phone())
                    .put("mail", contact.mail())
                    .put("ding", contact.ding())
                    .put("webhook", contact.webhook());
        }
    }
}
