package dev.carillon.worker.alert;

import dev.carillon.core.job.AlertPolicy.Contact;
import dev.carillon.kafka.codec.AlertNotice;
import dev.carillon.kafka.health.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers a batch of alerts to all their contacts, each delivery on a thread of its own, so that a contact who does not
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

    private record Delivery(AlertNotice alert, Contact contact, AlertSink sink) {}

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
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("alert-delivery-", 0).factory())) {
            for (Delivery delivery : deliveries(alerts)) {
                room.acquire();
                threads.execute(() -> {
                    try {
                        deliver(delivery, deadline);
                    } finally {
                        room.release();
                    }
                });
            }
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while alerts were delivered");
        }
    }

    private List<Delivery> deliveries(List<AlertNotice> alerts) {
        List<Delivery> deliveries = new ArrayList<>();
        for (AlertNotice alert : alerts) {
            for (Contact contact : alert.contacts()) {
                countUnreachable(contact);
                sinks.stream()
                        .filter(sink -> sink.serves(contact))
                        .forEach(sink -> deliveries.add(new Delivery(alert, contact, sink)));
            }
        }
        return deliveries;
    }

    private void deliver(Delivery delivery, Instant deadline) {
        try {
            for (int tries = 1; ; tries++) {
                try {
                    delivery.sink().deliver(delivery.alert(), delivery.contact());
                    count(delivery.sink().name(), "delivered");
                    return;
                } catch (DeliveryException e) {
                    Duration next = FIRST_PAUSE.multipliedBy(1L << (tries - 1));
                    if (!e.isRetryable()
                            || tries == MAX_TRIES
                            || clock.instant().plus(next).isAfter(deadline)) {
                        giveUp(delivery, tries, e);
                        return;
                    }
                    pause.pause(next);
                }
            }
        } catch (RuntimeException e) {
            giveUp(delivery, 1, e);
        } catch (InterruptedException e) {
            // The node stops; the batch is not committed and another node delivers it.
            Thread.currentThread().interrupt();
        }
    }

    private void giveUp(Delivery delivery, int tries, Exception cause) {
        count(delivery.sink().name(), "given-up");
        LOG.atWarn()
                .addKeyValue("jobId", delivery.alert().jobId())
                .addKeyValue("kind", delivery.alert().kind())
                .addKeyValue("contact", delivery.contact().name())
                .addKeyValue("sink", delivery.sink().name())
                .addKeyValue("tries", tries)
                .addKeyValue("error", cause.toString())
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
