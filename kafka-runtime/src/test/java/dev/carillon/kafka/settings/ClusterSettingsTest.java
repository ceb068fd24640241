package dev.carillon.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSettingsTest {

    private final SettingsParser parser = new SettingsParser(ClusterSettings.ALL);

    @Test
    void theDefaultsAreThoseOfTheDesign() {
        ClusterSettings settings = ClusterSettings.of(parser.parse());

        assertThat(settings)
                .isEqualTo(new ClusterSettings("127.0.0.1:9092", "carillon.", 64, 8, 0, Duration.ofDays(7), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:9092", "a.example:1,b.example:2", "[::1]:9092", "[::1]:9092,10.0.0.1:9092"})
    void brokersAreHostAndPort(String bootstrap) {
        assertThat(ClusterSettings.at(bootstrap, 4).clientProperties()).containsEntry("bootstrap.servers", bootstrap);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "localhost:", "a:1,", "a:1, b:2", "http://a:1", "::1:9092"})
    void otherBrokersAreRefused(String bootstrap) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> ClusterSettings.at(bootstrap, 4))
                .withMessageContaining("bootstrap")
                .withMessageContaining("host:port");
    }

    @Test
    void aPrefixThatNoTopicMayHaveIsRefused() {
        parser.commandLine("prefix", "a/b");

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(parser::parse)
                .withMessageContaining("prefix");
    }

    @Test
    void clientsGetWhatWasPassedThroughAndSecretsStayHidden() {
        ClusterSettings settings =
                ClusterSettings.at("a:1", 4).withKafka(Map.of("sasl.jaas.config", "sesame", "client.rack", "r1"));

        assertThat(settings.clientProperties())
                .containsOnly(
                        Map.entry("bootstrap.servers", "a:1"),
                        Map.entry("sasl.jaas.config", "sesame"),
                        Map.entry("client.rack", "r1"));
        assertThat(settings.toString()).doesNotContain("sesame").contains("client.rack=r1");
    }
}
