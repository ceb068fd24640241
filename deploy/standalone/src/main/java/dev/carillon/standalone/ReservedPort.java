package dev.carillon.standalone;

import dev.carillon.kafka.settings.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;

/**
 * A port that nobody else can take before it is given back, for a node that takes it itself and starts later. Who connects meanwhile
 * is not answered.
 */
final class ReservedPort implements AutoCloseable {

    private final ServerSocketChannel socket;

    private ReservedPort(ServerSocketChannel socket) {
        this.socket = socket;
    }

    /**
     * @param port 0 for any free one
     * @param option how the user chooses another, such as {@code --port}
     * @throws StartRefusedException when the port is taken
     */
    static ReservedPort of(String host, int port, String option) {
        try {
            return new ReservedPort(Loopback.listen(host, port, option));
        } catch (IOException e) {
            throw new StartRefusedException(
                    "Port " + port + " on " + host + " cannot be used (" + e.getMessage() + ").", e);
        }
    }

    int port() {
        return socket.socket().getLocalPort();
    }

    /** Gives the port back, for the one that it was reserved for; again does nothing. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
