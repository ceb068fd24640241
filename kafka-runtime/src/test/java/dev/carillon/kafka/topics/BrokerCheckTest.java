package dev.carillon.kafka.topics;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.kafka.settings.StartRefusedException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerCheckTest {

    @ParameterizedTest
    @CsvSource({"1,2", "2,3"})
    void brokersWithBothFeaturesAreAccepted(short group, short transaction) {
        assertThatCode(() -> BrokerCheck.check(
                        Map.of("group.version", range(group), "transaction.version", range(transaction))))
                .doesNotThrowAnyException();
    }

    @Test
    void brokersWithoutAnyFeatureAreTooOld() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> BrokerCheck.check(Map.of()))
                .withMessageContaining("too old")
                .withMessageContaining("Kafka 4.0");
    }

    @ParameterizedTest
    @CsvSource({"0,2,group.version", "1,1,transaction.version", "1,0,transaction.version"})
    void aFeatureBelowItsLevelIsNamedWithTheCommandThatRaisesIt(short group, short transaction, String missing) {
        Map<String, FinalizedVersionRange> features = new HashMap<>();
        if (group > 0) {
            features.put("group.version", range(group));
        }
        if (transaction > 0) {
            features.put("transaction.version", range(transaction));
        }

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> BrokerCheck.check(features))
                .withMessageContaining("upgrade --feature " + missing + "=");
    }

    private static FinalizedVersionRange range(short level) {
        return new FinalizedVersionRange(level, level);
    }
}
