package dev.carillon.standalone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.Command;

/** {@code carillon version}: what runs here, in the words that a bug report needs. */
@Command(name = "version", description = "Print the versions of Carillon, Kafka and Java.")
final class VersionCommand implements Callable<Integer> {

    private final PrintWriter out;

    VersionCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        out.println("Carillon " + version() + " (Kafka " + AppInfoParser.getVersion() + ", Java " + Runtime.version()
                + ")");
        return 0;
    }

    private static String version() throws IOException {
        Properties build = new Properties();
        try (InputStream resource =
                Objects.requireNonNull(VersionCommand.class.getResourceAsStream("/carillon.properties"))) {
            build.load(resource);
        }
        return build.getProperty("version", "of an unknown version");
    }
}
