package dev.carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.core.job.TaskKind;
import dev.carillon.kafka.clock.BrokerClock;
import dev.carillon.kafka.secrets.SecretKeys;
import dev.carillon.worker.runner.Preparation;
import dev.carillon.worker.runner.RunResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class WorkerLoopTest {

    private static final InstantSource WALL = InstantSource.fixed(ManualMoments.START);
    private static final Attempt ATTEMPT = Orders.attempt(Orders.start("w-1", 1, ManualMoments.START));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WorkerMetrics metrics = new WorkerMetrics(registry);
    private final ManualMoments time = new ManualMoments();
    private final Inbox inbox = new Inbox(4_096);
    private final WorkerLoop loop = new WorkerLoop(
            new WorkerCore(
                    WorkerLimits.of(Map.of(TaskKind.HTTP, 1), 1, Duration.ofSeconds(30), Duration.ofSeconds(1)),
                    () -> "w-1",
                    time.now()),
            inbox,
            actions(),
            time::now,
            metrics,
            new LeaseLeft(),
            failure -> {
                throw new AssertionError(failure);
            });

    @Test
    void everyInputOfAFloodIsHandled() {
        // Given far more than one step takes
        int ends = 1_000;
        for (int i = 0; i < ends; i++) {
            inbox.put(new Input.AttemptEnded(
                    ATTEMPT, TaskKind.HTTP, ManualMoments.START, RunResult.succeeded("", 200), null));
        }
        inbox.put(new Input.Drain());

        // When
        loop.run();

        // Then
        assertThat(registry.getMeters().stream()
                        .filter(meter -> meter.getId().getName().endsWith(".attempts"))
                        .mapToDouble(meter -> ((Counter) meter).count())
                        .sum())
                .isEqualTo(ends);
    }

    private WorkerActions actions() {
        BrokerClock clock = new BrokerClock(WALL, System::nanoTime, Duration.ofMinutes(1));
        LogShipper logs = new LogShipper(producer(), "logs", 1_000, WALL, metrics);
        return new WorkerActions(
                new AttemptThreads(Map.of(), new Preparation(SecretKeys.none()), logs, WALL, inbox::put),
                new ReportSender(WorkerLoopTest::producer, "reports", inbox::put),
                new HeartbeatSender(
                        producer(),
                        "workers",
                        "w",
                        beat -> {
                            throw new AssertionError("nobody sends heartbeats here");
                        },
                        WALL,
                        clock,
                        inbox::put,
                        metrics),
                metrics,
                time::now);
    }

    private static Producer<byte[], byte[]> producer() {
        return new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
