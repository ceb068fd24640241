package dev.carillon.worker.alert;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.AlertPolicy.Contact;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Output.AlertKind;
import dev.carillon.kafka.codec.AlertNotice;
import java.time.Instant;
import java.util.List;

/** Alerts and contacts for tests. */
final class Alerts {

    private Alerts() {}

    static AlertNotice to(Contact... contacts) {
        return new AlertNotice(
                new JobId(42),
                AlertKind.FAILURE,
                Instant.parse("2026-03-01T12:00:00Z"),
                "nightly \"export\"",
                "default",
                "reports",
                ExecutionId.parse("42-s1772366400000"),
                "failed 3 times in a row",
                3,
                List.of(contacts),
                List.of());
    }

    static Contact webhook(String url) {
        return new Contact("on-call", "", "", "", url);
    }

    static Contact ding(String url) {
        return new Contact("robot", "", "", url, "");
    }
}
