package dev.carillon.cluster.harness;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what brokers answer to a test. */
public final class KafkaAnswers {

    private static final long WITHIN_SECONDS = 30;

    private KafkaAnswers() {}

    /** @throws AssertionError when there is no answer, or a refusal */
    public static <T> T of(String what, KafkaFuture<T> answer) {
        try {
            return answer.get(WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the brokers did not answer: " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted: " + what, e);
        }
    }
}
