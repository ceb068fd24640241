package dev.carillon.cluster.faults;

import dev.carillon.proto.v1.CronSchedule;
import dev.carillon.proto.v1.HttpTask;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.MisfirePolicy;
import dev.carillon.proto.v1.RetryPolicy;
import dev.carillon.proto.v1.Schedule;
import dev.carillon.proto.v1.Task;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Fifty jobs that fire every second and each do one cheap HTTP call. Up to 200 executions of each may be live, so that
 * no fire may be skipped: each owes a trigger for every second.
 */
final class TickingJobs {

    static final List<Long> IDS = LongStream.rangeClosed(1, 50).boxed().toList();

    private TickingJobs() {}

    static List<JobDefinition> calling(NoopTarget target) {
        return IDS.stream().map(id -> calling(id, target.url())).toList();
    }

    private static JobDefinition calling(long id, String url) {
        return JobDefinition.newBuilder()
                .setId(id)
                .setName("tick-" + id)
                .setEnabled(true)
                .setSchedule(Schedule.newBuilder()
                        .setCron(CronSchedule.newBuilder()
                                .setExpression("* * * * * ?")
                                .setZone("UTC")))
                .setTask(Task.newBuilder()
                        .setHttp(HttpTask.newBuilder().setUrl(url).setMethod("GET")))
                .setMaxConcurrency(200)
                // A broker that comes back on a busy machine may take longer than the default minute.
                .setMisfire(MisfirePolicy.newBuilder().setThresholdMs(180_000))
                // The attempts that a killed worker was at are repeated, so that every execution can succeed.
                .setRetry(RetryPolicy.newBuilder().setRetries(20).setIntervalMs(100))
                .build();
    }
}
