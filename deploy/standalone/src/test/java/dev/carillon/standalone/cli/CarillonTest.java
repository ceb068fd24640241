package dev.carillon.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.carillon.standalone.DataDirectory;
import dev.carillon.standalone.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarillonTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final StopSignal stop = new StopSignal();

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "up --port many",
                "broker --data",
                "version --loud",
                "tail",
                "tail songs",
                "tail history --max 0",
                "export",
                "apply",
                "apply --from x --prune",
                "explain",
                "explain 5",
                "explain five --at 2026-01-01T00:00:00Z",
                "explain 5 --at noon",
                "fires",
                "fires 5 --next 0",
                "fires 5 --next 3 --from 1h",
                "fires 5 --from 1h --until 2h",
                "fires 5 --from 1h --max 100001"
            })
    void wrongCallEndsWith2AndTheUsage(String line) {
        // When
        int status = run(line.isEmpty() ? new String[0] : line.split(" "));

        // Then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: carillon");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void unknownCommandEndsWith2AndIsNamed() {
        assertThat(run("sing")).isEqualTo(2);
        assertThat(err.toString()).contains("'sing'");
    }

    @Test
    void versionNamesAllThree() {
        assertThat(run("version")).isZero();
        assertThat(out.toString()).containsPattern("Carillon \\d\\S* \\(Kafka 4\\.\\S+, Java 25\\S*\\)");
    }

    @Test
    void brokerRunsUntilToldToStop() {
        // Given
        stop.request();

        // When
        int status = run("broker", "--data", directory.resolve("data").toString(), "--broker-port", "0");

        // Then
        assertThat(status).isZero();
        assertThat(out.toString())
                .contains("Broker is ready: 127.0.0.1:")
                .contains("--kafka-config " + directory.resolve("data/client.properties"));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void directoryInUseIsOneSentence() throws Exception {
        // Given
        Path data = directory.resolve("data");
        try (DataDirectory taken = DataDirectory.open(data)) {
            // When
            int status = run("broker", "--data", taken.root().toString(), "--broker-port", "0");

            // Then
            assertThat(status).isEqualTo(1);
            assertThat(err.toString())
                    .startsWith("carillon: The data directory")
                    .contains("in use")
                    .hasLineCount(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--management-port", "--broker-port"})
    void takenPortOfUpIsNamed(String option) throws Exception {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String[] line = {
                "up",
                "--data",
                directory.resolve("data").toString(),
                "--port",
                "0",
                "--management-port",
                "0",
                "--broker-port",
                "0"
            };
            for (int i = 0; i < line.length; i++) {
                if (line[i].equals(option)) {
                    line[i + 1] = Integer.toString(taken.getLocalPort());
                }
            }

            // When
            int status = run(line);

            // Then
            assertThat(status).isEqualTo(1);
            assertThat(err.toString())
                    .contains("Port " + taken.getLocalPort())
                    .contains("with " + option + ".")
                    .hasLineCount(1);
        }
    }

    @Test
    void statusOfNothingIsAFailure() throws Exception {
        // Given
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = socket.getLocalPort();
        }

        // Then
        assertThat(run("status", "--management-port", Integer.toString(free))).isEqualTo(1);
        assertThat(out.toString()).contains("No Carillon answers").contains(Integer.toString(free));
    }

    @ParameterizedTest
    @ValueSource(strings = {"explain 5 --at 2026-01-01T00:00:00Z", "fires 5"})
    void questionsWithoutAKeyAreOneSentence(String line) {
        // When
        int status = run((line + " --data " + directory).split(" "));

        // Then
        assertThat(status).isEqualTo(1);
        assertThat(err.toString())
                .contains("There is no " + directory.resolve("gateway/credentials.json"))
                .hasLineCount(1);
    }

    @Test
    void tailWithoutABrokerToTalkToIsOneSentence() throws Exception {
        // When
        int status = run("tail", "history", "--data", directory.toString());

        // Then
        assertThat(status).isEqualTo(1);
        assertThat(err.toString())
                .contains("There is no " + directory.resolve("client.properties"))
                .contains("--data")
                .hasLineCount(1);
    }

    @Test
    void tailConnectsAsTheFileSaysAndToTheServersOfTheLine() throws Exception {
        // Given
        Path file = Files.writeString(
                directory.resolve("client.properties"), "bootstrap.servers=old:1\nsasl.mechanism=PLAIN\n");

        // When
        ConnectOptions embedded = new ConnectOptions();
        embedded.data = directory;
        ConnectOptions elsewhere = new ConnectOptions();
        elsewhere.file = file;
        elsewhere.bootstrapServers = "new:2";
        ConnectOptions open = new ConnectOptions();
        open.bootstrapServers = "new:2";

        // Then
        assertThat(embedded.clientProperties())
                .containsOnly(entry("bootstrap.servers", "old:1"), entry("sasl.mechanism", "PLAIN"));
        assertThat(elsewhere.clientProperties())
                .containsOnly(entry("bootstrap.servers", "new:2"), entry("sasl.mechanism", "PLAIN"));
        assertThat(open.clientProperties()).containsOnly(entry("bootstrap.servers", "new:2"));
    }

    @Test
    void kafkaSettingsComeFromTheFileAndTheServersFromTheLine() throws Exception {
        // Given
        KafkaOptions options = new KafkaOptions();
        options.file = Files.writeString(
                directory.resolve("client.properties"), "bootstrap.servers=old:1\nsasl.mechanism=PLAIN\n");
        options.bootstrapServers = "new:2";

        // Then
        assertThat(options.settings())
                .containsOnly(entry("bootstrap", "new:2"), entry("kafka.sasl.mechanism", "PLAIN"));
    }

    private int run(String... arguments) {
        return Carillon.commandLine(stop, new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }
}
