package dev.carillon.standalone;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;

/**
 * Drops warnings of Kafka that come with healthy work. By their text and not by their logger, whose other
 * warnings matter.
 */
public final class KnownNoise extends Filter<ILoggingEvent> {

    private static final Map<String, String> TEXTS = Map.of(
            // The way in which a controller announces that it takes up its work, also as the only one.
            "org.apache.kafka.controller.QuorumController", "Performing controller activation",
            // Two threads close the connection to the controller in the same process; the second says so.
            "org.apache.kafka.clients.NetworkClient", "Attempting to close NetworkClient that has already been closed",
            // The broker is still writing the markers of this producer's last transaction; the client asks again in a
            // moment.
            "org.apache.kafka.clients.producer.internals.Sender", "Error: CONCURRENT_TRANSACTIONS",
            // A load asks for the committed offsets again before it has given up the first time.
            "org.apache.kafka.clients.consumer.internals.CommitRequestManager", "A duplicated, inflight, request");

    @Override
    public FilterReply decide(ILoggingEvent event) {
        String text = TEXTS.get(event.getLoggerName());
        return text != null && event.getFormattedMessage().contains(text) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
