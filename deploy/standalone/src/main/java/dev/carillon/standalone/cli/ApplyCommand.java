package dev.carillon.standalone.cli;

import dev.carillon.standalone.StopSignal;
import dev.carillon.standalone.transfer.Apply;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code carillon apply}: the definitions of files into a cluster. */
@Command(
        name = "apply",
        description = {
            "Make a cluster have the jobs, projects and calendars that an `export` has written: create what is missing, replace what differs.",
            "Nothing is sent when any file is wrong. Ends with 0 when everything is there, else with 1."
        },
        sortOptions = false)
final class ApplyCommand implements Callable<Integer> {

    @Option(names = "--from", required = true, paramLabel = "DIR", description = "Directory of an export.")
    private Path from = Path.of("");

    @Option(names = "--dry-run", description = "Show what would be done and send nothing.")
    private boolean dryRun;

    @Option(
            names = "--disabled",
            description =
                    "Create jobs disabled, for a rehearsal; those that exist stay enabled or disabled as they are.")
    private boolean disabled;

    @Option(
            names = "--prune",
            description =
                    "Also delete the cluster's jobs, projects and calendars that the files do not have; needs --yes.")
    private boolean prune;

    @Option(names = "--yes", description = "Do delete.")
    private boolean yes;

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final StopSignal stop;
    private final PrintWriter out;

    ApplyCommand(StopSignal stop, PrintWriter out) {
        this.stop = stop;
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (prune && !yes && !dryRun) {
            throw new CommandLine.ParameterException(
                    spec == null ? new CommandLine(this) : spec.commandLine(),
                    "--prune deletes jobs: look with --dry-run first, then add --yes");
        }
        AtomicBoolean stopped = new AtomicBoolean();
        stop.requested().thenRun(() -> stopped.set(true));
        Apply apply = new Apply(options.cluster(), new Apply.Request(from, dryRun, prune, disabled), out::println);
        return apply.run(new SecureRandom(), InstantSource.system(), stopped::get) ? 0 : 1;
    }
}
