package dev.carillon.standalone.audit;

import dev.carillon.audit.Finding.Kind;
import dev.carillon.audit.Verdict;
import dev.carillon.kafka.health.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What a running audit has found since it began. */
final class Counts {

    private final Counter expected;
    private final Counter lost;
    private final Counter doubled;
    private final Counter unexplained;
    private final Counter unended;
    private final Counter late;

    Counts(MeterRegistry metrics) {
        expected = Metric.AUDIT_EXPECTED.counter(metrics);
        lost = Metric.AUDIT_LOST.counter(metrics);
        doubled = Metric.AUDIT_DOUBLED.counter(metrics);
        unexplained = Metric.AUDIT_UNEXPLAINED.counter(metrics);
        unended = Metric.AUDIT_UNENDED.counter(metrics);
        late = Metric.AUDIT_LATE.counter(metrics);
    }

    void add(Verdict verdict) {
        expected.increment(verdict.expected());
        lost.increment(verdict.total(Kind.LOST));
        doubled.increment(verdict.total(Kind.DOUBLED));
        unexplained.increment(verdict.total(Kind.UNEXPLAINED) + verdict.total(Kind.ENDED_TWICE));
        unended.increment(verdict.total(Kind.UNENDED));
        late.increment(verdict.late());
    }
}
