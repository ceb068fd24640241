package dev.carillon.worker.alert;

import dev.carillon.core.job.AlertPolicy.Contact;
import dev.carillon.kafka.codec.AlertNotice;
import dev.carillon.kafka.health.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers a batch of alerts to all their contacts, each delivery on a virtual thread, so that a contact who does not
 * answer holds up nobody but itself. Every delivery ends: with success, or given up after a few tries or at the end of
 * the batch's time, which is counted and logged.
 *
 * <p>Contacts that have only a phone number or a mail address cannot be reached from here; they are counted too.
 */
final class Deliveries {

    /** Waits between two tries; a test does not. */
    interface Pause {
        void pause(Duration time) throws InterruptedException;
    }

    static final int MAX_TRIES = 5;
    static final Duration BATCH_TIME = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int AT_ONCE = 64;
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final List<AlertSink> sinks;
    private final InstantSource clock;
    private final Pause pause;
    private final MeterRegistry metrics;

    Deliveries(List<AlertSink> sinks, InstantSource clock, Pause pause, MeterRegistry metrics) {
        this.sinks = List.copyOf(sinks);
        this.clock = clock;
        this.pause = pause;
        this.metrics = metrics;
    }

    /** Returns when every delivery has ended. */
    void deliver(List<AlertNotice> alerts) throws InterruptedException {
        Instant deadline = clock.instant().plus(BATCH_TIME);
        Semaphore room = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (AlertNotice alert : alerts) {
                for (Contact contact : alert.contacts()) {
                    countUnreachable(contact);
                    for (AlertSink sink : sinks) {
                        if (sink.serves(contact)) {
                            room.acquire();
                            threads.execute(() -> {
                                deliver(alert, contact, sink, deadline);
                                room.release();
                            });
                        }
                    }
                }
            }
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while alerts were delivered");
        }
    }

    private void deliver(AlertNotice alert, Contact contact, AlertSink sink, Instant deadline) {
        try {
            for (int tries = 1; ; tries++) {
                try {
                    sink.deliver(alert, contact);
                    count(sink.name(), "delivered");
                    return;
                } catch (DeliveryException e) {
                    Duration next = FIRST_PAUSE.multipliedBy(1L << (tries - 1));
                    if (!e.isRetryable()
                            || tries == MAX_TRIES
                            || clock.instant().plus(next).isAfter(deadline)) {
                        giveUp(alert, contact, sink, tries, e);
                        return;
                    }
                    pause.pause(next);
                }
            }
        } catch (InterruptedException e) {
            // The node stops; the batch is not committed and another node delivers it.
            Thread.currentThread().interrupt();
        }
    }

    private void giveUp(AlertNotice alert, Contact contact, AlertSink sink, int tries, DeliveryException cause) {
        count(sink.name(), "given-up");
        LOG.atWarn()
                .addKeyValue("jobId", alert.jobId())
                .addKeyValue("kind", alert.kind())
                .addKeyValue("contact", contact.name())
                .addKeyValue("sink", sink.name())
                .addKeyValue("tries", tries)
                .addKeyValue("error", cause.getMessage())
                .log("An alert could not be delivered and is given up; it stays in the alerts topic");
    }

    private void countUnreachable(Contact contact) {
        if (!contact.phone().isEmpty()) {
            count("phone", "unsupported");
        }
        if (!contact.mail().isEmpty()) {
            count("mail", "unsupported");
        }
    }

    private void count(String sink, String outcome) {
        Metric.ALERTS_SENT.counter(metrics, sink, outcome).increment();
    }
}
