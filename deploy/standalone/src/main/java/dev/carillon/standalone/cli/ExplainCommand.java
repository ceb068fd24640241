package dev.carillon.standalone.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.standalone.ask.ExplanationText;
import dev.carillon.standalone.ask.GatewayClient;
import dev.carillon.standalone.audit.When;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code carillon explain}: why a job fired at an instant, or did not. */
@Command(
        name = "explain",
        description = {
            "Say why a job fired at an instant, or did not, with the facts that this rests on.",
            "Asks a gateway; changes nothing. Ends with 0 when there is an answer, whatever it says."
        },
        sortOptions = false)
final class ExplainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    private long job;

    @Option(
            names = "--at",
            required = true,
            paramLabel = "TIME",
            description = "The nominal time of a fire, to the millisecond, such as 2026-03-29T01:30:00Z.")
    private String at = "";

    @Option(names = "--json", description = "Print the JSON object that the native API answers, instead of text.")
    private boolean json;

    @Mixin
    private GatewayOptions options = new GatewayOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final PrintWriter out;

    ExplainCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        Instant asked = asked();
        try (GatewayClient gateway = options.client(System.getenv())) {
            ObjectNode why = gateway.get("/jobs/" + job + "/explain", Map.of("at", asked.toString()));
            if (json) {
                out.println(why.toPrettyString());
            } else {
                ExplanationText.lines(why).forEach(out::println);
            }
            return 0;
        }
    }

    private Instant asked() {
        try {
            return When.instant("--at", at, InstantSource.system().instant());
        } catch (IllegalArgumentException e) {
            CommandLine self = spec == null ? new CommandLine(this) : spec.commandLine();
            throw new CommandLine.ParameterException(self, String.valueOf(e.getMessage()), e);
        }
    }
}
