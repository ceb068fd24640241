package dev.carillon.kafka.codec;

import dev.carillon.core.job.AlertPolicy;
import dev.carillon.core.job.Audit;
import dev.carillon.core.job.DateVariables;
import dev.carillon.core.job.HttpCheck;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.MisfirePolicy;
import dev.carillon.core.job.OverlapPolicy;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TimeoutPolicy;
import dev.carillon.core.time.Bounds;
import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.CronDialect;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.DstPolicy;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OnDemand;
import dev.carillon.core.time.OneTime;
import dev.carillon.core.time.Schedule;
import dev.carillon.core.time.Zones;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Valid definitions, every field at its limits now and then. */
class JobGenerator extends Generator {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration YEAR = Duration.ofDays(365);

    JobGenerator(long seed) {
        super(seed);
    }

    JobId jobId() {
        return new JobId(number(1, JobId.MAX));
    }

    JobDefinition definition() {
        return definition(jobId());
    }

    JobDefinition definition(JobId id) {
        return JobDefinition.builder(id, task())
                .revision(number(0, Long.MAX_VALUE))
                .namespace(text())
                .group(text())
                .name(text())
                .description(optionalText())
                .labels(map(3, this::text, this::optionalText))
                .enabled(flag())
                .schedule(schedule())
                .bounds(bounds())
                .parameters(optionalText())
                .dates(flag() ? DateVariables.NONE : dates())
                .secrets(map(2, () -> one(List.of("TOKEN", "_key2")), () -> "sealed:1:k-1:Abc_-9"))
                .maxConcurrency(number(1, JobDefinition.MAX_CONCURRENCY))
                .jitter(duration(Duration.ZERO, JobDefinition.MAX_JITTER))
                .calendars(list(JobDefinition.MAX_CALENDARS, this::text))
                .overlap(new OverlapPolicy(any(OverlapPolicy.Mode.class), number(1, OverlapPolicy.MAX_CAP)))
                .pausedAt(flag() ? null : instant())
                .misfire(new MisfirePolicy(
                        any(MisfirePolicy.Mode.class),
                        duration(SECOND, YEAR),
                        number(1, 10_000),
                        duration(SECOND, YEAR)))
                .retry(new RetryPolicy(number(0, 1000), duration(Duration.ZERO, Duration.ofDays(30))))
                .timeout(new TimeoutPolicy(duration(SECOND, YEAR), flag(), flag()))
                .alerts(alerts())
                .priority(number(1, 15))
                .dataOffset(duration(Duration.ofDays(-3650), Duration.ofDays(3650)))
                .removeAfterRun(flag())
                .vendorFields(map(3, this::text, this::optionalText))
                .audit(new Audit(instant(), optionalText(), instant(), optionalText()))
                .build();
    }

    Schedule schedule() {
        return oneOf(
                () -> new CronSchedule(
                        cron(),
                        Zones.parse(one(List.of("Asia/Shanghai", "GMT+8", "UTC", "Z", "America/New_York"))),
                        dst()),
                () -> new FixedRate(duration(SECOND, YEAR), instant()),
                () -> new CalendarInterval(
                        any(CalendarInterval.Unit.class),
                        number(1, 1000),
                        instant(),
                        Zones.parse("Europe/Berlin"),
                        dst()),
                () -> new FixedDelay(duration(SECOND, YEAR)),
                () -> new OneTime(instant()),
                OnDemand::new);
    }

    private CronExpression cron() {
        return oneOf(
                () -> CronExpression.parse(
                        one(List.of("0 0 12 * * ?", "*/5 * * ? * MON-FRI", "0 0 1 L * ? 2027-2030"))),
                () -> CronExpression.parse(CronDialect.UNIX, one(List.of("*/5 * * * *", "0 0 13 * 5", "@daily"))),
                () -> CronExpression.parse(CronDialect.SPRING, one(List.of("0 0 0 LW * ?", "@hourly"))));
    }

    private DstPolicy dst() {
        return flag() ? DstPolicy.DEFAULT : new DstPolicy(any(DstPolicy.Gap.class), any(DstPolicy.Overlap.class));
    }

    private Bounds bounds() {
        Instant from = instant();
        Instant early = Instant.ofEpochMilli(number(1, YEAR.toMillis()));
        return oneOf(
                () -> Bounds.NONE,
                () -> new Bounds(from, null),
                () -> new Bounds(null, from),
                () -> new Bounds(early, early.plusMillis(number(1, YEAR.toMillis()))));
    }

    private DateVariables dates() {
        return DateVariables.in(
                Zones.parse("Asia/Shanghai"), map(2, () -> one(List.of("day", "a.b-c")), () -> "${yyyy-MM-dd}"));
    }

    Task task() {
        return flag() ? simpleTask() : plan();
    }

    private Task plan() {
        List<Task> tasks = List.of(simpleTask(), simpleTask());
        List<Task.Step> steps = List.of(step("first"), step("second"));
        return new Task.Plan(tasks, steps, flag(), number(1, 50));
    }

    private Task.Step step(String key) {
        return new Task.Step(
                key,
                optionalText(),
                number(0, 1),
                map(2, () -> one(List.of("target_id", "b")), this::optionalText),
                optionalText(),
                number(0, 100));
    }

    private Task simpleTask() {
        return oneOf(
                () -> new Task.Shell(
                        text(),
                        list(3, this::optionalText),
                        map(3, () -> one(List.of("A", "_b2")), this::optionalText)),
                this::http,
                () -> new Task.Java(one(List.of("Job", "com.example.Job$Inner")), one(List.of("", "jobs.jar"))));
    }

    AlertPolicy alerts() {
        return new AlertPolicy(
                flag(), number(1, 1000), flag(), flag(), flag(), list(3, this::text), list(3, this::contact));
    }

    private AlertPolicy.Contact contact() {
        return new AlertPolicy.Contact(
                optionalText(), textOfAtMost(64), optionalText(), optionalText(), optionalText());
    }

    private Task.Http http() {
        Duration tick = Duration.ofMillis(1);
        Duration day = Duration.ofDays(1);
        HttpCheck check = oneOf(
                HttpCheck.Successful::new,
                () -> new HttpCheck.StatusIs(number(100, 599)),
                () -> new HttpCheck.JsonField(text(), optionalText()),
                () -> new HttpCheck.BodyIs(optionalText()));
        return new Task.Http(
                one(List.of(
                        "http://localhost:8080/a?b=c",
                        "https://example.org",
                        "https://example.org/#{step.target_id}?n=#{jobName:url}")),
                one(List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD")),
                map(2, () -> one(List.of("X-A", "Accept")), () -> one(List.of("", "#{jobId}"))),
                optionalText(),
                duration(tick, day),
                duration(tick, day),
                check);
    }
}
