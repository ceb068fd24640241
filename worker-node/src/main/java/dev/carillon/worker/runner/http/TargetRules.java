package dev.carillon.worker.runner.http;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which hosts an HTTP job may talk to. Whoever may create jobs could otherwise use a worker to reach what only the
 * worker reaches: a cloud's metadata service with its keys, or the ports of the cluster itself.
 *
 * <p>A denying rule wins over an allowing one; without allowing rules everything is allowed that is not denied. Rules
 * about addresses are judged by the addresses a name resolves to, all of them: one denied address is enough for a no,
 * and all must be allowed for a yes.
 */
public final class TargetRules {

    /** Where clouds give their machines' keys away. */
    public static final List<String> METADATA = List.of(
            // Link-local, nearly every cloud.
            "169.254.0.0/16",
            "[fe80::/10]",
            // Alibaba Cloud
            "100.100.100.200",
            // AWS and Google over IPv6
            "[fd00:ec2::254]",
            "[fd20:ce::254]",
            // Azure's host agent
            "168.63.129.16");

    private final List<TargetRule> allow;
    private final List<TargetRule> deny;
    private final Set<Integer> ownPorts;

    private TargetRules(List<TargetRule> allow, List<TargetRule> deny, Set<Integer> ownPorts) {
        this.allow = allow;
        this.deny = deny;
        this.ownPorts = Set.copyOf(ownPorts);
    }

    /**
     * Rules as they are written in settings.
     *
     * @param allow empty for everything; see {@link TargetRule} for the form
     * @param ownPorts on which nodes listen on this machine; denied on every address of this machine
     * @throws IllegalArgumentException when a rule cannot be read
     */
    public static TargetRules of(List<String> allow, List<String> deny, Set<Integer> ownPorts) {
        return new TargetRules(
                allow.stream().map(TargetRule::parse).toList(),
                deny.stream().map(TargetRule::parse).toList(),
                ownPorts);
    }

    /** Everything but metadata services and the nodes' own ports. */
    public static TargetRules defaults(Set<Integer> ownPorts) {
        return of(List.of(), METADATA, ownPorts);
    }

    /** Why the target is refused; empty when it may be talked to. Resolves its name, which may block. */
    public Optional<String> refusal(URI target) {
        try {
            // Without the brackets of an IPv6 address.
            String host = target.getHost().replace("[", "").replace("]", "");
            return refusal(host, port(target), List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            return Optional.of("unknown host " + target.getHost());
        }
    }

    static int port(URI target) {
        int standard = "https".equalsIgnoreCase(target.getScheme()) ? 443 : 80;
        return target.getPort() < 0 ? standard : target.getPort();
    }

    /** Why the target is refused; empty when it may be talked to. */
    Optional<String> refusal(String host, int port, List<InetAddress> addresses) {
        List<InetAddress> reached =
                addresses.stream().flatMap(TargetRules::withEmbedded).toList();
        for (TargetRule rule : deny) {
            if (rule.matchesName(host, port) || reached.stream().anyMatch(a -> rule.matchesAddress(a, port))) {
                return Optional.of("HTTP jobs must not talk to " + host + ":" + port + ", denied by " + rule.text());
            }
        }
        if (ownPorts.contains(port) && reached.stream().anyMatch(TargetRules::isOwn)) {
            return Optional.of("HTTP jobs must not talk to " + host + ":" + port + ", a port of the cluster's nodes");
        }
        return isAllowed(host, port, reached)
                ? Optional.empty()
                : Optional.of("HTTP jobs must not talk to " + host + ":" + port + ", which no rule allows");
    }

    private boolean isAllowed(String host, int port, List<InetAddress> reached) {
        return allow.isEmpty()
                || allow.stream().anyMatch(rule -> rule.matchesName(host, port))
                || reached.stream()
                        .allMatch(address -> allow.stream().anyMatch(rule -> rule.matchesAddress(address, port)));
    }

    private static boolean isOwn(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            // Not known whether it is; a refusal can be undone, a call that should not have been made cannot.
            return true;
        }
    }

    /** An IPv6 address of a translator reaches the IPv4 address within it, so both are judged. */
    private static Stream<InetAddress> withEmbedded(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16) {
            return Stream.of(address);
        }
        boolean nat64 = startsWith(bytes, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0);
        boolean compatible = startsWith(bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        boolean sixToFour = startsWith(bytes, 0x20, 0x02);
        if (!nat64 && !compatible && !sixToFour) {
            return Stream.of(address);
        }
        return Stream.of(address, ipv4(bytes, sixToFour ? 2 : 12));
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
