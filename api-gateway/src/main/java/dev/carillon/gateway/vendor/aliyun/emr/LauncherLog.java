package dev.carillon.gateway.vendor.aliyun.emr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.JobService.LogLine;
import dev.carillon.gateway.service.JobService.LogQuery;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.aliyun.ActionRequest;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** DescribeFlowNodeInstanceLauncherLog: what a script wrote, page by page; one entry holds one line. */
final class LauncherLog {

    private final JobService jobs;
    private final JobLookup lookup;
    private final InstantSource clock;

    LauncherLog(JobService jobs, JobLookup lookup, InstantSource clock) {
        this.jobs = jobs;
        this.lookup = lookup;
        this.clock = clock;
    }

    Future<ObjectNode> read(ActionRequest request) {
        int start = either(request, Fields.START, Fields.OFFSET, Guesses.FIRST_LINE) - Guesses.FIRST_LINE;
        int lines = either(request, Fields.LOG_LINES, Fields.LENGTH, Guesses.LOG_LINES);
        // One more than asked for tells whether there are more.
        LogQuery query = new LogQuery(
                Optional.empty(),
                instant(request, Fields.START_TIME),
                instant(request, Fields.END_TIME),
                start,
                lines + 1,
                request.flag(Fields.REVERSE, false));
        return lookup.instance(request, Fields.NODE_INSTANCE_ID)
                .compose(found ->
                        jobs.log(found.view().id(), query).map(read -> answer(read, lines, isComplete(found.view()))));
    }

    private static ObjectNode answer(List<LogLine> read, int lines, boolean complete) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("LogEnd", complete && read.size() <= lines);
        ArrayNode entries = answer.putArray("LogEntrys");
        read.stream().limit(lines).forEach(line -> entries.addObject().put("Content", line.text()));
        return answer;
    }

    /** The last lines may arrive after the report that the instance has ended. */
    private boolean isComplete(ExecutionView view) {
        Instant settled = clock.instant().minus(Guesses.LOG_SETTLES);
        return view.status().isFinal()
                && view.endedAt().map(ended -> ended.isBefore(settled)).orElse(true);
    }

    private static int either(ActionRequest request, Field one, Field other, int otherwise) {
        Optional<Long> first = request.whole(one);
        Optional<Long> second = request.whole(other);
        if (first.isPresent() && second.isPresent() && !first.equals(second)) {
            throw Faults.wrong(other, "means the same as " + one.name() + ", which says otherwise; give one");
        }
        return first.or(() -> second).map(Math::toIntExact).orElse(otherwise);
    }

    private static Optional<Instant> instant(ActionRequest request, Field field) {
        return request.whole(field).map(Instant::ofEpochMilli);
    }
}
