package dev.carillon.worker.alert;

import dev.carillon.core.job.AlertPolicy.Contact;
import dev.carillon.kafka.codec.AlertNotice;

/** One way of telling somebody. Thread-safe; {@link #deliver} may block for some seconds. */
public interface AlertSink {

    /** For metrics and logs: lower case, one of few. */
    String name();

    /** Whether the contact can be reached in this way. */
    boolean serves(Contact contact);

    /**
     * Tells the contact once. The same alert may be delivered again after a crash.
     *
     * @throws DeliveryException when it did not arrive, or may not have
     */
    void deliver(AlertNotice alert, Contact contact) throws DeliveryException, InterruptedException;
}
