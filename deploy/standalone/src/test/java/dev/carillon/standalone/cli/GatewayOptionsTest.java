package dev.carillon.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.kafka.settings.StartRefusedException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayOptionsTest {

    private static final Map<String, String> PAIR =
            Map.of("CARILLON_ACCESS_KEY", "given", "CARILLON_SECRET_KEY", "secret");

    @TempDir
    private Path directory = Path.of("");

    private final GatewayOptions options = new GatewayOptions();

    @BeforeEach
    void dataDirectory() throws Exception {
        options.data = directory;
        Files.createDirectory(directory.resolve("gateway"));
    }

    private void keys(String json) throws Exception {
        Files.writeString(directory.resolve("gateway/credentials.json"), "{\"keys\": [" + json + "]}");
    }

    @Test
    void thePairOfTheEnvironmentComesFirst() throws Exception {
        keys("{\"accessKey\": \"kept\", \"secret\": \"s\"}");

        assertThat(options.credential(PAIR).accessKey()).isEqualTo("given");
        assertThat(options.credential(Map.of("CARILLON_ACCESS_KEY", "given")).accessKey())
                .isEqualTo("kept");
    }

    @Test
    void theFirstKeyThatMayUseTheNativeApiIsTaken() throws Exception {
        keys("{\"accessKey\": \"vendor\", \"secret\": \"s\", \"apis\": [\"jdcloud.jmr\"]},"
                + "{\"accessKey\": \"own\", \"secret\": \"s\", \"apis\": [\"native\"]},"
                + "{\"accessKey\": \"all\", \"secret\": \"s\"}");

        assertThat(options.credential(Map.of()).accessKey()).isEqualTo("own");
    }

    @Test
    void withoutAKeyItSaysHowToGiveOne() throws Exception {
        assertThatThrownBy(() -> options.credential(Map.of()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("There is no " + directory.resolve("gateway/credentials.json"))
                .hasMessageContaining("--data");
        keys("{\"accessKey\": \"vendor\", \"secret\": \"s\", \"apis\": [\"jdcloud.jmr\"]}");
        assertThatThrownBy(() -> options.credential(Map.of()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("has no key for the native API");
        keys("{\"accessKey\": \"vendor\"}");
        assertThatThrownBy(() -> options.credential(Map.of()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("needs \"accessKey\" and \"secret\"");
    }

    @Test
    void anAddressHasASchemeAndAHost() {
        for (String wrong : new String[] {"localhost:8080", "ftp://localhost", "http:///x"}) {
            options.gateway = URI.create(wrong);

            assertThatThrownBy(() -> options.client(PAIR))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("--gateway: '" + wrong + "'");
        }
    }
}
