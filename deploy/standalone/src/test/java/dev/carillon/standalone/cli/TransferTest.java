package dev.carillon.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.proto.v1.Command;
import dev.carillon.proto.v1.CreateCalendar;
import dev.carillon.proto.v1.CreateJob;
import dev.carillon.proto.v1.CreateProject;
import dev.carillon.scheduler.SchedulerNode;
import dev.carillon.standalone.KafkaSettings;
import dev.carillon.standalone.Nodes;
import dev.carillon.standalone.Overrides;
import dev.carillon.standalone.Readiness;
import dev.carillon.standalone.StopSignal;
import dev.carillon.standalone.broker.BrokerSettings;
import dev.carillon.standalone.broker.EmbeddedBroker;
import dev.carillon.standalone.transfer.Samples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code export} and {@code apply} between two clusters that share a broker and differ in everything else, their number of
 * partitions among it. Each test finds the target as the source is.
 */
@Timeout(180)
final class TransferTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SOURCE = "source.";
    private static final String TARGET = "target.";
    private static final int JOBS = Samples.jobs().size();
    private static final int PROJECTS = Samples.projects().size();
    private static final int CALENDARS = Samples.calendars().size();
    private static final int ALL = JOBS + PROJECTS + CALENDARS;

    private static EmbeddedBroker broker;
    private static SchedulerNode source;
    private static SchedulerNode target;
    private static Path data;
    private static Path exported;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    static void start(@TempDir Path shared) throws Exception {
        data = shared;
        broker = EmbeddedBroker.start(BrokerSettings.in(data));
        source = scheduler(SOURCE, 2);
        target = scheduler(TARGET, 3);
        Readiness.await(List.of(source.ready(), target.ready()), SOON);
        createAll();
        exported = data.resolve("exported");
        awaitExport(exported, JOBS + " jobs, " + PROJECTS + " projects and " + CALENDARS + " calendars");
    }

    @AfterAll
    static void stop() {
        source.close();
        target.close();
        broker.close();
    }

    @BeforeEach
    void targetIsAsTheSource() {
        assertThat(apply(exported, "--prune", "--yes")).as(out + " " + err).isZero();
        out.getBuffer().setLength(0);
    }

    @Test
    void whatWasAppliedIsExportedByteForByte() throws Exception {
        // When
        Path again = directory.resolve("again");
        assertThat(run(TARGET, "export", "--to", again.toString())).isZero();
        // Then
        assertThat(definitions(again)).isEqualTo(definitions(exported)).hasSize(ALL);
        assertThat(tail("jobs")).contains("\"createdBy\":\"apply\"");
    }

    @Test
    void applyingAndExportingAgainChangesNothing() throws Exception {
        // Given
        String commands = tail("commands");
        // When
        int status = apply(exported);
        // Then
        assertThat(status).isZero();
        assertThat(out.toString())
                .contains("same    job 16 on demand (default)")
                .contains("0 created, 0 changed, " + ALL + " the same, 0 deleted.");
        assertThat(tail("commands")).isEqualTo(commands);
        assertThat(run(SOURCE, "export", "--to", exported.toString())).isZero();
        assertThat(out.toString()).contains("nothing has changed");
    }

    @Test
    void changedFilesAreReplacedAndOnlyThose() throws Exception {
        // Given
        Path copy = copy();
        edit(copy.resolve("jobs/default/on_demand-16.json"), "\"enabled\": true", "\"enabled\": false");
        edit(copy.resolve("projects/billing.json"), "Billing & co", "Billing");
        // When
        int status = apply(copy);
        // Then
        assertThat(status).isZero();
        assertThat(out.toString())
                .contains("change  job 16 on demand (default): enabled\n")
                .contains("change  project 21 Billing (billing): name\n")
                .contains("0 created, 2 changed, " + (ALL - 2) + " the same, 0 deleted.");
        Path again = directory.resolve("again");
        assertThat(run(TARGET, "export", "--to", again.toString())).isZero();
        assertThat(definitions(again)).isEqualTo(definitions(copy));
    }

    @Test
    void oneWrongFileKeepsEverythingFromBeingSent() throws Exception {
        // Given
        String commands = tail("commands");
        Path copy = copy();
        edit(copy.resolve("jobs/default/on_demand-16.json"), "\"enabled\": true", "\"enabled\": false");
        edit(copy.resolve("projects/billing.json"), "\"name\"", "\"nmae\"");
        // When
        int status = apply(copy);
        // Then
        assertThat(status).isEqualTo(1);
        assertThat(err.toString())
                .contains("One mistake in the files; nothing was sent")
                .contains("projects/billing.json: nmae");
        assertThat(tail("commands")).isEqualTo(commands);
    }

    @Test
    void aDryRunSaysWhatWouldBeDoneAndSendsNothing() throws Exception {
        // Given
        String commands = tail("commands");
        Path copy = copy();
        Files.delete(copy.resolve("jobs/default/on_demand-16.json"));
        Files.writeString(copy.resolve("jobs/new.json"), job(17, "{}"));
        // When
        int status = apply(copy, "--dry-run", "--prune");
        // Then
        assertThat(status).isZero();
        assertThat(out.toString())
                .contains("note: 1 files of the export are gone")
                .contains("create  job 17 new (default)\n")
                .contains("delete  job 16 on demand (default)\n")
                .contains("Dry run: nothing was sent. 2 to do");
        assertThat(tail("commands")).isEqualTo(commands);
    }

    @Test
    void pruneDeletesOnlyWhenItIsMeantAndWhatIsDeletedCanComeBack() throws Exception {
        // Given
        Path copy = copy();
        Files.delete(copy.resolve("jobs/default/on_demand-16.json"));
        Files.delete(copy.resolve("projects/billing.json"));
        // Then
        assertThat(apply(copy, "--prune")).isEqualTo(2);
        assertThat(err.toString()).contains("--yes");
        assertThat(apply(copy)).isZero();
        assertThat(out.toString()).contains("0 deleted.").doesNotContain("delete ");
        // When
        assertThat(apply(copy, "--prune", "--yes")).isZero();
        // Then
        assertThat(out.toString()).contains("2 deleted.");
        Path again = directory.resolve("again");
        assertThat(run(TARGET, "export", "--to", again.toString())).isZero();
        assertThat(definitions(again)).isEqualTo(definitions(copy));
        // When it comes back as it was before, so that its first command could be taken for repeated
        assertThat(apply(exported)).isZero();
        // Then
        assertThat(run(TARGET, "export", "--to", again.toString())).isZero();
        assertThat(definitions(again)).isEqualTo(definitions(exported));
    }

    @Test
    void aCalendarIsThereBeforeTheJobThatNamesItAndGoesAfterIt() throws Exception {
        // Given: the id of a calendar follows from namespace and name.
        Path copy = copy();
        Files.createDirectories(copy.resolve("calendars"));
        Files.writeString(
                copy.resolve("calendars/nights.json"),
                "{\"namespace\": \"default\", \"name\": \"nights\","
                        + " \"windows\": [{\"from\": \"22:00\", \"until\": \"06:00\"}]}");
        String naming = job(17, "{}").replace("\"name\"", "\"calendars\": [\"nights\"], \"name\"");
        Files.writeString(copy.resolve("jobs/naming.json"), naming);
        // When
        int status = apply(copy);
        // Then
        assertThat(status).as(out + " " + err).isZero();
        assertThat(out.toString()).contains("create  calendar ").contains(" nights (default)");
        assertThat(tail("calendars")).contains("\"name\":\"nights\"").contains("\"createdBy\":\"apply\"");
        assertThat(tail("history")).contains("calendarChanged").contains("\"kind\":\"CREATED\"");
        // When
        assertThat(apply(exported, "--prune", "--yes")).as(out + " " + err).isZero();
        // Then
        assertThat(out.toString()).contains("2 deleted.");
    }

    @Test
    void whatTheSchedulerRefusesIsToldAndTheOthersGoOn() throws Exception {
        // Given
        Path copy = copy();
        Files.writeString(copy.resolve("jobs/past.json"), job(17, "{\"oneTime\": {\"atMs\": 1700000000000}}"));
        Files.writeString(copy.resolve("jobs/good.json"), job(18, "{}"));
        // When
        int status = apply(copy);
        // Then
        assertThat(status).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("refused job 17 new \\(default\\): .*one-time instant has passed")
                .contains("1 created, 0 changed, " + ALL + " the same, 0 deleted, 1 refused");
        assertThat(tail("jobs")).contains("\"id\":\"18\"");
    }

    @Test
    void aRehearsalCreatesDisabledJobsAndLeavesTheOthers() throws Exception {
        // Given
        Path copy = copy();
        Files.writeString(copy.resolve("jobs/new.json"), job(19, "{}"));
        // When
        int status = apply(copy, "--disabled");
        // Then
        assertThat(status).isZero();
        assertThat(out.toString()).contains("1 created, 0 changed,");
        Path again = directory.resolve("again");
        assertThat(run(TARGET, "export", "--to", again.toString())).isZero();
        assertThat(Files.readString(again.resolve("jobs/default/new-19.json"))).contains("\"enabled\": false");
        assertThat(Files.readString(again.resolve("jobs/default/on_demand-16.json")))
                .contains("\"enabled\": true");
    }

    @Test
    void keysThatTheTargetNeedsAreNamed() throws Exception {
        // Given
        Path copy = copy();
        try (Stream<Path> files = Files.walk(copy)) {
            Path sealed = files.filter(file -> file.toString().endsWith("-11.json"))
                    .findFirst()
                    .orElseThrow();
            edit(sealed, "\"priority\": 10", "\"priority\": 11");
        }
        // Then
        assertThat(apply(copy, "--dry-run")).isZero();
        assertThat(out.toString()).contains("sealed with the keys key-2026").contains("secrets.key");
    }

    @Test
    void aClusterThatIsNotThereIsNamed() {
        assertThat(run("nobody.", "export", "--to", directory.resolve("x").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("has no topic nobody.projects").contains("--prefix");
    }

    private static String job(long id, String schedule) {
        return """
                {"id": %d, "name": "new", "enabled": true, "task": {"shell": {"script": "true"}}, "schedule": %s}""".formatted(id, schedule);
    }

    private Path copy() throws IOException {
        Path copy = directory.resolve("copy");
        try (Stream<Path> files = Files.walk(exported)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(exported.relativize(file).toString()));
            }
        }
        return copy;
    }

    private static void edit(Path file, String old, String edited) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(old);
        Files.writeString(file, text.replace(old, edited));
    }

    private static Map<String, String> definitions(Path export) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(export)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(export.relativize(file).toString(), Files.readString(file));
            }
        }
        all.remove("export.json");
        return all;
    }

    private int apply(Path from, String... more) {
        return run(
                TARGET,
                Stream.concat(Stream.of("apply", "--from", from.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    /** All records of a topic of the target. */
    private String tail(String topic) {
        TransferTest other = new TransferTest();
        assertThat(other.run(TARGET, "tail", topic, "--from-beginning", "--no-follow"))
                .isZero();
        return other.out.toString();
    }

    private int run(String prefix, String... arguments) {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--prefix", prefix, "--data", data.toString()))
                .toArray(String[]::new);
        return Carillon.commandLine(new StopSignal(), new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(all);
    }

    private static SchedulerNode scheduler(String prefix, int partitions) {
        Map<String, String> settings = new HashMap<>(KafkaSettings.of(broker.clientProperties()));
        settings.put("prefix", prefix);
        settings.put("partitions", Integer.toString(partitions));
        return new Nodes(Nodes.settings(new Overrides(Optional.empty(), settings), Map.of()), new SimpleMeterRegistry())
                .scheduler();
    }

    /** Calendars first: a job that names one is refused where the calendar has not been heard of. */
    private static void createAll() throws Exception {
        send(Samples.calendars().stream()
                .map(calendar -> Command.newBuilder()
                        .setJobId(calendar.getId())
                        .setCreateCalendar(CreateCalendar.newBuilder().setCalendar(calendar))));
        awaitExport(data.resolve("calendars"), "0 jobs, 0 projects and " + CALENDARS + " calendars");
        Stream<Command.Builder> jobs = Samples.jobs().stream()
                .map(job -> Command.newBuilder()
                        .setJobId(job.getId())
                        .setCreate(CreateJob.newBuilder().setDefinition(job)));
        Stream<Command.Builder> projects = Samples.projects().stream()
                .map(project -> Command.newBuilder()
                        .setJobId(project.getId())
                        .setCreateProject(CreateProject.newBuilder().setProject(project)));
        send(Stream.concat(jobs, projects));
    }

    private static void send(Stream<Command.Builder> commands) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                new HashMap<>(broker.clientProperties()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Command.Builder command : commands.toList()) {
                command.setCommandId("make-" + command.getJobId()).setPrincipal("somebody");
                byte[] key = Long.toString(command.getJobId()).getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(
                                SOURCE + "commands", key, command.build().toByteArray()))
                        .get();
            }
        }
    }

    /** What is exported is committed, and with a calendar its record on every partition. */
    private static void awaitExport(Path to, String complete) {
        long deadline = System.nanoTime() + SOON.toNanos();
        TransferTest first = new TransferTest();
        while (!first.out.toString().contains(complete)) {
            assertThat(System.nanoTime()).as(first.out.toString()).isLessThan(deadline);
            assertThat(first.run(SOURCE, "export", "--to", to.toString())).isZero();
        }
    }
}
