package dev.carillon.standalone.transfer;

import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Project;
import dev.carillon.kafka.codec.CalendarCodec;
import dev.carillon.kafka.codec.DefinitionCodec;
import dev.carillon.kafka.codec.ProjectCodec;
import dev.carillon.proto.v1.AlertPolicy;
import dev.carillon.proto.v1.Calendar;
import dev.carillon.proto.v1.CalendarIntervalSchedule;
import dev.carillon.proto.v1.Contact;
import dev.carillon.proto.v1.CronSchedule;
import dev.carillon.proto.v1.DateRange;
import dev.carillon.proto.v1.DateVariables;
import dev.carillon.proto.v1.FixedDelaySchedule;
import dev.carillon.proto.v1.FixedRateSchedule;
import dev.carillon.proto.v1.HttpCheck;
import dev.carillon.proto.v1.HttpTask;
import dev.carillon.proto.v1.JavaTask;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.JsonFieldCheck;
import dev.carillon.proto.v1.MisfirePolicy;
import dev.carillon.proto.v1.OneTimeSchedule;
import dev.carillon.proto.v1.OverlapPolicy;
import dev.carillon.proto.v1.PlanTask;
import dev.carillon.proto.v1.RetryPolicy;
import dev.carillon.proto.v1.Schedule;
import dev.carillon.proto.v1.ShellTask;
import dev.carillon.proto.v1.Step;
import dev.carillon.proto.v1.Task;
import dev.carillon.proto.v1.TimeWindow;
import dev.carillon.proto.v1.TimeoutPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Definitions of every kind; none fires soon. */
public final class Samples {

    private static final long IN_2060 = 2_840_000_000_000L;
    private static final long IN_2061 = 2_880_000_000_000L;
    private static final long DAY_MS = 86_400_000;

    private Samples() {}

    /** One that says something in every field. */
    public static JobDefinition full() {
        return JobDefinition.newBuilder()
                .setId(11)
                .setNamespace("billing")
                .setGroup("night")
                .setName("close the books / 结账")
                .setDescription("closes <all> & 'every' \"book\"\n")
                .putLabels("team", "b")
                .putLabels("a", "")
                .setEnabled(true)
                .setSchedule(Schedule.newBuilder()
                        .setCron(CronSchedule.newBuilder()
                                .setExpression("0 0 3 1 1 ?")
                                .setZone("Europe/Berlin")))
                .setTask(shell("if [ 1 -lt 2 ] && true; then echo 'ü' > /dev/null; fi\n"))
                .setParameters("a b")
                .setMaxConcurrency(3)
                .setJitterMs(500)
                .addCalendars("bank days")
                .setOverlap(OverlapPolicy.newBuilder()
                        .setMode(OverlapPolicy.Mode.QUEUE_ALL)
                        .setCap(5))
                .setMisfire(MisfirePolicy.newBuilder()
                        .setMode(MisfirePolicy.Mode.FIRE_ALL)
                        .setThresholdMs(5_000)
                        .setCap(7))
                .setRetry(RetryPolicy.newBuilder().setRetries(2).setIntervalMs(1_000))
                .setTimeout(TimeoutPolicy.newBuilder()
                        .setLimitMs(60_000)
                        .setAlert(true)
                        .setKill(true))
                .setAlerts(AlertPolicy.newBuilder()
                        .setOnFailure(true)
                        .setFailuresInARow(2)
                        .addChannels("mail")
                        .addContacts(Contact.newBuilder().setName("ops").setMail("ops@example.org")))
                .setPriority(10)
                .setDataOffsetMs(DAY_MS)
                .setRemoveAfterRun(true)
                .putVendorFields("z", "1")
                .putVendorFields("b", "{\"x\":1}")
                .setFromMs(DAY_MS)
                .setUntilMs(IN_2061)
                .setDates(DateVariables.newBuilder()
                        .putNamed("day", "${yyyyMMdd-1d}")
                        .setZone("Asia/Shanghai"))
                .putSecrets("PASSWORD", "sealed:1:key-2026:AAAA_bbbb-1")
                .build();
    }

