package dev.carillon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.carillon.cluster.harness.JavaTool;
import dev.carillon.cluster.harness.KafkaApiDoc;
import dev.carillon.cluster.harness.ProductProcess;
import dev.carillon.cluster.harness.TestDirectory;
import dev.carillon.cluster.harness.TestKafka;
import dev.carillon.cluster.harness.TopicJudge;
import dev.carillon.proto.v1.CommandReply;
import dev.carillon.proto.v1.HistoryEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the examples of docs/kafka-api.md as they stand there, by Kafka's own tools. */
@Timeout(180)
final class KafkaApiDocTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();
    private static final KafkaApiDoc DOC = KafkaApiDoc.read();
    private static final TestDirectory DIRECTORY = TestDirectory.of(KafkaApiDocTest.class);
    private static final JavaTool TOOL = new JavaTool(DIRECTORY);
    private static final RunningCluster CLUSTER = RunningCluster.get();
    private static final Path CLIENT = CLUSTER.dataDirectory().resolve("client.properties");
    private static final Map<String, String> PLACES = Map.of(
            "127.0.0.1:9092",
            Objects.requireNonNull(CLUSTER.clientProperties().get("bootstrap.servers")),
            "carillon-data/client.properties",
            CLIENT.toString());
    private static final TopicJudge TOPICS = new TopicJudge(new TestKafka(new HashMap<>(CLUSTER.clientProperties())));

    /** The commands of the document, by the document's producer; the tests look at what came of them. */
    @BeforeAll
    static void sendTheCommands() throws Exception {
        Path commands = Files.writeString(DIRECTORY.file("commands.txt"), DOC.block("text", "\"create-1\""));
        KafkaApiDoc.Call producer =
                DOC.calls("kafka-console-producer.sh", PLACES).getFirst();
        JavaTool.Printed printed = TOOL.run(producer.main(), producer.arguments(), commands);
        assertThat(printed.text() + printed.errors())
                .doesNotContain("ERROR")
                .doesNotContain("WARN")
                .doesNotContainIgnoringCase("deprecated");
        Eventually.isTrue(
                "an alert about job 4713", SOON, () -> keys("carillon.alerts").anyMatch("4713"::equals));
        Eventually.isTrue(
                "the dead letter",
                SOON,
                () -> TOPICS.records("carillon.dead-letters").stream()
                        .anyMatch(record -> new String(record.value(), StandardCharsets.UTF_8).contains("oops-1")));
        Eventually.isTrue(
                "the end of 4712-crun-1",
                SOON,
                () -> history()
                        .anyMatch(event -> event.getEnded().getExecutionId().equals("4712-crun-1")));
    }

    @AfterAll
    static void close() {
        TOPICS.close();
    }

    @Test
    void theJavaExampleCreatesTriggersStopsAndSeesTheEnd() throws Exception {
        // Given
        Path source = Files.writeString(DIRECTORY.file("CloseTheBooks.java"), DOC.block("java", "class CloseTheBooks"));
        // When
        JavaTool.Printed printed = TOOL.run(source.toString(), List.of(CLIENT.toString()), null);
        // Then
        assertThat(printed.text().lines().toList()).hasSize(4).satisfies(lines -> {
            assertThat(lines.get(0)).isEqualTo("created: OK");
            assertThat(lines.get(1)).startsWith("triggered: 4711-c");
            assertThat(lines.get(2)).isEqualTo("stopped: OK");
            assertThat(lines.get(3)).isEqualTo("ended: EXECUTION_STOPPED");
        });
    }

    @Test
    void tailShowsWhatTheDocumentPromises() throws Exception {
        // When
        Map<String, List<JsonNode>> printed = new HashMap<>();
        for (KafkaApiDoc.Call call : DOC.calls("bin/carillon", PLACES)) {
            List<String> arguments = new ArrayList<>(call.arguments());
            arguments.addAll(List.of("--data", CLUSTER.dataDirectory().toString()));
            List<JsonNode> lines = new ArrayList<>();
            for (String line :
                    TOOL.run(call.main(), arguments, null).text().lines().toList()) {
                lines.add(JSON.readTree(line));
            }
            printed.put(arguments.get(1), lines);
        }
        // Then
        assertThat(printed.get("replies"))
                .extracting(line -> line.at("/value/commandId").asText() + " "
                        + line.at("/value/status").asText() + " "
                        + line.at("/value/executionId").asText())
                .containsExactlyInAnyOrder(
                        "create-1 OK ",
                        "run-1 OK 4712-crun-1",
                        "stop-1 OK 4712-crun-1",
                        "create-2 OK ",
                        "run-2 OK 4713-crun-2");
        JsonNode shown = JSON.readTree(DOC.block("json", "carillon.replies"));
        assertThat(printed.get("replies")).anySatisfy(line -> {
            assertThat(names(line)).isEqualTo(names(shown));
            assertThat(line.get("value")).isEqualTo(shown.get("value"));
        });
        assertThat(printed.get("history"))
                .allSatisfy(line -> assertThat(line.get("key").asText()).isEqualTo("4712"))
                .anySatisfy(line ->
                        assertThat(line.at("/value/jobChanged/kind").asText()).isEqualTo("CREATED"))
                .anySatisfy(line ->
                        assertThat(line.at("/value/ended/state").asText()).isEqualTo("EXECUTION_STOPPED"));
        assertThat(printed.get("alerts"))
                .singleElement()
                .satisfies(line -> assertThat(line.at("/value/kind").asText()).isEqualTo("FAILURE"));
        assertThat(printed.get("dead-letters"))
                .filteredOn(line -> line.at("/found/value").asText().contains("oops-1"))
                .singleElement()
                .satisfies(line -> assertThat(line.at("/value/reason").asText())
                        .isEqualTo(DOC.block("text", "is no field of Command").strip()));
    }

    @Test
    void theConsoleConsumerPrintsABinaryReply() throws Exception {
        // When
        KafkaApiDoc.Call consumer =
                DOC.calls("kafka-console-consumer.sh", PLACES).getFirst();
        byte[] printed = TOOL.run(consumer.main(), consumer.arguments(), null).out();
        // Then
        assertThat(CommandReply.parseFrom(printed).getUnknownFields().asMap()).isEmpty();
        assertThat(CommandReply.parseFrom(printed).getCommandId()).isNotEmpty();
    }

    @Test
    void tailFollowsUntilItIsToldToEnd() throws Exception {
        // Given
        Path output = DIRECTORY.file("tail.out");
        try (ProductProcess tail = ProductProcess.start(
                "tail",
                output,
                "128m",
                List.of(
                        "tail",
                        "carillon.history",
                        "--from-beginning",
                        "--key",
                        "4712",
                        "--kafka-config",
                        CLIENT.toString()))) {
            // When
            tail.awaitLine("4712-crun-1", SOON);
            tail.term();
            // Then
            assertThat(tail.awaitExit(SOON)).isZero();
            assertThat(tail.printed().lines())
                    .allSatisfy(line -> assertThat(line).startsWith("{\"topic\":"));
        }
    }

    private static List<String> names(JsonNode line) {
        return line.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static Stream<String> keys(String topic) {
        return TOPICS.records(topic).stream().map(record -> new String(record.key(), StandardCharsets.UTF_8));
    }

    private static Stream<HistoryEvent> history() {
        return TOPICS.records("carillon.history").stream().map(KafkaApiDocTest::event);
    }

    private static HistoryEvent event(ConsumerRecord<byte[], byte[]> record) {
        try {
            return HistoryEvent.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("a record of the product cannot be read", e);
        }
    }
}
