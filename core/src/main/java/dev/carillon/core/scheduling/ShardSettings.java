package dev.carillon.core.scheduling;

import java.time.Duration;

/**
 * The limits and waits of a shard.
 *
 * @param lookahead how long before its due instant a fire is emitted, so that Kafka's latency does not show
 * @param lease of a worker; a loaded execution keeps its worker for at least so long after the load
 * @param startGrace how long after its due instant (or after it was sent, when that is later) a worker may begin
 * @param noWorkerAlertAfter how long an execution waits for a worker before the alert
 * @param noWorkerFailAfter how long it waits before it fails
 * @param declineBackoffMax longest wait before a declined execution is offered again
 * @param timeoutGrace how long after an attempt's limit the shard waits for the worker to enforce it
 */
public record ShardSettings(
        Duration lookahead,
        Duration lease,
        Duration startGrace,
        Duration noWorkerAlertAfter,
        Duration noWorkerFailAfter,
        Duration declineBackoffMax,
        Duration timeoutGrace) {

    public static final ShardSettings DEFAULT = new ShardSettings(
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10));
}