    /** Jobs of every kind of task and schedule; {@link #full} is one of them. */
    public static List<JobDefinition> jobs() {
        return List.of(
                full(),
                job(12, "Billing", "ask")
                        .setSchedule(Schedule.newBuilder()
                                .setFixedRate(FixedRateSchedule.newBuilder()
                                        .setPeriodMs(300 * DAY_MS)
                                        .setAnchorMs(1_790_000_000_123L)))
                        .setTask(http())
                        .build(),
                job(13, "..", "../../escape")
                        .setSchedule(Schedule.newBuilder()
                                .setCalendarInterval(CalendarIntervalSchedule.newBuilder()
                                        .setUnit(CalendarIntervalSchedule.Unit.MONTH)
                                        .setEvery(2)
                                        .setStartMs(IN_2060)
                                        .setZone("America/New_York")))
                        .setTask(java())
                        .build(),
                job(14, "billing", "n".repeat(255))
                        .setSchedule(Schedule.newBuilder()
                                .setOneTime(OneTimeSchedule.newBuilder().setAtMs(IN_2060)))
                        .setTask(Task.newBuilder()
                                .setPlan(PlanTask.newBuilder()
                                        .addTasks(shell("true"))
                                        .addTasks(http())
                                        .addSteps(Step.newBuilder()
                                                .setKey("one")
                                                .setName("first")
                                                .putValues("x", "1"))
                                        .addSteps(Step.newBuilder()
                                                .setKey("two")
                                                .setTask(1)
                                                .setRetries(2))
                                        .setStopOnFailure(true)
                                        .setParallelism(2)))
                        .build(),
                job(15, "默认", "slow")
                        .setEnabled(false)
                        .setSchedule(Schedule.newBuilder()
                                .setFixedDelay(FixedDelaySchedule.newBuilder().setDelayMs(DAY_MS)))
                        .build(),
                job(16, "default", "on demand").build());
    }

    public static List<dev.carillon.proto.v1.Project> projects() {
        return List.of(
                dev.carillon.proto.v1.Project.newBuilder()
                        .setId(21)
                        .setNamespace("billing")
                        .setName("Billing & co")
                        .setDescription("all of it")
                        .putVendorFields("owner", "me")
                        .build(),
                dev.carillon.proto.v1.Project.newBuilder()
                        .setId(22)
                        .setNamespace("a/../b")
                        .setName("odd")
                        .build());
    }

    public static List<Calendar> calendars() {
        return List.of(Calendar.newBuilder()
                .setId(dev.carillon.core.job.Calendar.idOf("billing", "bank days")
                        .value())
                .setNamespace("billing")
                .setName("bank days")
                .setDescription("closed")
                .setZone("Europe/Berlin")
                .addDates(DateRange.newBuilder().setFirst("2060-05-01"))
                .addDates(DateRange.newBuilder().setFirst("2060-12-27").setLast("2060-12-31"))
                .addYearly("12-25")
                .addWeekdays(6)
                .addWeekdays(7)
                .addWindows(TimeWindow.newBuilder()
                        .setFrom("22:00")
                        .setUntil("24:00")
                        .addWeekdays(5))
                .build());
    }

    static Definition.OfCalendar of(Calendar wire) {
        return new Definition.OfCalendar(CalendarCodec.fromProto(wire));
    }

    static JobDefinition.Builder job(long id, String namespace, String name) {
        return JobDefinition.newBuilder()
                .setId(id)
                .setNamespace(namespace)
                .setName(name)
                .setEnabled(true)
                .setTask(shell("true"));
    }

    static Definition.OfJob of(JobDefinition wire) {
        return new Definition.OfJob(DefinitionCodec.fromProto(wire));
    }

    static Definition.OfProject of(dev.carillon.proto.v1.Project wire) {
        return new Definition.OfProject(ProjectCodec.fromProto(wire));
    }

    static Definition.OfProject project(long id, String namespace) {
        Project project = of(projects().getFirst()).project();
        return new Definition.OfProject(
                new Project(new JobId(id), namespace, 0, "name", "", project.vendorFields(), project.audit()));
    }

    static SortedMap<JobId, Definition> byId(Definition... definitions) {
        SortedMap<JobId, Definition> all = new TreeMap<>();
        Arrays.stream(definitions).forEach(each -> all.put(each.id(), each));
        return all;
    }

    private static Task shell(String script) {
        return Task.newBuilder()
                .setShell(ShellTask.newBuilder()
                        .setScript(script)
                        .addArguments("$0")
                        .putEnvironment("B", "2")
                        .putEnvironment("A", "1"))
                .build();
    }

    private static Task http() {
        return Task.newBuilder()
                .setHttp(HttpTask.newBuilder()
                        .setUrl("http://127.0.0.1:1/x?y=#{nominalMs}")
                        .setMethod("POST")
                        .putHeaders("X-Token", "#{secret.TOKEN}")
                        .setBody("{}")
                        .setConnectTimeoutMs(1_000)
                        .setReadTimeoutMs(2_000)
                        .setCheck(HttpCheck.newBuilder()
                                .setJsonField(JsonFieldCheck.newBuilder()
                                        .setField("ok")
                                        .setValue("true"))))
                .build();
    }

    private static Task java() {
        return Task.newBuilder()
                .setJava(JavaTask.newBuilder().setClassName("com.example.Job").setJar("jobs.jar"))
                .build();
    }
}
