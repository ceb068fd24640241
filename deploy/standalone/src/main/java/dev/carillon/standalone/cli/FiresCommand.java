package dev.carillon.standalone.cli;

import dev.carillon.standalone.ask.Fires;
import dev.carillon.standalone.ask.GatewayClient;
import dev.carillon.standalone.audit.When;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code carillon fires}: a job's fires, past ones with what became of them. */
@Command(
        name = "fires",
        description = {
            "List the fires of a job: the next ones, or those of a range with what became of each.",
            "Asks a gateway; changes nothing."
        },
        sortOptions = false)
final class FiresCommand implements Callable<Integer> {

    private static final int NEXT = 10;
    private static final int IN_RANGE = 1000;
    private static final int MOST = 100_000;

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    private long job;

    @Option(names = "--next", paramLabel = "N", description = "The next N fires (default: " + NEXT + ").")
    private @Nullable Integer next;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "First nominal time: an instant, or how long ago, such as 1h (default: now).")
    private @Nullable String from;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "First nominal time that no longer counts (default: there is no end).")
    private @Nullable String until;

    @Option(names = "--max", paramLabel = "N", description = "Of a range, at most so many (default: " + IN_RANGE + ").")
    private @Nullable Integer max;

    @Option(names = "--json", description = "Print one JSON object as the native API answers it, instead of text.")
    private boolean json;

    @Mixin
    private GatewayOptions options = new GatewayOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final PrintWriter out;

    FiresCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        Fires.Range range = range(InstantSource.system().instant());
        try (GatewayClient gateway = options.client(System.getenv())) {
            Fires fires = Fires.of(gateway, job, range);
            if (json) {
                out.println(fires.answer().toPrettyString());
                return 0;
            }
            fires.lines().forEach(out::println);
            if (fires.more() && isRange()) {
                out.println("and more; --max shows up to " + MOST);
            }
            return 0;
        }
    }

    private boolean isRange() {
        return from != null || until != null;
    }

    private Fires.Range range(Instant now) {
        try {
            if (next != null && (isRange() || max != null)) {
                throw new IllegalArgumentException("--next goes without --from, --until and --max");
            }
            Optional<Instant> begin = Optional.ofNullable(from).map(text -> When.instant("--from", text, now));
            Optional<Instant> end = Optional.ofNullable(until).map(text -> When.instant("--until", text, now));
            if (end.isPresent() && !begin.orElse(now).isBefore(end.get())) {
                throw new IllegalArgumentException(
                        "--until: " + end.get() + " must be after --from, which is " + begin.orElse(now));
            }
            return new Fires.Range(begin, end, count());
        } catch (IllegalArgumentException e) {
            CommandLine self = spec == null ? new CommandLine(this) : spec.commandLine();
            throw new CommandLine.ParameterException(self, String.valueOf(e.getMessage()), e);
        }
    }

    private int count() {
        if (isRange() || max != null) {
            return checked("--max", max == null ? IN_RANGE : max);
        }
        return checked("--next", next == null ? NEXT : next);
    }

    private static int checked(String option, int count) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(option + " must be 1 … " + MOST + ", was " + count);
        }
        return count;
    }
}
