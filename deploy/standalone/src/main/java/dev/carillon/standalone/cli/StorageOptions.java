package dev.carillon.standalone.cli;

import dev.carillon.standalone.UpSettings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the data lies and how the embedded broker serves it. */
final class StorageOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory that keeps everything; created where missing (default: ./carillon-data).")
    Path data = UpSettings.DATA;

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            description = "Port of the embedded broker, on loopback; 0 for any free one (default: 9092).")
    int brokerPort = UpSettings.BROKER_PORT;

    @Option(
            names = "--fsync",
            description =
                    "Write each batch to the disk before it is acknowledged. Without, data survives a crash of the process, not of the power.")
    boolean fsync;
}
