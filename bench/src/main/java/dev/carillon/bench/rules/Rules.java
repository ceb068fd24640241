package dev.carillon.bench.rules;

import dev.carillon.bench.BenchCommand;
import dev.carillon.bench.Recorder;
import dev.carillon.bench.jmh.JmhOptions;
import dev.carillon.bench.result.Figure;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Executions per second of one thread through the rules alone: the bound that no lane can pass, whatever Kafka does. */
@Command(name = "rules", description = "Executions per second through the rules alone.", sortOptions = false)
public final class Rules extends BenchCommand {

    @Mixin
    private JmhOptions jmh = new JmhOptions();

    @Override
    protected Map<String, String> conditions() {
        return jmh.conditions();
    }

    @Override
    protected void measure(Recorder recorder) {
        jmh.run(RulesBenchmark.class)
                .forEach((name, perSecond) -> recorder.figure(Figure.of("rules." + name, perSecond, "1/s")));
    }
}
