package dev.carillon.bench.rules;

import dev.carillon.core.scheduling.Decision;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One execution from its fire to its end, with and without making the bytes of its records. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RulesBenchmark {

    /** The share of one of sixteen partitions in 100,000 jobs. */
    private static final int JOBS = 6_250;

    private final ShardLoop loop = new ShardLoop(JOBS);

    @Benchmark
    public Object decided() {
        return loop.finish(loop.fire());
    }

    @Benchmark
    public void encoded(Blackhole log) {
        Decision fired = loop.fire();
        log.consume(ShardLoop.encode(fired));
        log.consume(ShardLoop.encode(loop.finish(fired)));
    }
}
