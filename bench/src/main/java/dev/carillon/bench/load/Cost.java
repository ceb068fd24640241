package dev.carillon.bench.load;

import dev.carillon.bench.BenchCommand;
import dev.carillon.bench.Recorder;
import dev.carillon.bench.cluster.BenchCluster;
import dev.carillon.bench.cluster.FirePlan;
import dev.carillon.bench.cluster.TopicLog;
import dev.carillon.bench.result.Figure;
import dev.carillon.kafka.topics.TopicSpec;
import dev.carillon.testkit.Await;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What one fire of a cron job costs: records and bytes in every topic, from the trigger to the end of its execution. Records are
 * counted by reading them; bytes are those of the log on the disk, with what batches and transaction markers add.
 */
@Command(name = "cost", description = "Records and bytes per fire.", sortOptions = false)
public final class Cost extends BenchCommand {

    private static final List<TopicSpec> PER_FIRE = List.of(
            TopicSpec.HISTORY,
            TopicSpec.EXECUTIONS,
            TopicSpec.REPORTS,
            TopicSpec.CLOCKS,
            TopicSpec.JOB_STATE,
            TopicSpec.LOGS);

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(names = "--rate", paramLabel = "N", description = "Fires per second (default: ${DEFAULT-VALUE}).")
    private int rate = 1_000;

    @Mixin
    private WorkerOptions worker = new WorkerOptions();

    /** What a topic held. */
    private record Held(long records, long bytes) {}

    @Override
    protected Map<String, String> conditions() {
        Map<String, String> conditions = load.conditions();
        conditions.put("rate", rate + "/s");
        return conditions;
    }

    @Override
    protected void measure(Recorder recorder) {
        try (BenchCluster cluster = Load.cluster(nodes(), load, worker)) {
            Load steps = new Load(cluster, recorder);
            FirePlan plan = steps.create(Plans.even(1, load, rate));
            Map<String, Held> before = held(cluster);
            Await.reach(plan.start().plusSeconds(load.warmUp));
            Map<String, Duration> cpu = cluster.cpu();
            Await.reach(plan.until());
            long warmFires = plan.fires() - (long) load.warmUp * rate;
            List<Figure> figures = steps.cpuPerFire("cost", cpu, warmFires);
            steps.settled(plan, Duration.ofMinutes(10)).requireAllEnded();
            recorder.figures(figures);
            Map<String, Held> after = held(cluster);
            double records = 0;
            double bytes = 0;
            for (Map.Entry<String, Held> topic : after.entrySet()) {
                Held earlier = before.getOrDefault(topic.getKey(), new Held(0, 0));
                double moreRecords = (topic.getValue().records() - earlier.records()) / (double) plan.fires();
                double moreBytes = (topic.getValue().bytes() - earlier.bytes()) / (double) plan.fires();
                recorder.figure(Figure.of("cost." + topic.getKey() + ".records", moreRecords, "records/fire"));
                recorder.figure(Figure.of("cost." + topic.getKey() + ".bytes", moreBytes, "bytes/fire"));
                records += moreRecords;
                bytes += moreBytes;
            }
            recorder.figure(Figure.of("cost.all.records", records, "records/fire"));
            recorder.figure(Figure.of("cost.all.bytes", bytes, "bytes/fire"));
        }
    }

    /** By the topic's name without prefix. */
    private static Map<String, Held> held(BenchCluster cluster) {
        Map<String, Held> held = new LinkedHashMap<>();
        try (TopicLog log = new TopicLog(cluster.kafka())) {
            Map<String, Long> bytes = log.bytes();
            Stream<String> topics = Stream.concat(
                    PER_FIRE.stream().map(BenchCluster.TOPICS::name), Stream.of(BenchCluster.TOPICS.work("default")));
            topics.forEach(topic -> {
                long[] records = {0};
                log.read(topic, record -> records[0]++);
                held.put(
                        topic.substring(BenchCluster.TOPICS.prefix().length()),
                        new Held(records[0], bytes.getOrDefault(topic, 0L)));
            });
        }
        return held;
    }
}
