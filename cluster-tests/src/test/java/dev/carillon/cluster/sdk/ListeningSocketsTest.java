package dev.carillon.cluster.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.cluster.RunningCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Every node listens on loopback unless it is told otherwise; asked of the kernel, not of the program. */
@EnabledOnOs(OS.LINUX)
class ListeningSocketsTest {

    private static final String LISTENING = "0A";

    /** One socket that takes connections. */
    private record Listener(InetAddress address, int port) {}

    @Test
    void theProcessListensOnLoopbackOnly() throws IOException {
        RunningCluster cluster = RunningCluster.get();

        List<Listener> listeners = listeners();

        assertThat(listeners)
                .extracting(Listener::port)
                .contains(
                        URI.create(cluster.url()).getPort(),
                        URI.create("http://" + cluster.tlsEndpoint()).getPort(),
                        cluster.managementPort());
        // The broker for clients, the broker for its controller.
        assertThat(listeners).hasSizeGreaterThanOrEqualTo(5);
        assertThat(listeners)
                .allSatisfy(each -> assertThat(each.address().isLoopbackAddress())
                        .as(each.toString())
                        .isTrue());
    }

    private static List<Listener> listeners() throws IOException {
        Set<String> own = ownSockets();
        List<Listener> listeners = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/self/net", table))) {
                String[] columns = line.strip().split("\\s+");
                if (columns[3].equals(LISTENING) && own.contains(columns[9])) {
                    listeners.add(listener(columns[1]));
                }
            }
        }
        return listeners;
    }

    /** The inode numbers of the sockets that this process holds. */
    private static Set<String> ownSockets() throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring("socket:[".length(), target.length() - 1));
                    }
                } catch (NoSuchFileException e) {
                    // Closed since the directory was listed, so it is not listened on any more.
                    continue;
                }
            }
        }
        return inodes;
    }

    /** Addresses are written as words of the machine's byte order. */
    private static Listener listener(String column) throws IOException {
        String[] parts = column.split(":", 2);
        ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(parts[0])).order(ByteOrder.nativeOrder());
        ByteBuffer address = ByteBuffer.allocate(words.capacity());
        while (words.hasRemaining()) {
            address.putInt(words.getInt());
        }
        return new Listener(InetAddress.getByAddress(address.array()), Integer.parseInt(parts[1], 16));
    }
}
