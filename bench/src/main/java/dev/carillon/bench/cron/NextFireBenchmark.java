package dev.carillon.bench.cron;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One next fire, of each walk of {@link CronMix} in turn. Public, with public fields of its own kind, because JMH asks for that. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class NextFireBenchmark {

    private final Engines.Walk[] carillon = Engines.walks(Engines::carillon);
    private final Engines.Walk[] quartz = Engines.walks(Engines::quartz);
    private final Engines.Walk[] spring = Engines.walks(Engines::spring);
    private final Engines.Walk[] cronUtils = Engines.walks(Engines::cronUtils);
    private int turn;

    @Benchmark
    public Object carillon() {
        return next(carillon);
    }

    @Benchmark
    public Object quartz() {
        return next(quartz);
    }

    @Benchmark
    public Object spring() {
        return next(spring);
    }

    @Benchmark
    public Object cronUtils() {
        return next(cronUtils);
    }

    private Object next(Engines.Walk[] walks) {
        turn = turn + 1 == walks.length ? 0 : turn + 1;
        return walks[turn].next();
    }
}
