package dev.carillon.kafka.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Every metric of every node, declared once: code takes its meters from here, and {@code docs/metrics.md} is rendered from
 * here, so no metric is nameless or undocumented. No tag has values from outside (job ids, users), which would let
 * anybody grow the registry without end.
 */
public enum Metric {
    CLOCK_OFFSET(
            Kind.GAUGE,
            "clock.offset",
            Unit.SECONDS,
            List.of("node"),
            "This machine's clock against the brokers', as a scheduler or a worker has measured it."),
    CLOCK_TRUSTED(
            Kind.GAUGE,
            "clock.trusted",
            "",
            List.of("node"),
            "1 when the clock may be acted on; at 0 nothing is fired or taken."),
    CURSOR_BEHIND(
            Kind.GAUGE,
            "cursor.behind",
            Unit.SECONDS,
            List.of("partition"),
            "How long the earliest fire that is not emitted yet is overdue, of each partition whose shard runs on this"
                    + " node; 0 while fires are emitted ahead."),
    DEAD_LETTERS(
            Kind.COUNTER,
            "dead.letters",
            "",
            List.of("topic"),
            "Records that could not be read or applied, with the reason."),

    FIRES(Kind.COUNTER, "fires", "", List.of(), "Triggers committed by this node."),
    FIRES_SKIPPED(Kind.COUNTER, "fires.skipped", "", List.of("reason"), "Fires that were recorded as skipped."),
    COMMANDS(Kind.COUNTER, "commands", "", List.of("status"), "Commands answered, by the status of the reply."),
    COMMANDS_FORWARDED(
            Kind.COUNTER, "commands.forwarded", "", List.of(), "Commands met on a partition that is not their job's."),
    EXECUTIONS_ENDED(Kind.COUNTER, "executions.ended", "", List.of("state"), "Executions that ended, by final state."),
    PARTITIONS_OWNED(Kind.GAUGE, "partitions.owned", "", List.of(), "Partitions whose shard runs on this node."),
    PARTITIONS_LOADING(Kind.GAUGE, "partitions.loading", "", List.of(), "Partitions assigned but not loaded yet."),
    SHARD_LOAD(
            Kind.TIMER,
            "shard.load",
            Unit.SECONDS,
            List.of(),
            "From the assignment of a partition to its shard's first step."),
    STEP(Kind.TIMER, "step", Unit.SECONDS, List.of(), "One step: decide and commit."),
    STEP_RECORDS(Kind.SUMMARY, "step.records", "", List.of(), "Records written by one step."),
    PARTITIONS_STOPPED(
            Kind.GAUGE,
            "partitions.stopped",
            "",
            List.of(),
            "Partitions that are not served because their state cannot be read; their jobs do not fire."),
    SHARDS_RELOADED(
            Kind.COUNTER,
            "shards.reloaded",
            "",
            List.of(),
            "Shards thrown away and rebuilt from the log by their owner."),
    TRANSACTIONS_FENCED(
            Kind.COUNTER,
            "transactions.fenced",
            "",
            List.of(),
            "Open transactions of dead owners that were ended so that their partitions could be loaded."),
    WORK_DROPPED(Kind.COUNTER, "work.dropped", "", List.of(), "Work for topics that do not exist."),
    HEARTBEATS_UNREADABLE(
            Kind.COUNTER, "heartbeats.unreadable", "", List.of(), "Heartbeats that this node could not read."),
    FIRING_LAG(
            Kind.TIMER,
            "firing.lag",
            Unit.SECONDS,
            List.of(),
            "From a fire's due instant to its commit; 0 when it was ahead. Its max is that of the last minutes."),
    STEPS_FAILED(Kind.COUNTER, "steps.failed", "", List.of("cause"), "Steps that did not commit, by what came of it."),

    ATTEMPTS(Kind.COUNTER, "attempts", "", List.of("kind", "outcome"), "Attempts that ended on this worker."),
    ATTEMPTS_DECLINED(Kind.COUNTER, "attempts.declined", "", List.of("kind"), "Work that this worker did not begin."),
    START_LATENESS(
            Kind.TIMER,
            "start.lateness",
            Unit.SECONDS,
            List.of("kind"),
            "From an execution's due instant to the start of its attempt."),
    SLOTS(Kind.GAUGE, "slots", "", List.of("kind"), "Attempts that this worker can run at once."),
    SLOTS_BUSY(Kind.GAUGE, "slots.busy", "", List.of("kind"), "Attempts that this worker runs now."),
    WORK_HELD(Kind.GAUGE, "work.held", "", List.of(), "Work that waits on this worker for its due instant or a slot."),
    LEASES_LOST(
            Kind.COUNTER, "leases.lost", "", List.of(), "Leases that ran out; the worker ended its work each time."),
    HEARTBEATS_FAILED(
            Kind.COUNTER, "heartbeats.failed", "", List.of(), "Heartbeats that no broker acknowledged in time."),
    LOG_CHUNKS_LOST(Kind.COUNTER, "log.chunks.lost", "", List.of(), "Chunks of attempts' output that were dropped."),

