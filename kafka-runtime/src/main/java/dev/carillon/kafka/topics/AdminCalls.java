package dev.carillon.kafka.topics;

import dev.carillon.kafka.settings.StartRefusedException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for an answer of the brokers, while a node starts. */
final class AdminCalls {

    /** Longer than the failover of a controller. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private AdminCalls() {}

    /**
     * @param what for the message: "the brokers did not {what}"
     * @throws KafkaException what the broker answered
     * @throws StartRefusedException when there is no answer in time
     */
    static <T> T await(String what, KafkaFuture<T> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException timeout) {
                throw noAnswer(what, timeout);
            }
            throw e.getCause() instanceof KafkaException kafka
                    ? kafka
                    : new KafkaException("the brokers did not " + what, e.getCause());
        } catch (TimeoutException e) {
            throw noAnswer(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefusedException("Interrupted while waiting for the brokers to " + what + ".", e);
        }
    }

    private static StartRefusedException noAnswer(String what, Exception cause) {
        return new StartRefusedException(
                "The brokers did not " + what + " in time; check the setting bootstrap and that they run.", cause);
    }
}
