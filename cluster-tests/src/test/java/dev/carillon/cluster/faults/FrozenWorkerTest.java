package dev.carillon.cluster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.carillon.cluster.harness.TopicJudge;
import dev.carillon.proto.v1.ExecutionEnded;
import dev.carillon.proto.v1.FinalState;
import dev.carillon.proto.v1.Heartbeat;
import dev.carillon.proto.v1.HistoryEvent;
import dev.carillon.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker that is frozen past its lease has lost its work: others do it, and nothing it does afterwards counts. */
@Timeout(300)
class FrozenWorkerTest {

    /** Scripts are ended some seconds before it is over, which a script that may end has to notice until then. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final String FROZEN = "w1";
    private static final String OTHER = "w2";

    private final FaultCluster cluster = new FaultCluster(FrozenWorkerTest.class);
    private final List<ScriptJob> jobs = Stream.of(1L, 2L, 3L, 4L)
            .map(id -> new ScriptJob(
                    id, id % 2 == 0 ? ScriptJob.Kind.ENDLESS : ScriptJob.Kind.ENDING, cluster.file("diary-" + id)))
            .toList();

    @AfterEach
    void stop() {
        cluster.close();
        jobs.stream()
                .flatMap(job -> MarkedProcesses.with("DIARY=" + job.diary()).stream())
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void frozenWorkersWorkIsDoneByAnotherAndNothingItCompletesCounts() {
        // Given
        cluster.scheduler("s1", "scheduler.lease=" + LEASE.toMillis() + "ms");
        startWorker(FROZEN);
        cluster.awaitReady();
        try (JobCommands commands = new JobCommands(cluster.kafka());
                TopicJudge judge = new TopicJudge(cluster.kafka())) {
            List<Long> ids = jobs.stream().map(ScriptJob::id).toList();
            commands.create(jobs.stream().map(ScriptJob::definition).toList());
            commands.trigger(ids);
            Await.until("all scripts run", WITHIN, () -> jobs.stream().allMatch(job -> job.begun() == 1));
            startWorker(OTHER);
            cluster.awaitReady();
            String incarnation = incarnation(judge, FROZEN);

            // When
            cluster.process(FROZEN).freeze();
            jobs.stream().filter(job -> job.kind() == ScriptJob.Kind.ENDING).forEach(ScriptJob::letFirstEnd);
            Await.until("another has taken over", WITHIN, () -> jobs.stream().allMatch(job -> job.begun() == 2));
            cluster.process(FROZEN).resume();
            Await.until(
                    FROZEN + " is a new incarnation",
                    WITHIN,
                    () -> !incarnation(judge, FROZEN).equals(incarnation));
            jobs.forEach(ScriptJob::letSecondEnd);
            Await.until("all have ended", WITHIN, () -> ends(judge).size() >= jobs.size());

            // Then
            assertThat(ends(judge)).hasSize(jobs.size()).allSatisfy(end -> {
                assertThat(end.getState()).isEqualTo(FinalState.EXECUTION_SUCCEEDED);
                assertThat(end.getIncarnation()).startsWith(OTHER);
                assertThat(end.getAttempts()).isEqualTo(2);
            });
            assertThat(jobs).allSatisfy(job -> {
                assertThat(job.told()).doesNotContain("overlap").hasSize(told(job));
                assertThat(job.firstAttemptsProcesses()).isEmpty();
            });
        }
    }

    /** Two beginnings and the end of the second attempt; the first one's only where it could. */
    private static int told(ScriptJob job) {
        return job.kind() == ScriptJob.Kind.ENDING ? 4 : 3;
    }

    private void startWorker(String name) {
        cluster.worker(name, "worker.lease=" + LEASE.toMillis() + "ms", "worker.heartbeat=500ms");
    }

    private static List<ExecutionEnded> ends(TopicJudge judge) {
        return judge.records(FaultCluster.TOPICS.history()).stream()
                .map(FireLedger::event)
                .filter(HistoryEvent::hasEnded)
                .map(HistoryEvent::getEnded)
                .toList();
    }

    private static String incarnation(TopicJudge judge, String worker) {
        return judge.records(FaultCluster.TOPICS.workers()).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(worker))
                .map(FrozenWorkerTest::heartbeat)
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .getIncarnation();
    }

    private static Heartbeat heartbeat(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Heartbeat.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("unreadable heartbeat at " + record.offset(), e);
        }
    }
}
