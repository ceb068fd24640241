package dev.carillon.standalone;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/**
 * Drops warnings of Kafka that come with healthy work. By their text and not by their logger, whose other
 * warnings matter.
 */
public final class KnownNoise extends Filter<ILoggingEvent> {

    private record Line(String logger, String text) {}

    private static final List<Line> LINES = List.of(
            // The way in which a controller announces that it takes up its work, also as the only one.
            new Line("org.apache.kafka.controller.QuorumController", "Performing controller activation"),
            // Two threads close the connection to the controller in the same process; the second says so.
            new Line(
                    "org.apache.kafka.clients.NetworkClient",
                    "Attempting to close NetworkClient that has already been closed"),
            // The broker is still writing the markers of this producer's last transaction; the client asks again in a
            // moment.
            new Line("org.apache.kafka.clients.producer.internals.Sender", "Error: CONCURRENT_TRANSACTIONS"),
            // A topic was made this moment, or its leader has changed; the client asks who it is and sends again.
            new Line("org.apache.kafka.clients.producer.internals.Sender", "Error: NOT_LEADER_OR_FOLLOWER"),
            new Line("org.apache.kafka.clients.producer.internals.Sender", "NotLeaderOrFollowerException"),
            // At a first start several clients ask for a coordinator before the broker knows of the topic it has just
            // made for the first of them.
            new Line("kafka.server.DefaultAutoTopicCreationManager", "TOPIC_ALREADY_EXISTS"),
            // A reader of the fleet is closed while a poll is on its way, which changes nothing.
            new Line("org.apache.kafka.clients.consumer.internals.ConsumerNetworkThread", "Close timeout of"),
            // A record and the file that holds it were dated within the same few milliseconds.
            new Line("LogFutureTimestampLogger", "contains future timestamp(s)"),
            // A load asks for committed offsets that a transaction may still change; it asks again.
            new Line(
                    "org.apache.kafka.clients.admin.internals.ListConsumerGroupOffsetsHandler",
                    "UNSTABLE_OFFSET_COMMIT"));

    @Override
    public FilterReply decide(ILoggingEvent event) {
        for (Line line : LINES) {
            if (line.logger().equals(event.getLoggerName())
                    && event.getFormattedMessage().contains(line.text())) {
                return FilterReply.DENY;
            }
        }
        return FilterReply.NEUTRAL;
    }
}
