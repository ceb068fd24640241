package dev.carillon.standalone.broker;

import dev.carillon.standalone.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two listening sockets of the broker, taken before Kafka starts. Kafka's configuration must name the controller's port, and only a socket
 * that is already bound says which free port it got.
 */
final class BrokerSockets implements ServerSocketFactory, AutoCloseable {

    private final ServerSocketChannel clients;
    private final ServerSocketChannel controller;

    private BrokerSockets(ServerSocketChannel clients, ServerSocketChannel controller) {
        this.clients = clients;
        this.controller = controller;
    }

    static BrokerSockets listen(int port) throws IOException {
        ServerSocketChannel clients = Loopback.listen(port, "--broker-port");
        try {
            return new BrokerSockets(clients, Loopback.listen(0, "--broker-port"));
        } catch (IOException | RuntimeException e) {
            clients.close();
            throw e;
        }
    }

    int port() {
        return clients.socket().getLocalPort();
    }

    int controllerPort() {
        return controller.socket().getLocalPort();
    }

    /** Called by Kafka, once for each listener; the socket is Kafka's from then on. */
    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBufferBytes) throws IOException {
        ServerSocketChannel socket = switch (listener) {
            case BrokerConfiguration.CLIENTS -> clients;
            case BrokerConfiguration.CONTROLLER -> controller;
            default -> throw new IllegalStateException("The broker has no listener " + listener);
        };
        socket.configureBlocking(false);
        return socket;
    }

    @Override
    public void close() throws IOException {
        try (clients) {
            controller.close();
        }
    }
}
