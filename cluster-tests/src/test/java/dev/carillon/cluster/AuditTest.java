package dev.carillon.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.carillon.audit.Finding.Kind;
import dev.carillon.audit.Ledger;
import dev.carillon.audit.Question;
import dev.carillon.audit.Verdict;
import dev.carillon.cluster.harness.Auditor;
import dev.carillon.cluster.harness.JavaTool;
import dev.carillon.cluster.harness.TestDirectory;
import dev.carillon.cluster.harness.TestKafka;
import dev.carillon.cluster.harness.TopicJudge;
import dev.carillon.proto.v1.Cause;
import dev.carillon.proto.v1.Command;
import dev.carillon.proto.v1.CreateJob;
import dev.carillon.proto.v1.CronSchedule;
import dev.carillon.proto.v1.DisableJob;
import dev.carillon.proto.v1.FixedDelaySchedule;
import dev.carillon.proto.v1.FixedRateSchedule;
import dev.carillon.proto.v1.HistoryEvent;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.Schedule;
import dev.carillon.proto.v1.ShellTask;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What {@code carillon audit} says of a cluster that fires, and of the same history after somebody has tampered with it.
 * Three jobs of a namespace of their own run for a while, then the tests look.
 */
@Tag("broker")
@Timeout(300)
final class AuditTest {

    private static final String PREFIX = "carillon.";
    private static final String COPY = "forged.";
    private static final String NAMESPACE = "audit-test";
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final long TICKING = 8_800_001;
    private static final long OVERLAPPING = 8_800_002;
    private static final long FOLLOWING = 8_800_003;
    private static final int FIRES = 5;
    private static final int PARTITIONS = 16;

    private static final TestKafka KAFKA =
            new TestKafka(new HashMap<>(RunningCluster.get().clientProperties()));
    private static final TopicJudge TOPICS = new TopicJudge(KAFKA);
    private static final Instant BEGIN = Instant.now().minusSeconds(5);

    private static List<HistoryEvent> events = List.of();

    @BeforeAll
    static void fireForAWhile() throws Exception {
        Schedule everySecond = Schedule.newBuilder()
                .setCron(CronSchedule.newBuilder().setExpression("* * * * * ?").setZone("UTC"))
                .build();
        Schedule everyTwo = Schedule.newBuilder()
                .setFixedRate(FixedRateSchedule.newBuilder().setPeriodMs(2_000))
                .build();
        Schedule afterTheLast = Schedule.newBuilder()
                .setFixedDelay(FixedDelaySchedule.newBuilder().setDelayMs(1_000))
                .build();
        create(job(TICKING, everySecond, ":").setMaxConcurrency(50).setJitterMs(300));
        create(job(OVERLAPPING, everyTwo, "sleep 3"));
        create(job(FOLLOWING, afterTheLast, ":"));
        Eventually.isTrue(
                "every job has fired",
                SOON,
                () -> everyJob((job, all) -> count(job, all, HistoryEvent::hasTriggered) >= FIRES));
        for (long id : List.of(TICKING, OVERLAPPING, FOLLOWING)) {
            send(Command.newBuilder().setJobId(id).setDisable(DisableJob.getDefaultInstance()), "disable-" + id);
        }
        Eventually.isTrue(
                "every job is disabled and has ended",
                SOON,
                () -> everyJob((job, all) -> count(job, all, HistoryEvent::hasJobChanged) == 2
                        && count(job, all, HistoryEvent::hasTriggered) == count(job, all, HistoryEvent::hasEnded)));
        events = history();
    }

    @AfterAll
    static void close() {
        TOPICS.close();
    }

    private static JobDefinition.Builder job(long id, Schedule schedule, String script) {
        JobDefinition.Builder job = JobDefinition.newBuilder()
                .setId(id)
                .setNamespace(NAMESPACE)
                .setName("audited-" + id)
                .setEnabled(true)
                .setMaxConcurrency(1)
                .setSchedule(schedule);
        job.getTaskBuilder().setShell(ShellTask.newBuilder().setScript(script));
        return job;
    }

