package dev.carillon.bench.load;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.carillon.bench.BenchCommand;
import dev.carillon.bench.BenchFailedException;
import dev.carillon.bench.Recorder;
import dev.carillon.bench.cluster.BenchCluster;
import dev.carillon.bench.cluster.NodeProcess;
import dev.carillon.bench.cluster.TopicLog;
import dev.carillon.bench.http.Clients;
import dev.carillon.bench.http.CreateRequests;
import dev.carillon.bench.http.NativeCreate;
import dev.carillon.bench.http.SchedulerXCreate;
import dev.carillon.bench.result.Figure;
import dev.carillon.bench.result.Goal;
import dev.carillon.proto.v1.HistoryEvent;
import dev.carillon.proto.v1.JobChanged;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How fast jobs are made over HTTP, by the native API with a bearer token and by SchedulerX's CreateJob with an ACS3 signature. Each
 * answer says that the job is durable and visible to reads. Afterwards the log must hold as many jobs as were answered for.
 */
@Command(name = "create", description = "Jobs made per second over HTTP, and how long one takes.", sortOptions = false)
public final class Create extends BenchCommand {

    private static final Goal RATE = Goal.atLeast(8_000);
    private static final Goal P99_MS = Goal.atMost(50);
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final double MICROS = 1_000;

    @Option(names = "--clients", paramLabel = "N", description = "Connections (default: ${DEFAULT-VALUE}).")
    private int clients = 64;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "For each API (default: ${DEFAULT-VALUE}).")
    private int warmUp = 30;

    @Option(names = "--seconds", paramLabel = "SECONDS", description = "Of each run (default: ${DEFAULT-VALUE}).")
    private int seconds = 60;

    @Option(
            names = "--open-rate",
            paramLabel = "N",
            description = "Requests per second of the open loop (default: ${DEFAULT-VALUE}).")
    private int openRate = 1_000;

    @Option(names = "--partitions", paramLabel = "N", description = "Partitions (default: ${DEFAULT-VALUE}).")
    private int partitions = 16;

    private long answered;
    private long unclear;

    @Override
    protected Map<String, String> conditions() {
        return Map.of(
                "clients",
                Integer.toString(clients),
                "warm-up",
                warmUp + " s",
                "measured",
                seconds + " s",
                "partitions",
                Integer.toString(partitions));
    }

    @Override
    protected void measure(Recorder recorder) {
        try (BenchCluster cluster = BenchCluster.start(nodes(), partitions)) {
            cluster.scheduler("scheduler");
            NodeProcess gateway = cluster.gateway("gateway");
            String url = gateway.awaitLine("ready: http://", READY_WITHIN);
            String host = url.substring(0, url.indexOf(','));
            String key = gateway.awaitLine("access key ", READY_WITHIN);
            String secret = gateway.awaitLine("secret  ", READY_WITHIN);
            List<Figure> figures = new ArrayList<>(measure("native", host, new NativeCreate(host, key, secret)));
            figures.addAll(
                    measure("schedulerx", host, new SchedulerXCreate(host, key, secret, InstantSource.system())));
            cluster.keepRecordings();
            judge(cluster);
            recorder.figures(figures);
        }
    }

    private List<Figure> measure(String api, String host, CreateRequests requests) {
        int colon = host.lastIndexOf(':');
        InetSocketAddress gateway =
                new InetSocketAddress(host.substring(0, colon), Integer.parseInt(host.substring(colon + 1)));
        Clients callers = new Clients(gateway, requests, clients);
        note(callers.closedLoop(Duration.ofSeconds(warmUp)));
        Clients.Seen closed = note(callers.closedLoop(Duration.ofSeconds(seconds)));
        Clients.Seen open = note(callers.openLoop(Duration.ofSeconds(seconds), openRate));
        String name = "create." + api;
        return List.of(
                Figure.of(name + ".rate", closed.good() / (double) seconds, "1/s", RATE),
                Figure.of(name + ".p50-at-" + openRate, open.latencies().p50() / MICROS, "ms"),
                Figure.of(name + ".p99-at-" + openRate, open.latencies().p99() / MICROS, "ms", P99_MS),
                Figure.of(name + ".refused", closed.refused() + open.refused(), "requests"));
    }

    private Clients.Seen note(Clients.Seen seen) {
        answered += seen.good();
        unclear += seen.refused();
        return seen;
    }

    /** Every answer stands for exactly one job in the log; what was refused may stand for one or none. */
    private void judge(BenchCluster cluster) {
        long[] made = {0};
        try (TopicLog log = new TopicLog(cluster.kafka())) {
            log.read(BenchCluster.TOPICS.history(), record -> made[0] += isCreation(record.value()) ? 1 : 0);
        }
        if (made[0] < answered || made[0] > answered + unclear) {
            throw new BenchFailedException(
                    answered + " jobs were answered for and " + unclear + " refused, but the log holds " + made[0]);
        }
    }

    private static boolean isCreation(byte[] value) {
        try {
            return HistoryEvent.parseFrom(value).getJobChanged().getKind() == JobChanged.Kind.CREATED;
        } catch (InvalidProtocolBufferException e) {
            throw new BenchFailedException("unreadable history", e);
        }
    }
}
