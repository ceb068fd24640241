package dev.carillon.core.job;

import dev.carillon.core.time.Bounds;
import dev.carillon.core.time.OnDemand;
import dev.carillon.core.time.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to run, when, and under which policies. Immutable; a change makes a new revision.
 *
 * <p>The constructor checks everything, so whoever holds a definition holds a valid one. Make one with
 * {@link #builder}, change one with {@link #toBuilder}.
 *
 * @param revision counts the changes, from 1; 0 before the scheduler has accepted the definition
 * @param bounds outside of which the schedule owes nothing
 * @param parameters reaches the task; at most 10,000 bytes
 * @param dates written into the task's text and parameters when it runs
 * @param secrets by name, encrypted: core, topics and view never see what they say. They reach a script as environment
 *     variables, an HTTP task by #{secret.NAME} in header values and body
 * @param jitter each fire is due up to this much after its nominal time, never as late as the next fire; at most an hour
 * @param calendars names of calendars of the namespace; a fire that one of them excludes is skipped
 * @param maxConcurrency executions that may run at once
 * @param overlap what becomes of a fire that finds as many
 * @param priority 1 low, 5 middle, 10 high, 15 very high
 * @param dataOffset the data time of an execution is its nominal time minus this; may be negative
 * @param removeAfterRun remove the job when its one-time execution has ended
 * @param pausedAt the job is paused, and the fires after this instant wait for what the resume says; null when it is not
 * @param vendorFields what a vendor's API must give back; nothing else reads it
 */
public record JobDefinition(
        JobId id,
        long revision,
        String namespace,
        String group,
        String name,
        String description,
        Map<String, String> labels,
        boolean enabled,
        Schedule schedule,
        Bounds bounds,
        Duration jitter,
        List<String> calendars,
        Task task,
        String parameters,
        DateVariables dates,
        Map<String, String> secrets,
        int maxConcurrency,
        OverlapPolicy overlap,
        MisfirePolicy misfire,
        RetryPolicy retry,
        TimeoutPolicy timeout,
        AlertPolicy alerts,
        int priority,
        Duration dataOffset,
        boolean removeAfterRun,
        @Nullable Instant pausedAt,
        Map<String, String> vendorFields,
        Audit audit) {

    public static final int MAX_PARAMETERS_BYTES = 10_000;
    public static final int MAX_CONCURRENCY = 200;
    public static final int MAX_SECRETS = 64;
    public static final int MAX_CALENDARS = 8;
    public static final Duration MAX_JITTER = Duration.ofHours(1);
    public static final int DEFAULT_PRIORITY = 5;

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
    private static final Pattern SEALED = Pattern.compile("sealed:1:[A-Za-z0-9_-]{1,64}:[A-Za-z0-9_-]{1,20000}");

    public JobDefinition {
        Checks.text("namespace", namespace, 255);
        Checks.text("group", group, 255);
        Checks.text("name", name, 255);
        Checks.optionalText("description", description, 10_000);
        Checks.bytes("parameters", parameters, MAX_PARAMETERS_BYTES);
        Checks.range("maxConcurrency", maxConcurrency, 1, MAX_CONCURRENCY);
        Checks.range("priority", priority, 1, 15);
        Checks.range("dataOffset", dataOffset, Duration.ofDays(-3650), Duration.ofDays(3650));
        Checks.range("labels", labels.size(), 0, 64);
        for (Map.Entry<String, String> label : labels.entrySet()) {
            Checks.text("labels", label.getKey(), 255);
            Checks.optionalText("labels." + label.getKey(), label.getValue(), 255);
        }
        Checks.range("jitter", jitter, Duration.ZERO, MAX_JITTER);
        Checks.range("calendars", calendars.size(), 0, MAX_CALENDARS);
        calendars.forEach(calendar -> Checks.text("calendars", calendar, 255));
        checkSecrets(secrets);
        checkDates(task, dates);
        labels = Map.copyOf(labels);
        calendars = List.copyOf(calendars);
        secrets = Map.copyOf(secrets);
        vendorFields = Map.copyOf(vendorFields);
    }

    private static void checkSecrets(Map<String, String> secrets) {
        Checks.range("secrets", secrets.size(), 0, MAX_SECRETS);
        secrets.forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches()) {
                throw new InvalidDefinitionException("secrets", "not a variable name: " + name);
            }
            if (!SEALED.matcher(value).matches()) {
                // Not the value in the message: it may be what was to be kept secret.
                throw new InvalidDefinitionException(
                        "secrets." + name, "must be encrypted, of the form sealed:1:<key id>:<base64url>");
            }
        });
    }

    private static void checkDates(Task task, DateVariables dates) {
        switch (task) {
            case Task.Plan plan -> plan.tasks().forEach(part -> checkDates(part, dates));
            case Task.Http http -> {
                if (http.hasDates() && !dates.active()) {
                    throw new InvalidDefinitionException(
                            "task.http.url",
                            "holds ${…}, which is replaced only when dates are set, was " + http.url());
                }
            }
            case Task.Shell ignored -> {}
            case Task.Java ignored -> {}
        }
    }

    /** The first fire after the instant, within the bounds; empty when none is left or, as with a fixed delay, known. */
    public Optional<Instant> nextFire(Instant exclusive) {
        return bounds.nextAfter(schedule, exclusive);
    }

    /**
     * When the fire of this nominal time is due: up to {@link #jitter} later, but before the next fire of the schedule,
     * so that fires are due in the order of their nominal times.
     */
    public Instant due(Instant nominal) {
        if (jitter.isZero()) {
            return nominal;
        }
        long bound = nextFire(nominal)
                .map(next -> Math.min(
                        jitter.toMillis(), Duration.between(nominal, next).toMillis()))
                .orElse(jitter.toMillis());
        // Shorter than a millisecond: none.
        return bound == 0 ? nominal : nominal.plusMillis(Jitter.ms(id, nominal, bound));
    }

    /** A definition that fires only on demand, with every policy at its default. */
    public static Builder builder(JobId id, Task task) {
        return new Builder(id, task);
    }

    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Collects the parts of a definition; {@link #build} checks them. */
    public static final class Builder {
        private JobId id;
        private long revision;
        private String namespace = "default";
        private String group = "default";
        private String name;
        private String description = "";
        private Map<String, String> labels = Map.of();
        private boolean enabled = true;
        private Schedule schedule = new OnDemand();
        private Bounds bounds = Bounds.NONE;
        private Duration jitter = Duration.ZERO;
        private List<String> calendars = List.of();
        private Task task;
        private String parameters = "";
        private DateVariables dates = DateVariables.NONE;
        private Map<String, String> secrets = Map.of();
        private int maxConcurrency = 1;
        private OverlapPolicy overlap = OverlapPolicy.SKIP;
        private MisfirePolicy misfire = MisfirePolicy.DEFAULT;
        private RetryPolicy retry = RetryPolicy.NONE;
        private TimeoutPolicy timeout = TimeoutPolicy.NONE;
        private AlertPolicy alerts = AlertPolicy.NONE;
        private int priority = DEFAULT_PRIORITY;
        private Duration dataOffset = Duration.ZERO;
        private boolean removeAfterRun;
        private @Nullable Instant pausedAt;
        private Map<String, String> vendorFields = Map.of();
        private Audit audit = Audit.NONE;

        private Builder(JobId id, Task task) {
            this.id = id;
            this.task = task;
            this.name = "job-" + id;
        }

        private Builder(JobDefinition from) {
            id = from.id;
            revision = from.revision;
            namespace = from.namespace;
            group = from.group;
            name = from.name;
            description = from.description;
            labels = from.labels;
            enabled = from.enabled;
            schedule = from.schedule;
            bounds = from.bounds;
            jitter = from.jitter;
            calendars = from.calendars;
            task = from.task;
            parameters = from.parameters;
            dates = from.dates;
            secrets = from.secrets;
            maxConcurrency = from.maxConcurrency;
            overlap = from.overlap;
            misfire = from.misfire;
            retry = from.retry;
            timeout = from.timeout;
            alerts = from.alerts;
            priority = from.priority;
            dataOffset = from.dataOffset;
            removeAfterRun = from.removeAfterRun;
            pausedAt = from.pausedAt;
            vendorFields = from.vendorFields;
            audit = from.audit;
        }

        public Builder id(JobId value) {
            id = value;
            return this;
        }

        public Builder revision(long value) {
            revision = value;
            return this;
        }

        public Builder namespace(String value) {
            namespace = value;
            return this;
        }

        public Builder group(String value) {
            group = value;
            return this;
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder description(String value) {
            description = value;
            return this;
        }

        public Builder labels(Map<String, String> value) {
            labels = value;
            return this;
        }

        public Builder enabled(boolean value) {
            enabled = value;
            return this;
        }

        public Builder schedule(Schedule value) {
            schedule = value;
            return this;
        }

        public Builder bounds(Bounds value) {
            bounds = value;
            return this;
        }

        public Builder jitter(Duration value) {
            jitter = value;
            return this;
        }

        public Builder calendars(List<String> value) {
            calendars = value;
            return this;
        }

        public Builder task(Task value) {
            task = value;
            return this;
        }

        public Builder parameters(String value) {
            parameters = value;
            return this;
        }

        public Builder dates(DateVariables value) {
            dates = value;
            return this;
        }

        public Builder secrets(Map<String, String> value) {
            secrets = value;
            return this;
        }

        public Builder maxConcurrency(int value) {
            maxConcurrency = value;
            return this;
        }

        public Builder overlap(OverlapPolicy value) {
            overlap = value;
            return this;
        }

        public Builder misfire(MisfirePolicy value) {
            misfire = value;
            return this;
        }

        public Builder retry(RetryPolicy value) {
            retry = value;
            return this;
        }

        public Builder timeout(TimeoutPolicy value) {
            timeout = value;
            return this;
        }

        public Builder alerts(AlertPolicy value) {
            alerts = value;
            return this;
        }

        public Builder priority(int value) {
            priority = value;
            return this;
        }

        public Builder dataOffset(Duration value) {
            dataOffset = value;
            return this;
        }

        public Builder removeAfterRun(boolean value) {
            removeAfterRun = value;
            return this;
        }

        public Builder pausedAt(@Nullable Instant value) {
            pausedAt = value;
            return this;
        }

        public Builder vendorFields(Map<String, String> value) {
            vendorFields = value;
            return this;
        }

        public Builder audit(Audit value) {
            audit = value;
            return this;
        }

        /** @throws InvalidDefinitionException naming the first field that is not allowed */
        public JobDefinition build() {
            return new JobDefinition(
                    id,
                    revision,
                    namespace,
                    group,
                    name,
                    description,
                    labels,
                    enabled,
                    schedule,
                    bounds,
                    jitter,
                    calendars,
                    task,
                    parameters,
                    dates,
                    secrets,
                    maxConcurrency,
                    overlap,
                    misfire,
                    retry,
                    timeout,
                    alerts,
                    priority,
                    dataOffset,
                    removeAfterRun,
                    pausedAt,
                    vendorFields,
                    audit);
        }
    }
}
