package dev.carillon.bench.peers;

import dev.carillon.bench.BenchCommand;
import dev.carillon.bench.BenchFailedException;
import dev.carillon.bench.Recorder;
import dev.carillon.bench.load.CarillonBesidePeers;
import dev.carillon.bench.result.Figure;
import dev.carillon.bench.result.Latencies;
import dev.carillon.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * db-scheduler and Quartz on PostgreSQL, and Carillon, one after the other in the same run: how many runs of work that does
 * nothing each makes in a second when more is due than it can do, and how late runs start at even rates.
 *
 * <p>The peers run in the process of the bench, so that they have a JVM of their own as Carillon's nodes have.
 */
@Command(name = "peers", description = "The same work by db-scheduler, Quartz and Carillon.", sortOptions = false)
public final class Peers extends BenchCommand {

    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(30);
    private static final Duration LEAD = Duration.ofSeconds(10);
    private static final int PLANNED_AT_ONCE = 1_000;

    @Option(
            names = "--backlog",
            paramLabel = "N",
            description = "Runs that are due at once when the rate is measured (default: ${DEFAULT-VALUE}).")
    private int backlog = 50_000;

    @Option(
            names = "--rates",
            paramLabel = "N",
            split = ",",
            description = "Runs per second at which lateness is measured (default: 100,1000).")
    private List<Integer> rates = List.of(100, 1_000);

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "Of each rate (default: ${DEFAULT-VALUE}).")
    private int warmUp = 20;

    @Option(names = "--seconds", paramLabel = "SECONDS", description = "Of each rate (default: ${DEFAULT-VALUE}).")
    private int seconds = 40;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Of db-scheduler, quartz and carillon (default: all).")
    private List<String> only = List.of("db-scheduler", "quartz", "carillon");

    /** Makes a peer on a fresh database. */
    private interface Maker {
        Peer make(PostgresServer postgres, Starts starts) throws Exception;
    }

    @Override
    protected Map<String, String> conditions() {
        return Map.of(
                "backlog",
                Integer.toString(backlog),
                "warm-up",
                warmUp + " s",
                "measured",
                seconds + " s",
                "postgres",
                "fsync=off");
    }

    @Override
    protected void measure(Recorder recorder) throws Exception {
        if (only.contains("db-scheduler")) {
            measure(DbSchedulerPeer::new, recorder);
        }
        if (only.contains("quartz")) {
            measure(QuartzPeer::new, recorder);
        }
        if (only.contains("carillon")) {
            new CarillonBesidePeers(nodes(), Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds))
                    .measure(backlog, rates, recorder);
        }
    }

    private void measure(Maker maker, Recorder recorder) throws Exception {
        measureRate(maker, recorder);
        for (int rate : rates) {
            measureLateness(maker, rate, recorder);
        }
    }

    /** With everything due from the start until everything has run; the first fifth is the warm-up. */
    private void measureRate(Maker maker, Recorder recorder) throws Exception {
        Starts starts = new Starts(backlog);
        try (PostgresServer postgres = PostgresServer.start();
                Peer peer = maker.make(postgres, starts)) {
            Instant due = Instant.now();
            plan(peer, starts, backlog, job -> due);
            peer.start();
            awaitCount(peer, starts, backlog / 5);
            long from = System.nanoTime();
            int counted = starts.count();
            awaitCount(peer, starts, backlog);
            double took = (System.nanoTime() - from) / 1e9;
            starts.requireOnce(peer.name());
            recorder.figure(Figure.of("peers." + peer.name() + ".rate", (backlog - counted) / took, "1/s"));
        }
    }

    private void measureLateness(Maker maker, int rate, Recorder recorder) throws Exception {
        int jobs = rate * (warmUp + seconds);
        Starts starts = new Starts(jobs);
        try (PostgresServer postgres = PostgresServer.start();
                Peer peer = maker.make(postgres, starts)) {
            Instant begin = Instant.now().plus(LEAD).plusSeconds(jobs / peer.plansPerSecond());
            plan(peer, starts, jobs, job -> begin.plusMillis(job * 1_000L / rate));
            if (Instant.now().isAfter(begin)) {
                throw new BenchFailedException(peer.name() + " took too long to plan " + jobs + " runs");
            }
            peer.start();
            awaitCount(peer, starts, jobs);
            starts.requireOnce(peer.name());
            Instant from = begin.plusSeconds(warmUp);
            Latencies late = starts.lateness(from, from.plusSeconds(seconds));
            recorder.figures(late.figures("peers." + peer.name() + ".lateness-at-" + rate));
        }
    }

    private static void plan(Peer peer, Starts starts, int jobs, IntFunction<Instant> due) throws Exception {
        for (int first = 0; first < jobs; first += PLANNED_AT_ONCE) {
            Map<Integer, Instant> runs = new LinkedHashMap<>();
            for (int job = first; job < Math.min(jobs, first + PLANNED_AT_ONCE); job++) {
                runs.put(job, due.apply(job));
            }
            runs.forEach(starts::owe);
            peer.plan(runs);
        }
    }

    private static void awaitCount(Peer peer, Starts starts, int count) {
        Await.until(peer.name() + " has made " + count + " runs", SETTLED_WITHIN, () -> starts.count() >= count);
    }
}
