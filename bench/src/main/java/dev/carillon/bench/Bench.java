package dev.carillon.bench;

import dev.carillon.bench.cluster.Leftovers;
import dev.carillon.bench.cron.Cron;
import dev.carillon.bench.load.Burst;
import dev.carillon.bench.load.Churn;
import dev.carillon.bench.load.Cost;
import dev.carillon.bench.load.Create;
import dev.carillon.bench.load.Executions;
import dev.carillon.bench.load.Failover;
import dev.carillon.bench.load.Lateness;
import dev.carillon.bench.load.Million;
import dev.carillon.bench.load.Triggers;
import dev.carillon.bench.peers.Peers;
import dev.carillon.bench.rules.Rules;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code bench/run} starts. */
@Command(
        name = "bench",
        description = "Measures Carillon, and its peers beside it. One line per figure; see bench/README.md.",
        synopsisSubcommandLabel = "BENCH",
        subcommands = {
            Cron.class,
            Rules.class,
            Triggers.class,
            Executions.class,
            Lateness.class,
            Burst.class,
            Create.class,
            Million.class,
            Failover.class,
            Churn.class,
            Cost.class,
            Peers.class,
            ReportCommand.class
        })
public final class Bench {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    private Bench() {}

    public static void main(String[] arguments) {
        int status = new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure))
                .execute(arguments);
        System.exit(status);
    }

    private static int report(Exception failure) {
        if (Leftovers.ending()) {
            System.err.println("bench: ended before it was done");
        } else if (failure instanceof BenchFailedException) {
            System.err.println("bench: " + failure.getMessage());
        } else {
            failure.printStackTrace();
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
