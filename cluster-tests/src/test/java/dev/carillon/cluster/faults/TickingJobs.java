package dev.carillon.cluster.faults;

import dev.carillon.proto.v1.CronSchedule;
import dev.carillon.proto.v1.FixedRateSchedule;
import dev.carillon.proto.v1.HttpTask;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.MisfirePolicy;
import dev.carillon.proto.v1.RetryPolicy;
import dev.carillon.proto.v1.Schedule;
import dev.carillon.proto.v1.Task;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Jobs that fire every second and each do one cheap HTTP call. Up to 200 executions of each may be live, so that no fire
 * may be skipped: each owes a trigger for every second.
 *
 * @param count they have the ids from 1 to this
 * @param spread their instants lie evenly in the second, instead of all at its begin
 */
record TickingJobs(int count, boolean spread) {

    /** What most tests need. */
    static final TickingJobs FIFTY = new TickingJobs(50, false);

    private static final Instant ANCHOR = Instant.parse("2026-01-01T00:00:00Z");

    List<Long> ids() {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    /** Where in the second the job fires. */
    long phaseMs(long id) {
        return spread ? (id - 1) * 1_000 / count : 0;
    }

    List<JobDefinition> calling(NoopTarget target) {
        return ids().stream().map(id -> calling(id, target.url())).toList();
    }

    private JobDefinition calling(long id, String url) {
        return JobDefinition.newBuilder()
                .setId(id)
                .setName("tick-" + id)
                .setEnabled(true)
                .setSchedule(schedule(id))
                .setTask(Task.newBuilder()
                        .setHttp(HttpTask.newBuilder().setUrl(url).setMethod("GET")))
                .setMaxConcurrency(200)
                // A broker that comes back on a busy machine may take longer than the default minute.
                .setMisfire(MisfirePolicy.newBuilder().setThresholdMs(180_000))
                // The attempts that a killed worker was at are repeated, so that every execution can succeed.
                .setRetry(RetryPolicy.newBuilder().setRetries(20).setIntervalMs(100))
                .build();
    }

    private Schedule schedule(long id) {
        if (!spread) {
            return Schedule.newBuilder()
                    .setCron(CronSchedule.newBuilder()
                            .setExpression("* * * * * ?")
                            .setZone("UTC"))
                    .build();
        }
        return Schedule.newBuilder()
                .setFixedRate(FixedRateSchedule.newBuilder()
                        .setPeriodMs(1_000)
                        .setAnchorMs(ANCHOR.plusMillis(phaseMs(id)).toEpochMilli()))
                .build();
    }
}
