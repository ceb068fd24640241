package dev.carillon.standalone.cli;

import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.standalone.StopSignal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The command that {@code bin/carillon} starts. Exit status: 0 when all went well, 1 after a failure, 2 when it was called wrongly; audit has its own. */
@Command(name = "carillon", description = "Schedules and runs jobs, on Kafka.", synopsisSubcommandLabel = "COMMAND")
public final class Carillon {

    private static final Logger log = LoggerFactory.getLogger(Carillon.class);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    private Carillon() {}

    public static void main(String[] arguments) {
        StopSignal stop = StopSignal.install();
        int status = commandLine(
                        stop,
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(arguments);
        stop.finished(status);
        System.exit(status);
    }

    /** All commands, put together by hand. Without one the library prints the usage and answers 2. */
    static CommandLine commandLine(StopSignal stop, PrintWriter out, PrintWriter err) {
        CommandLine carillon = new CommandLine(new Carillon())
                .addSubcommand(new UpCommand(stop, out))
                .addSubcommand(new DemoCommand(stop, out))
                .addSubcommand(new BrokerCommand(stop, out))
                .addSubcommand(new NodeCommand.OfScheduler(stop, out))
                .addSubcommand(new NodeCommand.OfWorker(stop, out))
                .addSubcommand(new NodeCommand.OfGateway(stop, out))
                .addSubcommand(new StatusCommand(out))
                .addSubcommand(new TailCommand(stop, out))
                .addSubcommand(new FiresCommand(out))
                .addSubcommand(new ExplainCommand(out))
                .addSubcommand(new AuditCommand(stop, out))
                .addSubcommand(new ExportCommand(out))
                .addSubcommand(new ApplyCommand(stop, out))
                .addSubcommand(new VersionCommand(out));
        return carillon.setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command.getErr()));
    }

    private static int report(Exception failure, PrintWriter err) {
        if (failure instanceof StartRefusedException) {
            err.println("carillon: " + failure.getMessage());
        } else {
            log.atError().setCause(failure).log("The command has failed");
        }
        return ExitCode.SOFTWARE;
    }
}
