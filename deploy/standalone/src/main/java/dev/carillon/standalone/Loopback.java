package dev.carillon.standalone;

import dev.carillon.kafka.settings.StartRefusedException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** Ports on this machine, with messages that name the port and the option that moves it. */
public final class Loopback {

    public static final String HOST = "127.0.0.1";

    private Loopback() {}

    /**
     * A socket that listens on loopback. Taking the port before anything slow is started means that a taken one is named at once, and that
     * nobody takes it in between.
     *
     * @param port 0 for any free one
     * @param option how the user chooses another, such as {@code --broker-port}
     * @throws StartRefusedException when the port is taken
     */
    public static ServerSocketChannel listen(int port, String option) throws IOException {
        return listen(HOST, port, option);
    }

    static ServerSocketChannel listen(String host, int port, String option) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new StartRefusedException("The host name " + host + " does not resolve on this machine.");
        }
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(address);
            return channel;
        } catch (BindException e) {
            channel.close();
            throw new StartRefusedException(
                    "Port " + port + " on " + host + " is taken or not allowed (" + e.getMessage()
                            + "); stop what listens there or give another port with " + option + ".",
                    e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
