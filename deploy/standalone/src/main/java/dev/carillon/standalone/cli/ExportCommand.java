package dev.carillon.standalone.cli;

import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.standalone.transfer.Export;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code carillon export}: the definitions of a cluster as files. */
@Command(
        name = "export",
        description = {
            "Write all jobs, projects and calendars of a cluster into a directory, one file each, for `apply` and for git.",
            "Changes nothing in the cluster; no node of it needs to run."
        },
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "A new or empty directory, or that of an earlier export, which is brought up to date.")
    private Path to = Path.of("");

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    private final PrintWriter out;

    ExportCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        ClusterSettings cluster = options.cluster();
        Export export = Export.write(cluster, to, InstantSource.system());
        out.println(export.jobs() + " jobs, " + export.projects() + " projects and " + export.calendars()
                + " calendars of " + cluster.prefix() + " on "
                + cluster.bootstrap() + " are in " + to + (export.changed() ? "." : "; nothing has changed."));
        return 0;
    }
}
