package dev.carillon.standalone.transfer;

import dev.carillon.kafka.settings.StartRefusedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;

/** How the clients of a command for people are set up, and how what Kafka answers reads for the person who waits for it. */
public final class KafkaAnswers {

    public static final int ANSWER_WITHIN_MS = 10_000;
    public static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private KafkaAnswers() {}

    public static Map<String, Object> config(Map<String, Object> client, String clientId) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("client.id", clientId);
        config.put("default.api.timeout.ms", ANSWER_WITHIN_MS);
        config.put("request.timeout.ms", ANSWER_WITHIN_MS / 2);
        return config;
    }

    public static Map<String, Object> consumer(Map<String, Object> client, String clientId) {
        Map<String, Object> config = config(client, clientId);
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "earliest");
        config.put("enable.auto.commit", false);
        config.put("allow.auto.create.topics", false);
        return config;
    }

    public static <T> T await(String bootstrap, KafkaFuture<T> asked) throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw refused(bootstrap, e.getCause() == null ? e : e.getCause());
        }
    }

    public static StartRefusedException refused(String bootstrap, Throwable cause) {
        String problem = switch (cause) {
            case AuthenticationException e -> "does not take the login (" + e.getMessage() + ")";
            case AuthorizationException e -> "does not permit it (" + e.getMessage() + ")";
            case RetriableException e -> "does not answer (" + e.getMessage() + "); is it running?";
            default -> "failed: " + cause;
        };
        return new StartRefusedException("Kafka at " + bootstrap + " " + problem, cause);
    }
}
