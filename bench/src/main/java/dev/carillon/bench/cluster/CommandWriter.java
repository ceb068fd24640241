package dev.carillon.bench.cluster;

import dev.carillon.bench.BenchFailedException;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes jobs as a user's own producer does: by commands, straight to the topic, without a gateway. */
public final class CommandWriter implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaAccess kafka;
    private final Producer<byte[], byte[]> producer;

    public CommandWriter(KafkaAccess kafka) {
        this.kafka = kafka;
        this.producer = kafka.producer();
    }

    /** Makes the jobs of a plan; returns when the schedulers have committed every one, with how long that took. */
    public Duration create(FirePlan plan, Duration within) {
        return create(plan.jobs(), job -> JobTemplate.of(plan, job), within);
    }

    /** Makes cron jobs that fire once a year, each at another second, as far as a year has seconds. */
    public Duration createYearly(int jobs, Duration within) {
        return create(jobs, job -> JobTemplate.yearly(1 + job), within);
    }

    /** Makes jobs; returns when the schedulers have committed every one, with how long that took. */
    Duration create(int jobs, IntFunction<JobDefinition> definition, Duration within) {
        try (TopicLog log = new TopicLog(kafka);
                Consumer<byte[], byte[]> made = kafka.reader()) {
            var ends = log.ends(BenchCluster.TOPICS.jobs());
            made.assign(ends.keySet());
            ends.forEach(made::seek);
            long start = System.nanoTime();
            send(jobs, definition);
            int[] seen = {0};
            Await.busily(jobs + " jobs are made", within, () -> {
                seen[0] += made.poll(POLL).count();
                return seen[0] >= jobs;
            });
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private void send(int jobs, IntFunction<JobDefinition> definition) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        for (int job = 0; job < jobs; job++) {
            producer.send(record(definition.apply(job)), (sent, failed) -> {
                if (failed != null) {
                    failure.compareAndSet(null, failed);
                }
            });
        }
        producer.flush();
        if (failure.get() != null) {
            throw new BenchFailedException("the commands were not accepted: " + failure.get(), failure.get());
        }
    }

    private static ProducerRecord<byte[], byte[]> record(JobDefinition job) {
        return new ProducerRecord<>(
                BenchCluster.TOPICS.commands(),
                Long.toString(job.getId()).getBytes(StandardCharsets.UTF_8),
                JobTemplate.creation(job).toByteArray());
    }

    @Override
    public void close() {
        producer.close();
    }
}
