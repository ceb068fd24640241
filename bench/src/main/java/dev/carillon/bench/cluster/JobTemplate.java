package dev.carillon.bench.cluster;

import dev.carillon.proto.v1.JavaTask;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.MisfirePolicy;
import dev.carillon.proto.v1.RetryPolicy;
import dev.carillon.proto.v1.Task;
import java.time.Duration;

/** What all jobs of a load have in common: the Java job that does nothing, and policies that let no fire be skipped. */
final class JobTemplate {

    /** However late the load makes a fire, it fires. */
    private static final Duration MISFIRE_THRESHOLD = Duration.ofHours(6);

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

    static JobDefinition of(FirePlan plan, int job) {
        return job(plan.id(job))
                .setSchedule(plan.schedule(job))
                .setFromMs(plan.start().toEpochMilli())
                .setUntilMs(plan.until().toEpochMilli())
                .build();
    }
}
