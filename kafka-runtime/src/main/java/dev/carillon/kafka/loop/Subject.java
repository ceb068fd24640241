package dev.carillon.kafka.loop;

import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Decision;
import dev.carillon.core.scheduling.Event;
import dev.carillon.core.scheduling.Output;
import java.util.Optional;
import java.util.stream.Stream;

/** Which job a decision is about: the shard decides about one at a time. */
final class Subject {

    private Subject() {}

    static Optional<JobId> of(Decision decision) {
        return Stream.concat(
                        decision.events().stream().map(Subject::of),
                        decision.outputs().stream().map(Subject::of))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<JobId> of(Event event) {
        return switch (event) {
            case Event.JobPut put -> Optional.of(put.definition().id());
            case Event.JobRemoved removed -> Optional.of(removed.jobId());
            case Event.ProjectPut put -> Optional.of(put.project().id());
            case Event.ProjectRemoved removed -> Optional.of(removed.id());
            case Event.CalendarPut put -> Optional.of(put.calendar().id());
            case Event.CalendarRemoved removed -> Optional.of(removed.id());
            case Event.ExecutionPut put -> Optional.of(put.execution().jobId());
            case Event.ExecutionRemoved removed ->
                Optional.of(removed.executionId().jobId());
            case Event.JobStatePut put -> Optional.of(put.state().jobId());
            case Event.JobStateRemoved removed -> Optional.of(removed.jobId());
            case Event.CursorMoved moved -> Optional.ofNullable(moved.cursor().jobId());
            case Event.DecidedAt _ -> Optional.empty();
        };
    }

    private static Optional<JobId> of(Output output) {
        return switch (output) {
            case Output.ReplyOut(var reply) -> Optional.of(reply.jobId());
            case Output.Broadcast broadcast -> Optional.of(broadcast.command().jobId());
            case Output.Work work -> Optional.of(work.executionId().jobId());
            case Output.History history -> Optional.of(history.jobId());
            case Output.AlertOut alert -> Optional.of(alert.definition().id());
        };
    }
}
