package dev.carillon.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private enum Mode {
        FAST,
        VERY_SLOW
    }

    private static final Setting<Integer> LANES = Setting.integer("scheduler.lanes", 1, 1, 64, "Lanes per node.");
    private static final Setting<Duration> LEASE = Setting.duration(
            "worker.lease", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofDays(1), "How long.");
    private static final Setting<Mode> MODE = Setting.choice("mode", Mode.class, Mode.FAST, "How fast.");
    private static final Setting<Boolean> SYNC = Setting.flag("fsync", false, "Whether.");
    private static final Setting<List<String>> GROUPS = Setting.list("worker.groups", List.of("default"), "Which.");
    private static final Setting<String> KEY =
            Setting.text("key", "", "The key.").masked();

    private final SettingsParser parser = new SettingsParser(List.of(LANES, LEASE, MODE, SYNC, GROUPS, KEY));

    @Test
    void withoutAnyPlaceTheDefaultsCount() {
        Settings settings = parser.parse();

        assertThat(settings.get(LANES)).isEqualTo(1);
        assertThat(settings.get(LEASE)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.get(MODE)).isEqualTo(Mode.FAST);
        assertThat(settings.get(SYNC)).isFalse();
        assertThat(settings.get(GROUPS)).containsExactly("default");
        assertThat(settings.kafka()).isEmpty();
    }

    @Test
    void theCommandLineBeatsTheEnvironmentWhichBeatsTheFile() {
        Settings settings = parser.properties("scheduler.lanes=2\nworker.lease=2s\nmode=very-slow\n", "node.properties")
                .environment(Map.of("CARILLON_SCHEDULER_LANES", "3", "CARILLON_WORKER_LEASE", "3s", "PATH", "/bin"))
                .commandLine("scheduler.lanes=4")
                .parse();

        assertThat(settings.get(LANES)).isEqualTo(4);
        assertThat(settings.get(LEASE)).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.get(MODE)).isEqualTo(Mode.VERY_SLOW);
    }

    @ParameterizedTest
    @CsvSource({"1500ms,1500", "2s,2000", "3m,180000", "1h,3600000", "1d,86400000", "' 7 s ',7000"})
    void aDurationHasAUnit(String text, long ms) {
        assertThat(parser.commandLine("worker.lease", text).parse().get(LEASE)).isEqualTo(Duration.ofMillis(ms));
    }

    @Test
    void aListIsSeparatedByCommas() {
        assertThat(parser.commandLine("worker.groups=a, b").parse().get(GROUPS)).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource({
        "scheduler.lanes,0,'whole number, 1 … 64'",
        "scheduler.lanes,two,'whole number, 1 … 64'",
        "scheduler.lanes,'','whole number, 1 … 64'",
        "worker.lease,30,'one of the units'",
        "worker.lease,-1s,'one of the units'",
        "worker.lease,999ms,'must be 1s … 1d'",
        "mode,slow,'one of fast, very-slow'",
        "fsync,yes,'true or false'",
        "worker.groups,'a,,b','no empty entry'",
    })
    void aWrongValueStopsTheStartAndIsNamed(String key, String value, String expected) {
        parser.commandLine(key, value);

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(parser::parse)
                .withMessageContaining("Setting " + key + " (command line)")
                .withMessageContaining(expected)
                .withMessageContaining("was '" + value + "'");
    }

    @Test
    void anUnknownKeyStopsTheStartAndIsNamed() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> parser.properties("sheduler.lanes=2", "node.properties"))
                .withMessageContaining("Unknown setting sheduler.lanes (node.properties)");
    }

    @Test
    void aKeyTwiceInOneFileStopsTheStart() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> parser.properties("mode=fast\n# again\nmode : fast\n", "node.properties"))
                .withMessageContaining("Setting mode stands twice (node.properties)");
    }

    @Test
    void aKeyTwiceOnTheCommandLineStopsTheStart() {
        parser.commandLine("mode=fast");

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> parser.commandLine("mode=fast"))
                .withMessageContaining("stands twice (command line)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode", "=fast", ""})
    void whatIsNoAssignmentIsRefused(String text) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> parser.commandLine(text))
                .withMessageContaining("expected key=value");
    }

    @Test
    void aSettingThatMustBeGivenSaysHow() {
        SettingsParser required = new SettingsParser(List.of(LANES.required()));

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(required::parse)
                .withMessageContaining("scheduler.lanes is missing: Lanes per node.")
                .withMessageContaining("CARILLON_SCHEDULER_LANES");
    }

    @Test
    void aFileIsReadInUtf8(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("a.properties"), "worker.groups=组", StandardCharsets.UTF_8);

        assertThat(parser.file(file).parse().get(GROUPS)).containsExactly("组");
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path directory) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> parser.file(directory.resolve("none.properties")))
                .withMessageContaining("none.properties does not exist");
    }

    @Test
    void whatIsForKafkaGoesThroughWithoutItsPrefix() {
        Settings settings = parser.properties("kafka.security.protocol=SSL\nkafka.client.id=a", "f")
                .commandLine("kafka.client.id=b")
                .parse();

        assertThat(settings.kafka()).containsOnly(Map.entry("security.protocol", "SSL"), Map.entry("client.id", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acks", "isolation.level", "enable.auto.commit", "transactional.id", "group.id"})
    void whatTheGuaranteesRestOnCannotBeChanged(String name) {
        parser.commandLine("kafka." + name, "anything");

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(parser::parse)
                .withMessageContaining("kafka." + name + " is fixed by Carillon");
    }

    @Test
    void secretsAreNeitherShownNorPutIntoErrors() {
        Setting<String> longKey = KEY.required().check(value -> {
            if (value.length() < 8) {
                throw new IllegalArgumentException("must have at least 8 characters");
            }
            return value;
        });
        Settings settings = parser.commandLine("key=sesame")
                .commandLine("kafka.sasl.jaas.config=password=sesame")
                .commandLine("kafka.ssl.key.password=sesame")
                .parse();

        assertThat(settings.toString()).doesNotContain("sesame").contains("key=****", "scheduler.lanes=1");
        assertThat(settings.get(KEY)).isEqualTo("sesame");
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> longKey.parse("sesame", "file"))
                .withMessageContaining("at least 8 characters")
                .withMessageNotContaining("sesame");
    }

    @Test
    void theDocumentationComesFromTheDeclarations() {
        assertThat(SettingsMarkdown.section("Node", List.of(LANES, KEY, LEASE.required())))
                .startsWith("## Node\n\n| setting | environment |")
                .contains(
                        "| `scheduler.lanes` | `CARILLON_SCHEDULER_LANES` | whole number, 1 … 64 | `1` | Lanes per node. |")
                .contains("| `key` | `CARILLON_KEY` | text (secret) | empty | The key. |")
                .contains(
                        "| `worker.lease` | `CARILLON_WORKER_LEASE` | duration, 1s … 1d | must be given | How long. |");
    }
}
