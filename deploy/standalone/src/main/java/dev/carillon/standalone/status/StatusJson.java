package dev.carillon.standalone.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.standalone.status.ClusterStatus.Partition;
import dev.carillon.standalone.status.ClusterStatus.Worker;
import java.util.TreeMap;

/** A status for machines. Fields are added, never renamed; durations are whole milliseconds. */
public final class StatusJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StatusJson() {}

    public static ObjectNode of(ClusterStatus status) {
        ObjectNode json = JSON.createObjectNode();
        json.put("healthy", status.isHealthy());
        status.problems().forEach(json.putArray("problems")::add);
        status.warnings().forEach(json.putArray("warnings")::add);
        json.put("clusterId", status.id());
        json.put("brokers", status.brokers());
        json.put("topicPrefix", status.prefix());
        ArrayNode lanes = json.putArray("lanes");
        status.lanes().forEach(lane -> {
            ObjectNode one = lanes.addObject();
            one.put("name", lane.name());
            one.put("host", lane.host());
            lane.partitions().forEach(one.putArray("partitions")::add);
        });
        ArrayNode clocks = json.putArray("schedulerClocks");
        status.clocks().forEach(clock -> {
            ObjectNode one = clocks.addObject();
            one.put("node", clock.node());
            one.put("clockOffsetMs", clock.offset().toMillis());
            one.put("clockErrorMs", clock.error().toMillis());
            one.put("ageMs", clock.age().toMillis());
        });
        ArrayNode partitions = json.putArray("partitions");
        status.partitions().forEach(partition -> fill(partitions.addObject(), partition));
        ArrayNode workers = json.putArray("workers");
        status.workers().forEach(worker -> fill(workers.addObject(), worker));
        return json;
    }

    private static void fill(ObjectNode json, Partition partition) {
        json.put("partition", partition.number());
        json.put("owner", partition.owner().orElse(null));
        json.put(
                "cursorAgeMs",
                partition.cursorAge().map(age -> (Long) age.toMillis()).orElse(null));
        json.put("behindMs", partition.behind().toMillis());
        json.put(
                "firedLateMs",
                partition.firedLate().map(late -> (Long) late.toMillis()).orElse(null));
        json.put("commandsLag", partition.commandsLag());
        json.put("reportsLag", partition.reportsLag());
    }

    private static void fill(ObjectNode json, Worker worker) {
        json.put("id", worker.id());
        json.put("host", worker.host());
        json.put("live", worker.live());
        json.put("draining", worker.draining());
        worker.groups().forEach(json.putArray("groups")::add);
        ObjectNode slots = json.putObject("slots");
        new TreeMap<>(worker.slots())
                .forEach((kind, count) ->
                        slots.putObject(kind).put("busy", count.busy()).put("total", count.total()));
        json.put("held", worker.held());
        json.put("active", worker.active());
        json.put("lastBeatAgeMs", worker.beatAge().toMillis());
        json.put("clockOffsetMs", worker.clockOffset().toMillis());
    }
}
