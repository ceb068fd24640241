package dev.carillon.standalone.audit;

import dev.carillon.kafka.settings.Setting;
import dev.carillon.kafka.settings.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How the running audit works.
 *
 * @param enabled whether {@code up} runs one
 * @param lag how long after its nominal time a fire is judged
 * @param patience for how long a fire without a record is waited for, beyond that, before it counts as lost; and an
 *     execution without an end, beyond its job's time limit, before it is looked for among the live ones
 * @param lateLimit a fire that is triggered or started later than this counts as late
 */
public record AuditSettings(boolean enabled, Duration lag, Duration patience, Duration lateLimit) {

    public static final Setting<Boolean> ENABLED = Setting.flag(
            "audit.enabled",
            false,
            "Whether `up` audits its cluster as it runs, as `bin/carillon audit --follow` does: metrics carillon_audit_*.");

    public static final Setting<Duration> LAG = Setting.duration(
            "audit.lag",
            Duration.ofMinutes(1),
            Duration.ofSeconds(5),
            Duration.ofHours(1),
            "How long after its nominal time a fire is judged by the running audit.");

    public static final Setting<Duration> PATIENCE = Setting.duration(
            "audit.patience",
            Duration.ofMinutes(10),
            Duration.ZERO,
            Duration.ofHours(6),
            "For how long the running audit waits for the record of a fire, beyond its lag, before it counts it as lost; and for"
                    + " the end of an execution, beyond the time that an attempt may take, before it looks whether it is live.");

    public static final Setting<Duration> LATE_LIMIT = Setting.duration(
            "audit.late-limit",
            Duration.ofSeconds(2),
            Duration.ofMillis(1),
            Duration.ofHours(1),
            "A fire that is triggered or started later than this counts as late in the running audit.");

    public static final List<Setting<?>> ALL = List.of(ENABLED, LAG, PATIENCE, LATE_LIMIT);

    public static AuditSettings of(Settings settings) {
        return new AuditSettings(
                settings.get(ENABLED), settings.get(LAG), settings.get(PATIENCE), settings.get(LATE_LIMIT));
    }
}
