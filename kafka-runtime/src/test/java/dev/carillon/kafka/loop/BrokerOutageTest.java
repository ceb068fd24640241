package dev.carillon.kafka.loop;

import static dev.carillon.kafka.loop.Cluster.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.time.FixedRate;
import dev.carillon.kafka.codec.CommandCodec;
import dev.carillon.kafka.codec.HistoryCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.testkit.TestBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The broker goes away for longer than every call waits, and comes back. */
class BrokerOutageTest {

    private static final JobId JOB = new JobId(1);

    /** Longer than {@code max.block.ms} and the session; a test of the whole product takes 20 s. */
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("carillon.outage.seconds", 7));

    private static List<Instant> fires(Cluster cluster) {
        return cluster.read(cluster.topics().names().history()).stream()
                .map(record -> HistoryCodec.decode(record.value()))
                .filter(Output.Triggered.class::isInstance)
                .map(event -> ((Output.Triggered) event).nominal())
                .sorted()
                .toList();
    }

    @Test
    @Timeout(180)
    void theLaneGoesOnAfterwardsAndEveryFireIsThereOnce() throws InterruptedException {
        try (TestBroker broker = new TestBroker();
                Cluster cluster = new Cluster(broker, "outage.", 2);
                RunningScheduler scheduler = new RunningScheduler(cluster, "a")) {
            // Given
            until("the scheduler owns all partitions", () -> scheduler.owns(2));
            Instant anchor = Instant.ofEpochMilli(System.currentTimeMillis());
            JobDefinition job = JobDefinition.builder(JOB, new Task.Shell("true", List.of(), Map.of()))
                    .maxConcurrency(200)
                    .schedule(new FixedRate(Duration.ofSeconds(1), anchor))
                    .build();
            cluster.send(
                    cluster.topics().names().commands(),
                    cluster.topics().partitionOf(JOB),
                    Keys.of(JOB),
                    CommandCodec.encode(
                            new Command.CreateJob(new Command.Request("c1", "", "key"), job), Instant.now()));
            until("fires are under way", () -> fires(cluster).size() > 2);

            // When
            broker.stop();
            assertThat(new CountDownLatch(1).await(AWAY.toMillis(), TimeUnit.MILLISECONDS))
                    .as("nothing but time passes")
                    .isFalse();
            broker.restart();
            int before = fires(cluster).size();

            // Then
            until("fires go on", () -> fires(cluster).size() > before + AWAY.toSeconds() + 3);
            List<Instant> fires = fires(cluster);
            assertThat(fires).doesNotHaveDuplicates();
            assertThat(Duration.between(fires.getFirst(), fires.getLast()).toSeconds() + 1)
                    .as("none is missing")
                    .isEqualTo(fires.size());
        }
    }
}
