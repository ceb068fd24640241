package dev.carillon.standalone;

import java.nio.file.Path;

/**
 * What {@code bin/carillon up} lets its user choose.
 *
 * @param data the directory that keeps everything
 * @param host the address on which the gateway listens
 * @param port the gateway's port; 0 for any free one
 * @param managementPort the port for health and metrics, always on loopback; 0 for any free one
 * @param brokerPort the embedded broker's port, always on loopback; 0 for any free one
 * @param syncEveryWrite whether acknowledged records survive the loss of power, at the cost of throughput
 * @param overrides settings of the nodes that differ from what {@code up} chooses
 */
public record UpSettings(
        Path data,
        String host,
        int port,
        int managementPort,
        int brokerPort,
        boolean syncEveryWrite,
        Overrides overrides) {

    public static final Path DATA = Path.of("carillon-data");
    public static final int PORT = 8080;
    public static final int MANAGEMENT_PORT = 9090;
    public static final int BROKER_PORT = 9092;

    /** The same on other ports. */
    UpSettings onPorts(int gateway, int management) {
        return new UpSettings(data, host, gateway, management, brokerPort, syncEveryWrite, overrides);
    }
}
