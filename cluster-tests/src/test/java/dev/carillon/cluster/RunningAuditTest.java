package dev.carillon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.carillon.audit.Finding;
import dev.carillon.audit.Finding.Kind;
import dev.carillon.audit.Verdict;
import dev.carillon.cluster.harness.TestKafka;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.SettingsParser;
import dev.carillon.proto.v1.Cause;
import dev.carillon.proto.v1.Execution;
import dev.carillon.proto.v1.ExecutionEnded;
import dev.carillon.proto.v1.FinalState;
import dev.carillon.proto.v1.HistoryEvent;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.Triggered;
import dev.carillon.standalone.KafkaSettings;
import dev.carillon.standalone.audit.AuditSettings;
import dev.carillon.standalone.audit.RunningAudit;
import dev.carillon.testkit.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the running audit finds in topics that nobody but the test writes. */
@Tag("broker")
@Timeout(120)
final class RunningAuditTest {

    private static final String PREFIX = "ends.";
    private static final long JOB = 77;
    private static final Duration LAG = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, String> CLIENT =
            new HashMap<>(RunningCluster.get().clientProperties());
    private static final TestKafka KAFKA = new TestKafka(new HashMap<>(CLIENT));

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<Verdict> heard = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void topics() throws Exception {
        try (Admin admin = KAFKA.admin()) {
            List<NewTopic> topics = new ArrayList<>();
            for (String name : List.of("history", "jobs", "job-state", "executions")) {
                topics.add(new NewTopic(PREFIX + name, 2, (short) 1));
            }
            admin.createTopics(topics).all().get();
        }
    }

    @Test
    void anExecutionThatIsNeitherLiveNorHasEndedIsCountedOnce() throws Exception {
        // Given: one that has ended, one that is live, and one of which nothing more is told
        Instant then = Instant.now().minusSeconds(30);
        write("jobs", Long.toString(JOB), JobDefinition.newBuilder().setId(JOB).setRevision(1));
        for (String command : List.of("ended", "live", "lost")) {
            write(
                    "history",
                    Long.toString(JOB),
                    event(then)
                            .setTriggered(Triggered.newBuilder()
                                    .setExecutionId(id(command))
                                    .setRevision(1)
                                    .setCause(Cause.MANUAL)
                                    .setNominalMs(then.toEpochMilli())
                                    .setDueMs(then.toEpochMilli())));
        }
        write(
                "history",
                Long.toString(JOB),
                event(then.plusSeconds(1))
                        .setEnded(ExecutionEnded.newBuilder()
                                .setExecutionId(id("ended"))
                                .setState(FinalState.EXECUTION_SUCCEEDED)));
        write("executions", id("live"), Execution.newBuilder().setId(id("live")).setJobId(JOB));

        // When
        try (RunningAudit audit = audit().start()) {
            Await.until("it is found", SOON, () -> unended() > 0);
            int verdicts = heard.size();
            Await.until("more is judged", SOON, () -> heard.size() > verdicts + 1);
        }

        // Then
        assertThat(unended()).isEqualTo(1);
        assertThat(metrics.get("carillon.audit.lost").counter().count()).isZero();
        List<Finding> found = heard.stream()
                .flatMap(verdict -> verdict.findings(Kind.UNENDED).stream())
                .toList();
        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.jobId()).isEqualTo(JOB);
            assertThat(finding.records())
                    .singleElement()
                    .satisfies(place -> assertThat(place.offset()).isEqualTo(2));
        });
    }

    private double unended() {
        return metrics.get("carillon.audit.unended").counter().count();
    }

    private RunningAudit audit() {
        SettingsParser parser = new SettingsParser(ClusterSettings.ALL).commandLine("prefix", PREFIX);
        KafkaSettings.of(CLIENT).forEach(parser::commandLine);
        return new RunningAudit(
                ClusterSettings.of(parser.parse()),
                new AuditSettings(true, LAG, Duration.ZERO, LAG),
                metrics,
                InstantSource.system(),
                heard::add);
    }

    private static String id(String command) {
        return JOB + "-c" + command;
    }

    private static HistoryEvent.Builder event(Instant at) {
        return HistoryEvent.newBuilder().setJobId(JOB).setAtMs(at.toEpochMilli());
    }

    private static void write(String topic, String key, Message.Builder value) throws Exception {
        try (Producer<byte[], byte[]> producer = KAFKA.producer()) {
            producer.send(new ProducerRecord<>(
                            PREFIX + topic,
                            1,
                            key.getBytes(StandardCharsets.UTF_8),
                            value.build().toByteArray()))
                    .get();
        }
    }
}
