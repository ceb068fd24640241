package dev.carillon.worker;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.HttpCheck;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TaskKind;
import dev.carillon.core.job.TimeoutPolicy;
import dev.carillon.kafka.codec.WorkOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Work for tests. The job id numbers the orders; the nominal time is the due instant. */
final class Orders {

    private Orders() {}

    static JobDefinition definition(long job, TaskKind kind) {
        Task task = switch (kind) {
            case SHELL -> new Task.Shell("true", List.of(), Map.of());
            case JAVA -> new Task.Java("com.example.Job", "");
            case HTTP ->
                new Task.Http(
                        "http://127.0.0.1/",
                        "GET",
                        Map.of(),
                        "",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        new HttpCheck.Successful());
        };
        return JobDefinition.builder(new JobId(job), task).build();
    }

    static WorkOrder.Start start(String incarnation, long job, Instant due) {
        return start(incarnation, definition(job, TaskKind.SHELL), due, due.plusSeconds(10));
    }

    static WorkOrder.Start start(String incarnation, JobDefinition definition, Instant due, Instant startBy) {
        return new WorkOrder.Start(
                ExecutionId.scheduled(definition.id(), due),
                1,
                incarnation,
                definition,
                Cause.SCHEDULE,
                due,
                due,
                startBy,
                null,
                1,
                0,
                Set.of());
    }

    static WorkOrder.Start limited(String incarnation, long job, Instant due, TimeoutPolicy timeout) {
        JobDefinition definition =
                definition(job, TaskKind.SHELL).toBuilder().timeout(timeout).build();
        return start(incarnation, definition, due, due.plusSeconds(10));
    }

    static WorkOrder.Withdraw withdraw(WorkOrder.Start start) {
        return new WorkOrder.Withdraw(start.executionId(), start.attempt(), start.incarnation());
    }

    static WorkOrder.Kill kill(WorkOrder.Start start) {
        return new WorkOrder.Kill(start.executionId(), start.attempt(), start.incarnation(), StopReason.COMMAND);
    }

    static Attempt attempt(WorkOrder order) {
        return new Attempt(order.executionId(), order.attempt(), order.incarnation());
    }
}
