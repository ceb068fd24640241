package dev.carillon.kafka.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @ParameterizedTest
    @EnumSource
    void theDocumentedNameIsTheOneThatPrometheusSees(Metric metric) {
        String[] tags = new String[metric.tags().size()];
        Arrays.fill(tags, "x");
        switch (metric.kind()) {
            case COUNTER -> metric.counter(registry, tags).increment();
            case GAUGE ->
                assertThat(metric.gauge(registry, () -> 1, tags).value()).isEqualTo(1);
            case TIMER -> metric.timer(registry, tags).record(Duration.ofMillis(3));
            case SUMMARY -> metric.summary(registry, tags).record(3);
        }

        assertThat(registry.scrape()).contains("# TYPE " + metric.prometheusName() + " ");
        assertThat(Metric.markdown()).contains("| `" + metric.prometheusName() + "` |");
    }

    @Test
    void aMeterOfTheWrongKindIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Metric.VIEW_LAG.counter(registry))
                .withMessage("VIEW_LAG is a GAUGE, not a COUNTER");
    }

    @Test
    void aMeterWithoutItsTagsIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Metric.DEAD_LETTERS.counter(registry))
                .withMessageContaining("[topic]");
    }
}
