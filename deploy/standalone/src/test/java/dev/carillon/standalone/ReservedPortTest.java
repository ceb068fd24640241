package dev.carillon.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.kafka.settings.StartRefusedException;
import org.junit.jupiter.api.Test;

class ReservedPortTest {

    @Test
    void nobodyElseCanTakeItBeforeItIsGivenBack() {
        // Given
        ReservedPort reserved = ReservedPort.of(Loopback.HOST, 0, "--port");
        int port = reserved.port();

        // When
        assertThatThrownBy(() -> ReservedPort.of(Loopback.HOST, port, "--port"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("Port " + port + " on 127.0.0.1 is taken")
                .hasMessageContaining("--port");
        reserved.close();
        reserved.close();

        // Then
        try (ReservedPort next = ReservedPort.of(Loopback.HOST, port, "--port")) {
            assertThat(next.port()).isEqualTo(port);
        }
    }

    @Test
    void aHostNameThatDoesNotResolveIsSaid() {
        assertThatThrownBy(() -> ReservedPort.of("no-such-host.invalid", 0, "--port"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("no-such-host.invalid does not resolve");
    }
}
