package dev.carillon.worker.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.AlertPolicy.Contact;
import dev.carillon.kafka.codec.AlertNotice;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final FlakySink sink = new FlakySink();
    private final Deliveries deliveries = new Deliveries(List.of(sink), now::get, this::pause, metrics);

    @Test
    void whatPassesIsTriedAgainWithGrowingPausesUntilItArrives() throws Exception {
        // Given
        sink.failuresBefore("slow", 3);

        // When
        deliveries.deliver(List.of(Alerts.to(Alerts.webhook("slow"))));

        // Then
        assertThat(sink.delivered).containsExactly("slow");
        assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(count("webhook", "delivered")).isEqualTo(1);
    }

    @Test
    void whatNeverArrivesIsGivenUpAndCountedAndHoldsUpNobody() throws Exception {
        // Given
        sink.failuresBefore("dead", Integer.MAX_VALUE);

        // When
        deliveries.deliver(List.of(Alerts.to(Alerts.webhook("dead"), Alerts.webhook("fine"))));

        // Then
        assertThat(sink.delivered).containsExactly("fine");
        assertThat(sink.tries("dead")).isEqualTo(Deliveries.MAX_TRIES);
        assertThat(count("webhook", "given-up")).isEqualTo(1);
    }

    @Test
    void whatIsRefusedForGoodIsTriedOnce() throws Exception {
        // Given
        sink.refuse("forbidden");

        // When
        deliveries.deliver(List.of(Alerts.to(Alerts.webhook("forbidden"))));

        // Then
        assertThat(sink.tries("forbidden")).isEqualTo(1);
        assertThat(count("webhook", "given-up")).isEqualTo(1);
    }

    @Test
    void aBatchEndsWithItsTime() throws Exception {
        // Given a sink whose every try takes a minute
        sink.failuresBefore("endless", Integer.MAX_VALUE);
        sink.onTry(() -> now.updateAndGet(instant -> instant.plusSeconds(60)));

        // When
        deliveries.deliver(List.of(Alerts.to(Alerts.webhook("endless"))));

        // Then
        assertThat(sink.tries("endless")).isEqualTo(2);
        assertThat(count("webhook", "given-up")).isEqualTo(1);
    }

    @Test
    void aSinkThatBreaksCostsItsOwnDeliveryOnly() throws Exception {
        // Given
        List<AlertNotice> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(Alerts.to(Alerts.webhook("broken"), Alerts.webhook("fine")));
        }

        // When
        deliveries.deliver(many);

        // Then
        assertThat(count("webhook", "given-up")).isEqualTo(200);
        assertThat(count("webhook", "delivered")).isEqualTo(200);
    }

    @Test
    void contactsThatCannotBeReachedFromHereAreCounted() throws Exception {
        // When
        deliveries.deliver(List.of(Alerts.to(new Contact("a", "12345", "a@example.com", "", ""))));

        // Then
        assertThat(count("phone", "unsupported")).isEqualTo(1);
        assertThat(count("mail", "unsupported")).isEqualTo(1);
    }

    private void pause(Duration time) {
        pauses.add(time);
        now.updateAndGet(instant -> instant.plus(time));
    }

    private double count(String sinkName, String outcome) {
        Counter counter = metrics.find("carillon.alerts.sent")
                .tags("sink", sinkName, "outcome", outcome)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    /** Fails as often as told, by the contact's webhook. */
    private static final class FlakySink implements AlertSink {

        final List<String> delivered = new CopyOnWriteArrayList<>();
        private final ConcurrentHashMap<String, AtomicInteger> tries = new ConcurrentHashMap<>();
        private final ConcurrentHashMap<String, Integer> failures = new ConcurrentHashMap<>();
        private volatile String refused = "";
        private volatile Runnable onTry = () -> {};

        void failuresBefore(String webhook, int count) {
            failures.put(webhook, count);
        }

        void refuse(String webhook) {
            refused = webhook;
        }

        void onTry(Runnable action) {
            onTry = action;
        }

        int tries(String webhook) {
            return tries.getOrDefault(webhook, new AtomicInteger()).get();
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
        public void deliver(AlertNotice alert, Contact contact) throws DeliveryException {
            onTry.run();
            int count = tries.computeIfAbsent(contact.webhook(), name -> new AtomicInteger())
                    .incrementAndGet();
            if (contact.webhook().equals("broken")) {
                throw new IllegalStateException("broken");
            }
            if (contact.webhook().equals(refused)) {
                throw DeliveryException.lasting("refused");
            }
            if (count <= failures.getOrDefault(contact.webhook(), 0)) {
                throw DeliveryException.passing("not yet");
            }
            delivered.add(contact.webhook());
        }
    }
}
