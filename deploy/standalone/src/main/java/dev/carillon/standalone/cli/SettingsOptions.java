package dev.carillon.standalone.cli;

import dev.carillon.standalone.Overrides;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Settings of the nodes; see docs/config.md. */
final class SettingsOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings as a .properties file; see docs/config.md.")
    @Nullable
    Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting, such as worker.lease=10s; wins over the file. May be repeated.")
    Map<String, String> assignments = new LinkedHashMap<>();

    Overrides overrides() {
        return new Overrides(Optional.ofNullable(file), assignments);
    }
}
