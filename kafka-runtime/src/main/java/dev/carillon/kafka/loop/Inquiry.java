package dev.carillon.kafka.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A question to the brokers that is put again every so often, and never while an answer is awaited. Belongs to one thread and
 * never blocks it; answers arrive on another.
 *
 * @param <Q> what is asked about
 * @param <A> what the brokers answer
 */
final class Inquiry<Q, A> {

    private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);

    private final Function<Q, ? extends CompletionStage<A>> brokers;
    private final Duration every;
    private final String unanswered;
    private volatile boolean asking;
    private Instant dueAt = Instant.MIN;

    /**
     * @param brokers never throws
     * @param unanswered what it means when they do not answer; for the log
     */
    Inquiry(Function<Q, ? extends CompletionStage<A>> brokers, Duration every, String unanswered) {
        this.brokers = brokers;
        this.every = every;
        this.unanswered = unanswered;
    }

    /** Whether the question may be put now. */
    boolean isDue(Instant now) {
        return !asking && !now.isBefore(dueAt);
    }

    /** Puts the question; to be called when it is due. A failure is logged, and the question due again in its time. */
    void ask(Q about, Instant now, Consumer<A> answer) {
        asking = true;
        dueAt = now.plus(every);
        var unused = brokers.apply(about).whenComplete((found, failure) -> {
            try {
                if (failure == null) {
                    answer.accept(found);
                } else {
                    LOG.atDebug().addKeyValue("error", failure.toString()).log(unanswered);
                }
            } finally {
                asking = false;
            }
        });
    }
}
