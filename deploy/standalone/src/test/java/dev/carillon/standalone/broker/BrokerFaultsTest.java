package dev.carillon.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BrokerFaultsTest {

    private final BrokerFaults faults = new BrokerFaults();
    private final AtomicInteger actions = new AtomicInteger();

    @Test
    void fatalFaultIsHandedOnWithItsCause() {
        // When
        RuntimeException thrown = faults.build("controller", true, actions::incrementAndGet)
                .handleFault("log is gone", new IOException("gone"));

        // Then
        assertThat(faults.fatal()).isCompletedWithValue(thrown);
        assertThat(thrown)
                .hasMessageContaining("controller")
                .hasMessageContaining("log is gone")
                .hasRootCauseMessage("gone");
        assertThat(actions).hasValue(1);
    }

    @Test
    void otherFaultsEndNothing() {
        // When
        faults.build("metrics", false, actions::incrementAndGet).handleFault("odd", new IOException("odd"));

        // Then
        assertThat(faults.fatal()).isNotDone();
        assertThat(actions).hasValue(1);
    }
}
