package dev.carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.TaskKind;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.scheduling.Output.WorkAddress;
import dev.carillon.kafka.codec.HeartbeatCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.ReportCodec;
import dev.carillon.kafka.codec.WorkCodec;
import dev.carillon.kafka.codec.WorkOrder;
import dev.carillon.kafka.codec.WorkerBeat;
import dev.carillon.kafka.secrets.SecretKeys;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.SettingsParser;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.proto.v1.LogChunk;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.TestBroker;
import dev.carillon.worker.runner.Run;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker against a real broker: the test plays the scheduler. */
@Tag("broker")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WorkerNodeTest {

    private static final InstantSource CLOCK = InstantSource.system();

    /** The worker starts by what it knows of the broker's time, the test looks by this machine's. */
    private static final Duration EARLY = Duration.ofMillis(-100);

    @TempDir
    private static Path directory;

    private static TestBroker broker;
    private static ClusterSettings cluster;
    private static Topics topics;
    private static KafkaProducer<byte[], byte[]> scheduler;
    private static int workers;

    /** @param beat null for a goodbye */
    private record Said(String workerId, @Nullable WorkerBeat beat) {}

    private ScriptedRunner runner;
    private WorkerNode worker;
    private TopicReader<Report> reports;
    private TopicReader<Said> beats;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = new TestBroker();
        cluster = ClusterSettings.at(broker.bootstrap(), 4);
        topics = Topics.of(cluster);
        WorkerTopics.create(cluster, List.of("default"), CLOCK);
        scheduler = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void stopBroker() {
        scheduler.close(Duration.ZERO);
        broker.close();
    }

    @BeforeEach
    void startWorker() {
        startWorker("30s");
    }

    private void startWorker(String lease) {
        runner = new ScriptedRunner();
        WorkerSettings settings = WorkerSettings.of(new SettingsParser(WorkerSettings.ALL)
                .commandLine(
                        "worker.directory",
                        directory.resolve("worker-" + ++workers).toString())
                .commandLine("worker.lease", lease)
                .commandLine("worker.heartbeat", "200ms")
                .parse());
        worker = WorkerNode.start(
                settings,
                cluster,
                leaseLeft -> List.of(runner),
                SecretKeys.none(),
                new SimpleMeterRegistry(),
                CLOCK,
                new SplittableRandom(workers));
        reports = new TopicReader<>(broker.bootstrap(), topics.reports(), record -> ReportCodec.decode(record.value()));
        beats = new TopicReader<>(broker.bootstrap(), topics.workers(), WorkerNodeTest::said);
    }

    @AfterEach
    void stopWorker() {
        reports.close();
        beats.close();
        worker.close();
    }

    @Test
    void workIsHeldUntilItIsDueThenRunsAndReportsAndItsOutputArrives() throws Exception {
        // Given
        WorkAddress address = firstBeat();
        Instant due = Instant.ofEpochMilli(CLOCK.millis() + 700);
        Output.Start start = start(address, job(1, "echo"), due);

        // When
        send(start);

        // Then
        Report.Finished finished = awaitFinished(1);
        assertThat(finished.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(finished.startedAt()).isAfterOrEqualTo(due);
        // On a slow machine it may last long enough to be worth a report of its start as well.
        assertThat(reports.all())
                .filteredOn(report -> isOf(report, 1) && report instanceof Report.Finished)
                .hasSize(1);
        try (TopicReader<LogChunk> logs = new TopicReader<>(broker.bootstrap(), topics.logs(), WorkerNodeTest::chunk)) {
            LogChunk chunk = logs.await(
                    "the output",
                    c -> c.getExecutionId().equals(start.executionId().toString()));
            assertThat(chunk.getText()).isEqualTo("hello from " + start.executionId() + "\n");
        }
    }

    @Test
    void heldWorkStartsOnceAndNeverBeforeItIsDue() throws Exception {
        // Given
        WorkAddress address = firstBeat();
        Instant first = CLOCK.instant().plusSeconds(5);

        // When
        for (int i = 0; i < 200; i++) {
            send(start(address, job(1_000 + i, "echo"), first.plusMillis(10L * i)));
        }
        List<Duration> lateness = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            lateness.add(Objects.requireNonNull(runner.lateness.poll(20, TimeUnit.SECONDS)));
        }

        // Then; how late is a matter of load runs, not of a test
        assertThat(lateness).allSatisfy(late -> assertThat(late).isGreaterThan(EARLY));
        assertThat(runner.lateness).isEmpty();
    }

    @Test
    void workForAnotherIncarnationIsNotRun() throws Exception {
        // Given
        WorkAddress address = firstBeat();
        WorkAddress other = new WorkAddress("somebody-else", address.topic(), address.partition());

        // When
        send(start(other, job(11, "echo"), CLOCK.instant()));
        send(start(address, job(12, "echo"), CLOCK.instant()));

        // Then
        awaitFinished(12);
        assertThat(runner.begun)
                .extracting(run -> run.definition().id().value())
                .containsExactly(12L);
    }

    @Test
    void aRecordThatCannotBeReadGoesToTheDeadLettersAndStopsNothing() throws Exception {
        // Given
        WorkAddress address = firstBeat();

        // When
        scheduler
                .send(new ProducerRecord<>(
                        address.topic(), address.partition(), Keys.of(address.incarnation()), new byte[] {1, 2, 3}))
                .get();
        send(start(address, job(21, "echo"), CLOCK.instant()));

        // Then
        awaitFinished(21);
        try (TopicReader<Long> letters =
                new TopicReader<>(broker.bootstrap(), topics.deadLetters(), ConsumerRecord::offset)) {
            letters.await("a dead letter", offset -> true);
        }
    }

    @Test
    void aRunningAttemptIsKilledOnRequestAndARunnerThatThrowsFailsItsAttempt() throws Exception {
        // Given
        WorkAddress address = firstBeat();
        Output.Start waiting = start(address, job(31, "wait"), CLOCK.instant());
        send(waiting);
        send(start(address, job(32, "throw"), CLOCK.instant()));
        reports.await("started", report -> report instanceof Report.Started && isOf(report, 31));

        // When
        send(new Output.Kill(waiting.executionId(), 1, address, StopReason.COMMAND));

        // Then
        assertThat(awaitFinished(31).outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(awaitFinished(32).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(awaitFinished(32).result()).contains("a broken runner");
    }

    @Test
    void aStopGivesBackHeldWorkAndSaysGoodbye() throws Exception {
        // Given
        WorkAddress address = firstBeat();
        send(start(address, job(41, "echo"), CLOCK.instant().plusSeconds(60)));
        awaitBeat("the work is held", beat -> beat.held() == 1);

        // When
        worker.close();

        // Then
        assertThat(beats.all())
                .filteredOn(said -> said.workerId().equals(worker.workerId()))
                .last()
                .isEqualTo(new Said(worker.workerId(), null));
        assertThat(reports.all())
                .filteredOn(report -> isOf(report, 41))
                .singleElement()
                .isInstanceOf(Report.Declined.class);
    }

    @Test
    void aWorkerThatCannotRenewItsLeaseEndsItsWorkAndBeginsAnew() throws Exception {
        // Given
        stopWorker();
        startWorker("3s");
        WorkAddress address = firstBeat();
        send(start(address, job(51, "wait"), CLOCK.instant()));
        Run begun = take(runner.begun);

        // When
        broker.stop();
        Run ended = take(runner.ended);
        broker.restart();

        // Then
        assertThat(ended).isEqualTo(begun);
        WorkerBeat reborn =
                awaitBeat("a new incarnation", beat -> !beat.incarnation().equals(address.incarnation()));
        // Not always the first: every lease that the outage outlasts costs one more incarnation.
        assertThat(reborn.replaces()).startsWith(worker.workerId()).isNotEqualTo(reborn.incarnation());
        awaitRunByAnyIncarnation(address, 52);
        assertThat(reports.all()).filteredOn(report -> isOf(report, 51)).noneMatch(Report.Finished.class::isInstance);
    }

    /** A lease as short as this one may run out once more on a busy machine; then the next incarnation is asked. */
    private void awaitRunByAnyIncarnation(WorkAddress place, long id) throws Exception {
        while (!hasEnded(id)) {
            String asked = worker.incarnation();
            send(start(new WorkAddress(asked, place.topic(), place.partition()), job(id, "echo"), CLOCK.instant()));
            Await.until(
                    "the end of job " + id + ", or a new incarnation",
                    () -> hasEnded(id) || !worker.incarnation().equals(asked));
        }
    }

    private boolean hasEnded(long id) {
        return reports.all().stream().anyMatch(report -> report instanceof Report.Finished && isOf(report, id));
    }

    private WorkAddress firstBeat() {
        WorkerBeat beat = awaitBeat("a heartbeat", any -> true);
        return new WorkAddress(beat.incarnation(), beat.workTopic(), beat.workPartition());
    }

    private WorkerBeat awaitBeat(String what, Predicate<WorkerBeat> condition) {
        WorkerBeat beat = beats.await(
                        what,
                        said -> said.workerId().equals(worker.workerId())
                                && said.beat() != null
                                && condition.test(said.beat()))
                .beat();
        return Objects.requireNonNull(beat);
    }

    private static Said said(ConsumerRecord<byte[], byte[]> record) {
        return new Said(Keys.text(record.key()), record.value() == null ? null : HeartbeatCodec.decode(record.value()));
    }

    private static LogChunk chunk(ConsumerRecord<byte[], byte[]> record) {
        try {
            return LogChunk.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("not a LogChunk", e);
        }
    }

    private Report.Finished awaitFinished(long job) {
        return (Report.Finished) reports.await(
                "the end of job " + job, report -> report instanceof Report.Finished && isOf(report, job));
    }

    private static boolean isOf(Report report, long job) {
        return report.attempt().id().jobId().value() == job;
    }

    private static JobDefinition job(long id, String script) {
        return Orders.definition(id, TaskKind.SHELL).toBuilder()
                .parameters(script)
                .build();
    }

    private static Output.Start start(WorkAddress address, JobDefinition definition, Instant due) {
        Instant dueMs = Instant.ofEpochMilli(due.toEpochMilli());
        WorkOrder.Start order = Orders.start(address.incarnation(), definition, dueMs, dueMs.plusSeconds(10));
        return new Output.Start(
                order.executionId(),
                1,
                address,
                definition,
                order.cause(),
                order.nominal(),
                order.due(),
                order.startBy(),
                null,
                0,
                Set.of());
    }

    private void send(Output.Work work) throws Exception {
        scheduler
                .send(new ProducerRecord<>(
                        work.address().topic(),
                        work.address().partition(),
                        Keys.of(work.address().incarnation()),
                        WorkCodec.encode(work)))
                .get();
    }

    private static Run take(BlockingQueue<Run> queue) throws InterruptedException {
        Run run = queue.poll(20, TimeUnit.SECONDS);
        assertThat(run).isNotNull();
        return run;
    }
}