    REQUESTS(
            Kind.TIMER,
            "requests",
            Unit.SECONDS,
            List.of("api", "operation", "status"),
            "Requests answered by this gateway."),
    REQUESTS_REFUSED(
            Kind.COUNTER,
            "requests.refused",
            "",
            List.of("reason"),
            "Requests refused before they reached an operation."),
    VIEW_LAG(Kind.GAUGE, "view.lag", "", List.of(), "Records that this gateway's view has not read yet."),
    ALERTS_SENT(Kind.COUNTER, "alerts.sent", "", List.of("sink", "outcome"), "Alerts handed to a sink."),

    AUDIT_EXPECTED(Kind.COUNTER, "audit.expected", "", List.of(), "Fires that the running audit found to be owed."),
    AUDIT_LOST(Kind.COUNTER, "audit.lost", "", List.of(), "Of these, fires that no record says anything of."),
    AUDIT_DOUBLED(Kind.COUNTER, "audit.doubled", "", List.of(), "Of these, fires that have more than one record."),
    AUDIT_UNEXPLAINED(
            Kind.COUNTER,
            "audit.unexplained",
            "",
            List.of(),
            "Records that nothing explains: a fire that nobody owed, a reason that does not hold, a second end."),
    AUDIT_UNENDED(
            Kind.COUNTER,
            "audit.unended",
            "",
            List.of(),
            "Executions without a final state that are not live any more (audit.lag, audit.patience)."),
    AUDIT_LATE(
            Kind.COUNTER,
            "audit.late",
            "",
            List.of(),
            "Fires that were triggered or started later than the limit (audit.late-limit)."),
    AUDIT_BEHIND(
            Kind.GAUGE,
            "audit.behind",
            Unit.SECONDS,
            List.of(),
            "Age of the newest fires that the running audit has judged; it grows while records are missing.");

    /** What kind of meter it is. */
    public enum Kind {
        COUNTER,
        GAUGE,
        TIMER,
        SUMMARY
    }

    private static final String PREFIX = "carillon.";

    /** A nested class, since an enum's constants cannot use its own static fields. */
    private static final class Unit {
        static final String SECONDS = "seconds";
    }

    private final Kind kind;
    private final String meterName;
    private final String unit;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> tags;

    private final String text;

    Metric(Kind kind, String name, String unit, List<String> tags, String text) {
        this.kind = kind;
        this.meterName = PREFIX + name;
        this.unit = unit;
        this.tags = tags;
        this.text = text;
    }

    /**
     * The counter with these tags.
     *
     * @param tagValues one for each declared tag, in that order
     */
    public Counter counter(MeterRegistry registry, String... tagValues) {
        require(Kind.COUNTER);
        return Counter.builder(meterName)
                .description(text)
                .tags(tags(tagValues))
                .register(registry);
    }

    public Timer timer(MeterRegistry registry, String... tagValues) {
        require(Kind.TIMER);
        return Timer.builder(meterName)
                .description(text)
                .tags(tags(tagValues))
                .publishPercentileHistogram()
                .register(registry);
    }

    public DistributionSummary summary(MeterRegistry registry, String... tagValues) {
        require(Kind.SUMMARY);
        return DistributionSummary.builder(meterName)
                .description(text)
                .tags(tags(tagValues))
                .register(registry);
    }

    /**
     * Registers a gauge with these tags.
     *
     * @param value asked at every scrape; kept reachable by the registry
     */
    public Gauge gauge(MeterRegistry registry, Supplier<Number> value, String... tagValues) {
        require(Kind.GAUGE);
        return Gauge.builder(meterName, value)
                .description(text)
                .baseUnit(unit.isEmpty() ? null : unit)
                .tags(tags(tagValues))
                .register(registry);
    }

    /**
     * Gauges that come and go, one for each value of the only tag.
     *
     * @see MultiGauge#register
     */
    public MultiGauge gauges(MeterRegistry registry) {
        require(Kind.GAUGE);
        return MultiGauge.builder(meterName)
                .description(text)
                .baseUnit(unit.isEmpty() ? null : unit)
                .register(registry);
    }

    /** For {@code docs/metrics.md}, with the names that Prometheus sees. */
    public static String markdown() {
        StringBuilder markdown = new StringBuilder("| metric | kind | tags | meaning |\n|---|---|---|---|\n");
        for (Metric metric : values()) {
            markdown.append("| `")
                    .append(metric.prometheusName())
                    .append("` | ")
                    .append(metric.kind.name().toLowerCase(Locale.ROOT))
                    .append(" | ")
                    .append(String.join(", ", metric.tags))
                    .append(" | ")
                    .append(metric.text)
                    .append(" |\n");
        }
        return markdown.toString();
    }

    public Kind kind() {
        return kind;
    }

    public List<String> tags() {
        return tags;
    }

    String prometheusName() {
        String base = meterName.replace('.', '_');
        return switch (kind) {
            case COUNTER -> base + "_total";
            case TIMER -> base + "_seconds";
            case GAUGE -> unit.isEmpty() ? base : base + "_" + unit;
            case SUMMARY -> base;
        };
    }

    private Tags tags(String... values) {
        if (values.length != tags.size()) {
            throw new IllegalStateException(this + " has the tags " + tags + ", got " + List.of(values));
        }
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            pairs.add(tags.get(i));
            pairs.add(values[i]);
        }
        return Tags.of(pairs.toArray(String[]::new));
    }

    private void require(Kind wanted) {
        if (kind != wanted) {
            throw new IllegalStateException(this + " is a " + kind + ", not a " + wanted);
        }
    }
}
