package dev.carillon.standalone.transfer;

import dev.carillon.core.job.JobId;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.StartRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the definitions of a cluster into a directory.
 *
 * @param changed whether the directory was not the same before
 */
public record Export(int jobs, int projects, int calendars, boolean changed) {

    /**
     * Reads first, then writes. It needs no node of the cluster, and changes nothing there.
     *
     * @throws StartRefusedException when the directory is somebody else's, or the cluster cannot be read; nothing is written then
     */
    public static Export write(ClusterSettings cluster, Path to, InstantSource clock) throws InterruptedException {
        try {
            ExportDirectory directory = ExportDirectory.open(to);
            try (ClusterReader reader = new ClusterReader(cluster)) {
                return write(directory, reader, cluster.prefix(), clock);
            }
        } catch (IOException e) {
            throw new StartRefusedException("The export to " + to + " has failed: " + e + ". Export once more.", e);
        }
    }

    private static Export write(ExportDirectory directory, ClusterReader reader, String prefix, InstantSource clock)
            throws IOException, InterruptedException {
        SortedMap<JobId, Definition> definitions = reader.definitions();
        SortedMap<String, String> files = new TreeMap<>();
        definitions.values().forEach(each -> files.put(FileNames.of(each), DefinitionText.print(each)));
        if (files.size() != definitions.size()) {
            throw new IllegalStateException("two of " + definitions.size() + " definitions have the same file name");
        }
        int jobs = count(definitions, Definition.Kind.JOB);
        int projects = count(definitions, Definition.Kind.PROJECT);
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                Manifest.VERSION,
                true,
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                reader.clusterId(),
                prefix,
                jobs,
                projects,
                List.copyOf(files.keySet()));
        boolean changed = directory.write(files, manifest);
        return new Export(jobs, projects, count(definitions, Definition.Kind.CALENDAR), changed);
    }

    private static int count(SortedMap<JobId, Definition> definitions, Definition.Kind kind) {
        return (int) definitions.values().stream()
                .filter(each -> each.kind() == kind)
                .count();
    }
}
