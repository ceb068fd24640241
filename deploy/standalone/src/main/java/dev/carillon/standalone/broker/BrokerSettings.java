package dev.carillon.standalone.broker;

import java.nio.file.Path;

/**
 * What can be chosen about the embedded broker.
 *
 * @param directory where its log and its secret are kept; created where missing
 * @param clientProperties the file to which the client settings are written at every start, mode 600
 * @param port where it listens on loopback; 0 for any free port
 * @param syncEveryWrite whether each batch is on the disk before it is acknowledged; without, an acknowledged record survives the end of the
 *     process but not the loss of power
 */
public record BrokerSettings(Path directory, Path clientProperties, int port, boolean syncEveryWrite) {

    public BrokerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port lies between 0 and 65535: " + port);
        }
    }

    /** A broker that keeps everything in {@code directory} and listens on any free port. */
    public static BrokerSettings in(Path directory) {
        return new BrokerSettings(directory.resolve("broker"), directory.resolve("client.properties"), 0, false);
    }

    /** The same broker on {@code newPort}: what a test needs to start one again where its clients look for it. */
    public BrokerSettings withPort(int newPort) {
        return new BrokerSettings(directory, clientProperties, newPort, syncEveryWrite);
    }

    Path log() {
        return directory.resolve("log");
    }

    Path secret() {
        return directory.resolve("secret");
    }
}
