package dev.carillon.kafka.loop;

import static dev.carillon.kafka.loop.Cluster.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Report;
import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.DateRanges;
import dev.carillon.core.job.Exclusions;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TaskKind;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Fleet;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.core.time.FixedRate;
import dev.carillon.kafka.codec.CommandCodec;
import dev.carillon.kafka.codec.DeadLetterCodec;
import dev.carillon.kafka.codec.HeartbeatCodec;
import dev.carillon.kafka.codec.HistoryCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.ReplyCodec;
import dev.carillon.kafka.codec.ReportCodec;
import dev.carillon.kafka.codec.WorkCodec;
import dev.carillon.kafka.codec.WorkOrder;
import dev.carillon.kafka.codec.WorkerBeat;
import dev.carillon.proto.v1.DeadLetter;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.TestBroker;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** A scheduler on a broker: what goes into its inputs, and what is committed in its outputs. */
@Tag("broker")
@Timeout(300)
class PartitionLoopTest {

    private static final int PARTITIONS = 4;
    private static final JobId JOB = new JobId(92583);

    private static TestBroker broker;

    private Cluster cluster;
    private LoopTopics topics;
    private long beats;

    @BeforeAll
    static void startBroker() {
        broker = new TestBroker();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) {
        cluster = new Cluster(broker, test.getTestMethod().orElseThrow().getName() + ".", PARTITIONS);
        topics = cluster.topics();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private RunningScheduler scheduler(String incarnation) {
        return new RunningScheduler(cluster, incarnation);
    }

    private RunningScheduler readyScheduler() {
        RunningScheduler scheduler = scheduler("a");
        until("the scheduler owns all partitions", () -> scheduler.owns(PARTITIONS));
        return scheduler;
    }

    private static Command.Request request(String id) {
        return new Command.Request(id, "gateway-1", "key");
    }

    private static JobDefinition.Builder job(JobId id) {
        return JobDefinition.builder(id, new Task.Shell("true", List.of(), Map.of()));
    }

    private void command(Command command) {
        command(topics.partitionOf(command.jobId()), CommandCodec.encode(command, Instant.now()));
    }

    private void command(int partition, byte[] value) {
        cluster.send(topics.names().commands(), partition, null, value);
    }

    private Optional<Reply> reply(String commandId) {
        return cluster.read(topics.names().replies()).stream()
                .map(record -> ReplyCodec.decode(record.value()))
                .filter(reply -> reply.commandId().equals(commandId))
                .findFirst();
    }

    private Reply awaitReply(String commandId) {
        until("a reply to " + commandId, () -> reply(commandId).isPresent());
        return reply(commandId).orElseThrow();
    }

    private List<DeadLetter> deadLetters() {
        return cluster.read(topics.names().deadLetters()).stream()
                .map(record -> DeadLetterCodec.decode(record.value()))
                .toList();
    }

    private List<Output.Triggered> triggers() {
        return cluster.read(topics.names().history()).stream()
                .map(record -> HistoryCodec.decode(record.value()))
                .filter(Output.Triggered.class::isInstance)
                .map(Output.Triggered.class::cast)
                .toList();
    }

    private void beat(String incarnation) {
        beats++;
        WorkerBeat beat = new WorkerBeat(
                "worker-1",
                incarnation,
                beats,
                Set.of("default"),
                Map.of(TaskKind.SHELL, new Fleet.Slots(4, 0)),
                Set.of(),
                topics.names().work("default"),
                0,
                Map.of(),
                0,
                Instant.now(),
                Duration.ZERO,
                Duration.ofSeconds(30),
                "host",
                1,
                "test",
                Instant.now(),
                false,
                "");
        cluster.send(topics.names().workers(), 0, Keys.of("worker-1"), HeartbeatCodec.encode(beat));
    }

    @Test
    void aCommandIsAnsweredAndItsTriggerIsInTheHistory() {
        try (RunningScheduler scheduler = readyScheduler()) {
            // When
            command(new Command.CreateJob(request("c1"), job(JOB).build()));
            command(new Command.TriggerJob(
                    request("c2"), JOB, null, false, dev.carillon.core.execution.Execution.Target.ANY));

            // Then
            assertThat(awaitReply("c1").status()).isEqualTo(Reply.Status.OK);
            assertThat(awaitReply("c2").executionId()).isNotNull();
            assertThat(triggers())
                    .singleElement()
                    .satisfies(trigger -> assertThat(trigger.jobId()).isEqualTo(JOB));
            // A reply is seen before the offsets of its transaction, and before the lane counts what it has written.
            until(
                    "both commands are committed",
                    () -> new OffsetAndMetadata(2)
                            .equals(cluster.committed().get(topics.commands(topics.partitionOf(JOB)))));
            until("the fire is counted", () -> scheduler.count("carillon.fires") == 1);
        }
    }

    @Test
    void aCalendarReachesEveryPartitionOnceAndCountsForJobsThatAreMadeAfterItsReply() {
        Calendar always = new Calendar(
                Calendar.idOf("default", "always"),
                "default",
                "always",
                0,
                "",
                new Exclusions(
                        ZoneOffset.UTC, DateRanges.NONE, Set.of(), EnumSet.allOf(DayOfWeek.class), List.of(), false),
                Audit.NONE);
        try (RunningScheduler _ = readyScheduler()) {
            // When
            command(new Command.CreateCalendar(request("c0"), always));
            awaitReply("c0");
            for (int i = 1; i <= 12; i++) {
                command(new Command.CreateJob(request("j" + i), excludedBySecond(i)));
            }

            // Then
            assertThat(IntStream.rangeClosed(1, 12)
                            .mapToObj(i -> awaitReply("j" + i).status()))
                    .containsOnly(Reply.Status.OK);
            assertThat(broadcasts()).extracting(ConsumerRecord::partition).containsExactlyInAnyOrder(0, 1, 2, 3);
            until("every job has a skipped fire", () -> skippedJobs().size() == 12);
        }
        try (RunningScheduler next = scheduler("b")) {
            until("another node owns all partitions", () -> next.owns(PARTITIONS));
            Map<Integer, Long> copies = cluster.read(topics.names().calendars()).stream()
                    .collect(Collectors.groupingBy(ConsumerRecord::partition, Collectors.counting()));
            assertThat(copies).isEqualTo(Map.of(0, 1L, 1, 1L, 2, 1L, 3, 1L));
            command(new Command.CreateJob(request("late"), excludedBySecond(13)));
            assertThat(awaitReply("late").status()).isEqualTo(Reply.Status.OK);
            until("the copy that was loaded counts", () -> skippedJobs().size() == 13);
            assertThat(triggers()).isEmpty();
            assertThat(deadLetters()).isEmpty();
        }
    }

    private static JobDefinition excludedBySecond(int id) {
        return job(new JobId(id))
                .schedule(new FixedRate(Duration.ofSeconds(1), Instant.ofEpochSecond(1)))
                .calendars(List.of("always"))
                .build();
    }

    private List<ConsumerRecord<byte[], byte[]>> broadcasts() {
        return cluster.read(topics.names().commands()).stream()
                .filter(record -> CommandCodec.decode(record.value()) instanceof Command.ApplyCalendar)
                .toList();
    }

    private Set<JobId> skippedJobs() {
        return cluster.read(topics.names().history()).stream()
                .map(record -> HistoryCodec.decode(record.value()))
                .filter(Output.SkippedFire.class::isInstance)
                .map(Output.History::jobId)
                .collect(Collectors.toSet());
    }

    @Test
    void workGoesToAWorkerOnceItHasBeatenSinceItWasMetAndItsReportEndsTheExecution() {
        try (RunningScheduler scheduler = readyScheduler()) {
            // Given
            command(new Command.CreateJob(request("c1"), job(JOB).build()));
            command(new Command.TriggerJob(
                    request("c2"), JOB, null, false, dev.carillon.core.execution.Execution.Target.ANY));
            beat("w-1");
            awaitReply("c2");
            assertThat(cluster.read(topics.names().work("default"))).isEmpty();

            // When
            beat("w-1");

            // Then
            until(
                    "work was sent",
                    () -> !cluster.read(topics.names().work("default")).isEmpty());
            WorkOrder order = WorkCodec.decode(
                    cluster.read(topics.names().work("default")).getFirst().value());
            assertThat(order.incarnation()).isEqualTo("w-1");
            Report report = new Report.Finished(
                    new Report.Attempt(order.executionId(), order.attempt(), "w-1"),
                    Report.Outcome.SUCCEEDED,
                    Instant.now(),
                    Instant.now(),
                    "",
                    0);
            cluster.send(topics.names().reports(), topics.partitionOf(JOB), Keys.of(JOB), ReportCodec.encode(report));
            until("the execution ended", () -> scheduler.count("carillon.executions.ended") == 1);
        }
    }

    @Test
    void aRecordThatIsNoCommandGoesToDeadLettersAndStopsNothing() {
        try (RunningScheduler scheduler = readyScheduler()) {
            // Given
            int partition = topics.partitionOf(JOB);

            // When
            command(partition, new byte[] {(byte) 0xff, 1, 2});
            command(new Command.CreateJob(request("c1"), job(JOB).build()));

            // Then
            assertThat(awaitReply("c1").status()).isEqualTo(Reply.Status.OK);
            assertThat(deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.getTopic()).isEqualTo(topics.names().commands());
                assertThat(letter.getPartition()).isEqualTo(partition);
                assertThat(letter.getOffset()).isZero();
                assertThat(letter.getReason()).isNotEmpty();
            });
            until("the dead letter is counted", () -> scheduler.count("carillon.dead.letters") == 1);
        }
    }

    @Test
    void recordsOfStrangersGoToDeadLettersAndStopNothing() {
        try (RunningScheduler scheduler = readyScheduler()) {
            // Given
            int partition = topics.partitionOf(JOB);
            String commands = topics.names().commands();
            byte[] good = CommandCodec.encode(new Command.CreateJob(request("c0"), job(JOB).build()), Instant.now());

            // When
            cluster.send(commands, partition, Keys.of(JOB), null);
            cluster.send(commands, partition, null, null);
            cluster.send(commands, partition, new byte[900_000], good);
            cluster.send(commands, partition, null, new byte[900_000]);
            cluster.send(commands, partition, new byte[450_000], new byte[450_000]);
            command(new Command.CreateJob(request("c1"), job(JOB).build()));

            // Then
            assertThat(awaitReply("c1").status()).isEqualTo(Reply.Status.OK);
            assertThat(deadLetters())
                    .hasSize(5)
                    .allSatisfy(letter -> assertThat(letter.getReason()).isNotEmpty());
            assertThat(scheduler.runtime().ready()).isTrue();
        }
    }

    @Test
    void anInvalidCommandGoesToDeadLettersAndTheGatewayThatWaitsIsTold() {
        try (RunningScheduler scheduler = readyScheduler()) {
            // Given
            var invalid =
                    CommandCodec.toProto(new Command.CreateJob(request("c1"), job(JOB).build()), Instant.now())
                            .toBuilder();
            invalid.getCreateBuilder().getDefinitionBuilder().setMaxConcurrency(100_000);

            // When
            command(topics.partitionOf(JOB), invalid.build().toByteArray());

            // Then
            Reply reply = awaitReply("c1");
            assertThat(reply.status()).isEqualTo(Reply.Status.INVALID);
            assertThat(reply.field()).isEqualTo("maxConcurrency");
            assertThat(deadLetters()).hasSize(1);
            assertThat(scheduler.runtime().ready()).isTrue();
        }
    }

    @Test
    void aCommandOnAnotherJobsPartitionIsForwardedOnceAndServed() {
        try (RunningScheduler scheduler = readyScheduler()) {
            // Given
            int wrong = (topics.partitionOf(JOB) + 1) % PARTITIONS;

            // When
            command(wrong, CommandCodec.encode(new Command.CreateJob(request("c1"), job(JOB).build()), Instant.now()));

            // Then
            assertThat(awaitReply("c1").status()).isEqualTo(Reply.Status.OK);
            until("the forwarding is counted", () -> scheduler.count("carillon.commands.forwarded") == 1);
            assertThat(deadLetters()).isEmpty();
        }
    }

    @Test
    void aForwardedCommandThatIsStillWrongGoesToDeadLetters() {
        try (RunningScheduler scheduler = readyScheduler()) {
            // Given
            int wrong = (topics.partitionOf(JOB) + 1) % PARTITIONS;
            byte[] forwarded =
                    CommandCodec.toProto(new Command.CreateJob(request("c1"), job(JOB).build()), Instant.now())
                            .toBuilder()
                            .setForwarded(true)
                            .build()
                            .toByteArray();

            // When
            command(wrong, forwarded);

            // Then
            until("a dead letter", () -> !deadLetters().isEmpty());
            assertThat(deadLetters().getFirst().getReason()).contains("forwarded");
            assertThat(scheduler.count("carillon.commands.forwarded")).isZero();
        }
    }

    @Test
    void aDamagedPartitionIsStoppedAndTheOthersGoOn() {
        // Given
        int damaged = topics.partitionOf(JOB);
        cluster.send(topics.names().jobs(), damaged, Keys.of(JOB), new byte[] {(byte) 0xff, 1});
        JobId other = firstJobOn((damaged + 1) % PARTITIONS);
        try (RunningScheduler scheduler = scheduler("a")) {
            until(
                    "the partition is stopped",
                    () -> scheduler.runtime().status().stream()
                            .anyMatch(lane -> lane.stopped().containsKey(damaged)));

            // When
            command(new Command.CreateJob(request("c1"), job(other).build()));

            // Then
            assertThat(awaitReply("c1").status()).isEqualTo(Reply.Status.OK);
            assertThat(scheduler.runtime().ready()).isFalse();
        }
    }

    private JobId firstJobOn(int partition) {
        long id = 1;
        while (topics.partitionOf(new JobId(id)) != partition) {
            id++;
        }
        return new JobId(id);
    }

    @Test
    void aStopThatIsGracefulLeavesTheGroupAndIsShort() {
        // Given: a member that does not leave stays for longer than is waited for
        ConfigEntry session = new ConfigEntry("consumer.session.timeout.ms", "45000");
        Cluster.await(cluster.admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.GROUP, cluster.group()),
                        List.of(new AlterConfigOp(session, AlterConfigOp.OpType.SET))))
                .all());
        RunningScheduler scheduler = readyScheduler();
        long start = System.nanoTime();

        // When
        scheduler.close();

        // Then
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).isLessThan(Duration.ofSeconds(15));
        Await.until(
                "it has left the group", Duration.ofSeconds(20), () -> members().isEmpty());
    }

    private List<MemberDescription> members() {
        return Cluster.await(cluster.admin()
                        .describeConsumerGroups(List.of(cluster.group()))
                        .all())
                .values()
                .stream()
                .flatMap(group -> group.members().stream())
                .toList();
    }

    @Test
    void everyFireIsTriggeredOnceWhilePartitionsMoveBetweenSchedulers() {
        // Given
        Instant anchor =
                Instant.ofEpochMilli(System.currentTimeMillis() / 1000 * 1000).plusSeconds(8);
        Duration period = Duration.ofMillis(500);
        try (RunningScheduler first = readyScheduler()) {
            for (int id = 1; id <= 20; id++) {
                JobDefinition definition = job(new JobId(id))
                        .maxConcurrency(200)
                        .schedule(new FixedRate(Duration.ofSeconds(1), anchor.plus(period.multipliedBy(id % 2))))
                        .build();
                command(new Command.CreateJob(request("c" + id), definition));
            }
            awaitReply("c20");

            // When
            try (RunningScheduler second = scheduler("b")) {
                until("both own partitions", () -> first.owns(PARTITIONS / 2) && second.owns(PARTITIONS / 2));
                until("fires are under way", () -> triggers().size() > 60);
                first.close();
                until("the second owns all", () -> second.owns(PARTITIONS));
                int before = triggers().size();
                until("fires go on", () -> triggers().size() > before + 40);
            }
        }

        // Then
        Map<String, Long> perFire = triggers().stream()
                .collect(Collectors.groupingBy(trigger -> trigger.executionId().toString(), Collectors.counting()));
        assertThat(perFire).allSatisfy((fire, count) -> assertThat(count).isEqualTo(1));
        Map<JobId, List<Output.Triggered>> perJob =
                triggers().stream().collect(Collectors.groupingBy(Output.Triggered::jobId));
        assertThat(perJob).hasSize(20).allSatisfy((job, fires) -> {
            long first = fires.getFirst().nominal().toEpochMilli();
            long last = fires.getLast().nominal().toEpochMilli();
            assertThat(fires).as("no fire of job %s is missing", job).hasSize((int) ((last - first) / 1000) + 1);
        });
    }
}