    private static void create(JobDefinition.Builder job) throws Exception {
        send(
                Command.newBuilder()
                        .setJobId(job.getId())
                        .setCreate(CreateJob.newBuilder().setDefinition(job)),
                "create-" + job.getId());
    }

    private static void send(Command.Builder command, String id) throws Exception {
        byte[] key = Long.toString(command.getJobId()).getBytes(StandardCharsets.UTF_8);
        byte[] value =
                command.setCommandId(id).setPrincipal("audit-test").build().toByteArray();
        try (Producer<byte[], byte[]> producer = KAFKA.producer()) {
            producer.send(new ProducerRecord<>(PREFIX + "commands", key, value)).get();
        }
    }

    private static List<HistoryEvent> history() throws Exception {
        List<HistoryEvent> all = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : TOPICS.records(PREFIX + "history")) {
            HistoryEvent event = HistoryEvent.parseFrom(record.value());
            if (Set.of(TICKING, OVERLAPPING, FOLLOWING).contains(event.getJobId())) {
                all.add(event);
            }
        }
        return all;
    }

    private static boolean everyJob(BiPredicate<Long, List<HistoryEvent>> condition) throws Exception {
        List<HistoryEvent> all = history();
        return Stream.of(TICKING, OVERLAPPING, FOLLOWING).allMatch(job -> condition.test(job, all));
    }

    private static long count(long job, List<HistoryEvent> all, Predicate<HistoryEvent> kind) {
        return all.stream()
                .filter(event -> event.getJobId() == job)
                .filter(kind)
                .count();
    }

    @Test
    void clusterThatFiresHasKeptItsPromises() {
        // When
        Verdict verdict = Auditor.verdict(KAFKA, PREFIX, Optional.of(NAMESPACE), BEGIN, Instant.now());

        // Then
        System.out.println("AuditTest: " + verdict);
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.unjudged()).isEmpty();
        assertThat(verdict.status()).isZero();
        assertThat(verdict.jobs()).isEqualTo(3);
        assertThat(verdict.triggered()).isGreaterThanOrEqualTo(3 * FIRES);
        assertThat(verdict.skipped()).containsKey("OVERLAP");
    }

    @Test
    void forgedTriggerInACopyOfTheTopicsIsFoundByTheCommand() throws Exception {
        // Given
        copyTopics();
        HistoryEvent forged = trigger();
        TestDirectory directory = TestDirectory.of(AuditTest.class);
        List<String> arguments = List.of(
                "audit",
                "--data",
                RunningCluster.get().dataDirectory().toString(),
                "--prefix",
                COPY,
                "--namespace",
                NAMESPACE,
                "--grace",
                "1s",
                "--json",
                "--from",
                BEGIN.toString());
        JavaTool carillon = new JavaTool(directory);
        carillon.run("dev.carillon.standalone.cli.Carillon", arguments, null); // Ends with 0, or this fails.

        // When
        produce("history", Long.toString(forged.getJobId()), forged.toByteArray());
        Throwable ended = catchThrowable(() -> carillon.run("dev.carillon.standalone.cli.Carillon", arguments, null));

        // Then
        assertThat(ended).isInstanceOf(AssertionError.class).hasMessageContaining("ended with 1");
        String printed = Files.readString(directory.file("Carillon-2.out"));
        assertThat(printed).contains("\"doubled\" : 1").contains("\"lost\" : 0");
    }

    @Test
    void runningAuditCountsWhatItJudges() throws Exception {
        URI metrics = URI.create("http://127.0.0.1:" + RunningCluster.get().managementPort() + "/metrics");
        try (HttpClient http = HttpClient.newHttpClient()) {
            String shown = Eventually.found("the running audit has judged the fires of this test", SOON, () -> {
                String text = http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                        .body();
                return Optional.of(text).filter(all -> value(all, "carillon_audit_expected_total") >= 3 * FIRES);
            });
            assertThat(value(shown, "carillon_audit_doubled_total")).isZero();
            assertThat(value(shown, "carillon_audit_unended_total")).isZero();
            assertThat(value(shown, "carillon_audit_behind_seconds")).isBetween(5.0, 60.0);
        }
    }

    private static double value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** One of the ticking job, from the middle of its life. */
    private static HistoryEvent trigger() {
        return scheduled(TICKING).get(FIRES / 2);
    }

    private static List<HistoryEvent> scheduled(long job) {
        return events.stream()
                .filter(event -> event.getJobId() == job && event.hasTriggered())
                .filter(event -> event.getTriggered().getCause() == Cause.SCHEDULE)
                .toList();
    }

    private static void copyTopics() throws Exception {
        try (Admin admin = KAFKA.admin();
                Producer<byte[], byte[]> producer = KAFKA.producer()) {
            List<String> names = List.of("history", "jobs", "job-state", "executions");
            admin.createTopics(names.stream()
                            .map(name -> new NewTopic(COPY + name, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
            for (String name : names) {
                for (ConsumerRecord<byte[], byte[]> record : TOPICS.committed(PREFIX + name)) {
                    producer.send(new ProducerRecord<>(
                            COPY + name, record.partition(), record.timestamp(), record.key(), record.value()));
                }
            }
        }
    }

    private static void produce(String topic, String key, byte[] value) throws Exception {
        int partition = TOPICS.records(COPY + topic).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
                .findFirst()
                .orElseThrow()
                .partition();
        try (Producer<byte[], byte[]> producer = KAFKA.producer()) {
            producer.send(new ProducerRecord<>(COPY + topic, partition, key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        }
    }

    @Test
    void whatIsDroppedDoubledOrShiftedIsFound() {
        assertThat(tampered(all -> {}).totals()).isEmpty();
        for (long job : List.of(TICKING, OVERLAPPING)) {
            List<HistoryEvent> fires = scheduled(job);
            for (HistoryEvent fire : fires.subList(1, fires.size() - 1)) {
                assertThat(tampered(all -> all.remove(fire)).total(Kind.LOST)).isEqualTo(1);
                assertThat(tampered(all -> all.add(fire)).totals()).isEqualTo(Map.of(Kind.DOUBLED, 1L));
                HistoryEvent.Builder shifted = fire.toBuilder();
                long nominal = fire.getTriggered().getNominalMs() + 1;
                shifted.getTriggeredBuilder().setNominalMs(nominal).setExecutionId(job + "-s" + nominal);
                assertThat(tampered(all -> all.set(all.indexOf(fire), shifted.build()))
                                .totals())
                        .containsEntry(Kind.LOST, 1L)
                        .containsKey(Kind.UNEXPLAINED);
            }
        }
        for (HistoryEvent end : events.stream().filter(HistoryEvent::hasEnded).collect(Collectors.toSet())) {
            assertThat(tampered(all -> all.add(end)).total(Kind.ENDED_TWICE)).isEqualTo(1);
            assertThat(tampered(all -> all.remove(end)).total(Kind.UNENDED)).isEqualTo(1);
        }
        for (HistoryEvent skip :
                events.stream().filter(HistoryEvent::hasSkipped).toList()) {
            assertThat(tampered(all -> all.remove(skip)).total(Kind.LOST)).isEqualTo(1);
            assertThat(tampered(all -> all.add(skip)).total(Kind.DOUBLED)).isEqualTo(1);
        }
        for (HistoryEvent fire : scheduled(FOLLOWING)) {
            assertThat(tampered(all -> all.add(fire)).total(Kind.DOUBLED)).isEqualTo(1);
            assertThat(tampered(all -> all.remove(fire)).isKept()).isFalse();
        }
    }

    private static Verdict tampered(Consumer<List<HistoryEvent>> how) {
        List<HistoryEvent> all = new ArrayList<>(events);
        how.accept(all);
        Ledger ledger = new Ledger(id -> true);
        for (int offset = 0; offset < all.size(); offset++) {
            ledger.add(0, offset, all.get(offset));
        }
        ledger.liveIsKnown();
        Instant end = Instant.now();
        return ledger.judge(new Question(
                BEGIN,
                end,
                end.plus(Duration.ofHours(1)),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Optional.empty(),
                Optional.empty()));
    }
}
