package dev.carillon.gateway;

import java.util.OptionalInt;

/** The ports that were really taken, the same for every event loop. */
final class BoundPorts {

    private volatile int port;
    private volatile OptionalInt tlsPort = OptionalInt.empty();

    void set(int newPort, OptionalInt newTlsPort) {
        port = newPort;
        tlsPort = newTlsPort;
    }

    int port() {
        return port;
    }

    OptionalInt tlsPort() {
        return tlsPort;
    }
}
