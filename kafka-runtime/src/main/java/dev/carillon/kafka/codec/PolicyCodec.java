package dev.carillon.kafka.codec;

import dev.carillon.core.job.AlertPolicy;
import dev.carillon.core.job.MisfirePolicy;
import dev.carillon.core.job.OverlapPolicy;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.job.TimeoutPolicy;
import java.time.Duration;
import java.util.List;

/** The policies of a definition; what is left out of them has its default. */
final class PolicyCodec {

    private static final Interner<MisfirePolicy> MISFIRE = new Interner<>();
    private static final Interner<OverlapPolicy> OVERLAP = new Interner<>();
    private static final Interner<RetryPolicy> RETRY = new Interner<>();
    private static final Interner<TimeoutPolicy> TIMEOUT = new Interner<>();
    private static final Interner<AlertPolicy> ALERTS = new Interner<>();

    private PolicyCodec() {}

    static dev.carillon.proto.v1.MisfirePolicy toProto(MisfirePolicy policy) {
        return dev.carillon.proto.v1.MisfirePolicy.newBuilder()
                .setMode(WireEnums.MISFIRE.toWire(policy.mode()))
                .setThresholdMs(policy.threshold().toMillis())
                .setCap(policy.cap())
                .setCatchUpMs(policy.catchUp().toMillis())
                .build();
    }

    static MisfirePolicy fromProto(dev.carillon.proto.v1.MisfirePolicy wire) {
        MisfirePolicy defaults = MisfirePolicy.DEFAULT;
        boolean unspecified = wire.getMode() == dev.carillon.proto.v1.MisfirePolicy.Mode.MODE_UNSPECIFIED;
        MisfirePolicy.Mode mode =
                unspecified ? defaults.mode() : WireEnums.MISFIRE.fromWire("misfire.mode", wire.getMode());
        return MISFIRE.intern(Fields.checked(() -> new MisfirePolicy(
                mode,
                wire.getThresholdMs() == 0 ? defaults.threshold() : Duration.ofMillis(wire.getThresholdMs()),
                wire.getCap() == 0 ? defaults.cap() : wire.getCap(),
                Duration.ofMillis(wire.getCatchUpMs()))));
    }

    static dev.carillon.proto.v1.OverlapPolicy toProto(OverlapPolicy policy) {
        return dev.carillon.proto.v1.OverlapPolicy.newBuilder()
                .setMode(WireEnums.OVERLAP.toWire(policy.mode()))
                .setCap(policy.cap())
                .build();
    }

    static OverlapPolicy fromProto(dev.carillon.proto.v1.OverlapPolicy wire) {
        boolean unspecified = wire.getMode() == dev.carillon.proto.v1.OverlapPolicy.Mode.MODE_UNSPECIFIED;
        OverlapPolicy.Mode mode =
                unspecified ? OverlapPolicy.Mode.SKIP : WireEnums.OVERLAP.fromWire("overlap.mode", wire.getMode());
        return OVERLAP.intern(Fields.checked(
                () -> new OverlapPolicy(mode, wire.getCap() == 0 ? OverlapPolicy.DEFAULT_CAP : wire.getCap())));
    }

    static dev.carillon.proto.v1.RetryPolicy toProto(RetryPolicy policy) {
        return dev.carillon.proto.v1.RetryPolicy.newBuilder()
                .setRetries(policy.retries())
                .setIntervalMs(policy.interval().toMillis())
                .build();
    }

    static RetryPolicy fromProto(dev.carillon.proto.v1.RetryPolicy wire) {
        return RETRY.intern(
                Fields.checked(() -> new RetryPolicy(wire.getRetries(), Duration.ofMillis(wire.getIntervalMs()))));
    }

    static dev.carillon.proto.v1.TimeoutPolicy toProto(TimeoutPolicy policy) {
        return dev.carillon.proto.v1.TimeoutPolicy.newBuilder()
                .setLimitMs(policy.limit().toMillis())
                .setAlert(policy.alert())
                .setKill(policy.kill())
                .build();
    }

    static TimeoutPolicy fromProto(dev.carillon.proto.v1.TimeoutPolicy wire) {
        return TIMEOUT.intern(Fields.checked(
                () -> new TimeoutPolicy(Duration.ofMillis(wire.getLimitMs()), wire.getAlert(), wire.getKill())));
    }

    static dev.carillon.proto.v1.AlertPolicy toProto(AlertPolicy policy) {
        return dev.carillon.proto.v1.AlertPolicy.newBuilder()
                .setOnFailure(policy.onFailure())
                .setFailuresInARow(policy.failuresInARow())
                .setOnTimeout(policy.onTimeout())
                .setOnNoWorker(policy.onNoWorker())
                .setOnSuccess(policy.onSuccess())
                .addAllChannels(policy.channels())
                .addAllContacts(contactsToProto(policy.contacts()))
                .build();
    }

    static AlertPolicy fromProto(dev.carillon.proto.v1.AlertPolicy wire) {
        return ALERTS.intern(Fields.checked(() -> new AlertPolicy(
                wire.getOnFailure(),
                wire.getFailuresInARow() == 0 ? 1 : wire.getFailuresInARow(),
                wire.getOnTimeout(),
                wire.getOnNoWorker(),
                wire.getOnSuccess(),
                wire.getChannelsList(),
                contacts(wire.getContactsList()))));
    }

    static List<dev.carillon.proto.v1.Contact> contactsToProto(List<AlertPolicy.Contact> contacts) {
        return contacts.stream()
                .map(contact -> dev.carillon.proto.v1.Contact.newBuilder()
                        .setName(contact.name())
                        .setPhone(contact.phone())
                        .setMail(contact.mail())
                        .setDing(contact.ding())
                        .setWebhook(contact.webhook())
                        .build())
                .toList();
    }

    static List<AlertPolicy.Contact> contacts(List<dev.carillon.proto.v1.Contact> wire) {
        return Fields.checked(() -> wire.stream()
                .map(contact -> new AlertPolicy.Contact(
                        contact.getName(),
                        contact.getPhone(),
                        contact.getMail(),
                        contact.getDing(),
                        contact.getWebhook()))
                .toList());
    }
}
