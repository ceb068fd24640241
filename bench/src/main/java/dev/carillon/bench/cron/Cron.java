package dev.carillon.bench.cron;

import dev.carillon.bench.BenchCommand;
import dev.carillon.bench.Recorder;
import dev.carillon.bench.jmh.JmhOptions;
import dev.carillon.bench.result.Figure;
import dev.carillon.bench.result.Goal;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Next fire times per second of one thread: Carillon, Quartz, Spring and cron-utils, by JMH in the same run. */
@Command(
        name = "cron",
        description = "Next fire times per second, beside Quartz, Spring and cron-utils.",
        sortOptions = false)
public final class Cron extends BenchCommand {

    private static final Goal REACH = Goal.atLeast(6_000_000);

    @Mixin
    private JmhOptions jmh = new JmhOptions();

    @Override
    protected Map<String, String> conditions() {
        Map<String, String> conditions = jmh.conditions();
        conditions.put("mix", CronMix.EXPRESSIONS.size() + " expressions in " + CronMix.ZONES.size() + " zones");
        return conditions;
    }

    @Override
    protected void measure(Recorder recorder) {
        jmh.run(NextFireBenchmark.class)
                .forEach((engine, perSecond) -> recorder.figure(new Figure(
                        "cron." + engine,
                        perSecond,
                        "1/s",
                        engine.equals("carillon") ? Optional.of(REACH) : Optional.empty())));
    }
}
