package dev.carillon.bench.cluster;

import dev.carillon.proto.v1.Command;
import dev.carillon.proto.v1.CreateJob;
import dev.carillon.proto.v1.CronSchedule;
import dev.carillon.proto.v1.JavaTask;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.MisfirePolicy;
import dev.carillon.proto.v1.RetryPolicy;
import dev.carillon.proto.v1.Schedule;
import dev.carillon.proto.v1.Task;
import java.time.Duration;

/** What all jobs of a load have in common: the Java job that does nothing, and policies that let no fire be skipped. */
public final class JobTemplate {

    /** However late the load makes a fire, it fires. */
    private static final Duration MISFIRE_THRESHOLD = Duration.ofHours(6);

    /** Days that every month has, and the seconds of twelve such months. */
    private static final int DAYS = 28;

    private static final long SECONDS = 12L * DAYS * 86_400;
    private static final int LIVE_MAX = 200;
    private static final int RETRIES = 20;

    private JobTemplate() {}

    static JobDefinition.Builder job(long id) {
        return JobDefinition.newBuilder()
                .setId(id)
                .setNamespace("bench")
                .setGroup("default")
                .setName("bench-" + id)
                .setEnabled(true)
                .setTask(Task.newBuilder().setJava(JavaTask.newBuilder().setClassName(NoopJob.class.getName())))
                .setMaxConcurrency(LIVE_MAX)
                .setMisfire(MisfirePolicy.newBuilder()
                        .setMode(MisfirePolicy.Mode.FIRE_ALL)
                        .setThresholdMs(MISFIRE_THRESHOLD.toMillis()))
                // Of attempts that a killed node was at.
                .setRetry(RetryPolicy.newBuilder().setRetries(RETRIES).setIntervalMs(100));
    }

    /** The job of a plan, counted from 0. */
    public static JobDefinition of(FirePlan plan, int job) {
        return job(plan.id(job))
                .setSchedule(plan.schedule(job))
                .setFromMs(plan.start().toEpochMilli())
                .setUntilMs(plan.until().toEpochMilli())
                .build();
    }

    /** A cron job that fires once a year, at a second that follows from its id. */
    static JobDefinition yearly(long id) {
        long second = id % SECONDS;
        String expression = second % 60 + " " + second / 60 % 60 + " " + second / 3_600 % 24 + " "
                + (1 + second / 86_400 % DAYS) + " " + (1 + second / 86_400 / DAYS) + " ?";
        return job(id).setSchedule(Schedule.newBuilder()
                        .setCron(CronSchedule.newBuilder()
                                .setExpression(expression)
                                .setZone("UTC")))
                .build();
    }

    /** The command that makes a job. */
    public static Command creation(JobDefinition job) {
        return Command.newBuilder()
                .setCommandId("bench-create-" + job.getId())
                .setJobId(job.getId())
                .setPrincipal("bench")
                .setCreate(CreateJob.newBuilder().setDefinition(job))
                .build();
    }
}
