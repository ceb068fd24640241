package dev.carillon.gateway.service;

import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.kafka.codec.CommandCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.topics.Topics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes commands and gives each its reply.
 *
 * <pre>
 * exchange ─▶ registered as waiting (bounded) ─▶ producer, off the event loop ─▶ commands ─▶ scheduler
 *    ▲                     │ no reply in time: UNAVAILABLE                                       │
 *    └───── {@link ReplyReader} ◀────────────────── replies ◀────────────────────────────────────────────┘
 * </pre>
 *
 * <p>Kafka's {@code send} may block; vertx-kafka-client calls it on a worker thread, and what waits there is bounded by the number
 * of waiting replies. Futures complete on the context of the caller. The key is the job id's decimal text, so Kafka's
 * own partitioner finds the job's shard.
 */
public final class CommandPublisher implements CommandChannel {

    private static final Logger LOG = LoggerFactory.getLogger(CommandPublisher.class);

    private final Vertx vertx;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ReplyReader replies;
    private final PendingReplies pending;
    private final String topic;
    private final String gatewayId;
    private final Duration timeout;
    private final InstantSource clock;

    /**
     * How the publisher is bounded.
     *
     * @param gatewayId new with every start
     * @param replyTimeout from the request to its reply
     * @param maxPending commands that may wait for their reply at once
     */
    public record Settings(String gatewayId, Duration replyTimeout, int maxPending) {}

    private CommandPublisher(
            Vertx vertx,
            ClusterSettings cluster,
            Settings settings,
            ReplyReader replies,
            PendingReplies pending,
            InstantSource clock) {
        this.vertx = vertx;
        this.producer = KafkaProducer.create(
                vertx, configuration(cluster, settings), new ByteArraySerializer(), new ByteArraySerializer());
        this.replies = replies;
        this.pending = pending;
        this.topic = Topics.of(cluster).commands();
        this.gatewayId = settings.gatewayId();
        this.timeout = settings.replyTimeout();
        this.clock = clock;
    }

    /** Completes when commands may be sent: replies are being read by then. */
    public static Future<CommandPublisher> start(
            Vertx vertx, ClusterSettings cluster, Settings settings, InstantSource clock) {
        PendingReplies pending = new PendingReplies(settings.maxPending());
        return ReplyReader.start(vertx, cluster, settings.gatewayId(), pending)
                .map(replies -> new CommandPublisher(vertx, cluster, settings, replies, pending, clock));
    }

    @Override
    public Future<Reply> exchange(Command command) {
        String commandId = command.request().commandId();
        Promise<Reply> reply = Promise.promise();
        if (!pending.add(commandId, reply)) {
            return Future.failedFuture(new ApiException(ApiError.of(
                    Category.TOO_MANY, "too many commands wait for their reply; nothing was sent, try again later")));
        }
        long timer = vertx.setTimer(timeout.toMillis(), id -> reply.tryFail(unknownOutcome(commandId)));
        producer.send(record(command)).onFailure(e -> {
            LOG.atWarn()
                    .addKeyValue("commandId", commandId)
                    .addKeyValue("error", e.toString())
                    .log("a command was not confirmed");
            reply.tryFail(unknownOutcome(commandId));
        });
        Context caller = vertx.getOrCreateContext();
        Promise<Reply> back = Promise.promise();
        reply.future().onComplete(result -> {
            vertx.cancelTimer(timer);
            pending.remove(commandId, reply);
            // The reader's event loop must not run what belongs to another one.
            caller.runOnContext(unused -> back.handle(result));
        });
        return back.future();
    }

    /** Commands that wait for their reply now; a metric. */
    public int waiting() {
        return pending.size();
    }

    private KafkaProducerRecord<byte[], byte[]> record(Command command) {
        byte[] value = CommandCodec.toProto(command, clock.instant()).toBuilder()
                .setReplyTo(gatewayId)
                .build()
                .toByteArray();
        return KafkaProducerRecord.create(topic, Keys.of(command.jobId()), value);
    }

    private static ApiException unknownOutcome(String commandId) {
        return new ApiException(ApiError.of(
                Category.UNAVAILABLE,
                "no scheduler has answered in time; command " + commandId
                        + " may still apply, and repeating it with the same id gives its outcome"));
    }

    private static Map<String, String> configuration(ClusterSettings cluster, Settings settings) {
        Map<String, String> configuration = new HashMap<>(cluster.kafka());
        configuration.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrap());
        configuration.put(ProducerConfig.ACKS_CONFIG, "all");
        configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        configuration.put(ProducerConfig.LINGER_MS_CONFIG, "1");
        configuration.put(ProducerConfig.CLIENT_ID_CONFIG, "gateway-commands");
        // Nothing is sent any more when its caller has been told that the outcome is unknown.
        String timeoutMs = Long.toString(settings.replyTimeout().toMillis());
        configuration.put(
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                Long.toString(settings.replyTimeout().toMillis() / 2));
        configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeoutMs);
        configuration.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Long.toString(settings.replyTimeout().toMillis() / 2));
        return configuration;
    }

    /** Sends what was accepted, then stops. */
    public Future<Void> close() {
        return producer.close().eventually(replies::close);
    }
}
