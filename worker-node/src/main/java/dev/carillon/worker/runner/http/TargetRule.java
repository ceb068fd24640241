package dev.carillon.worker.runner.http;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names targets of HTTP jobs, written {@code WHAT}, {@code WHAT:PORT} or {@code WHAT:FROM-TO}. WHAT is
 *
 * <ul>
 *   <li>{@code *}, any host;
 *   <li>{@code example.com}, this host name; {@code *.example.com}, every name below it;
 *   <li>{@code 10.0.0.0/8}, {@code 10.1.2.3}, {@code [fd00::/8]}, {@code [::1]}, every host that resolves to such an
 *       address.
 * </ul>
 *
 * @param text as it was written, for messages
 * @param name lower case; "*" for any; empty when the rule is about addresses
 */
record TargetRule(String text, String name, Optional<AddressRange> range, int firstPort, int lastPort) {

    private static final Pattern FORM = Pattern.compile("(\\[[^]]+]|[^:\\[\\]]+)(?::(\\d{1,5})(?:-(\\d{1,5}))?)?");
    private static final Pattern NUMERIC = Pattern.compile("[\\d./]+|.*:.*");
    private static final Pattern NAME = Pattern.compile("\\*|(\\*\\.)?[\\w-]+(\\.[\\w-]+)*");
    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException when the text has none of the forms */
    static TargetRule parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw unreadable(text);
        }
        String what = form.group(1).replace("[", "").replace("]", "").toLowerCase(Locale.ROOT);
        int first = form.group(2) == null ? 0 : Integer.parseInt(form.group(2));
        int last = form.group(3) != null ? Integer.parseInt(form.group(3)) : form.group(2) != null ? first : MAX_PORT;
        if (first > last || last > MAX_PORT) {
            throw new IllegalArgumentException("not a range of ports: " + text);
        }
        boolean numeric = NUMERIC.matcher(what).matches();
        if (!numeric && !NAME.matcher(what).matches()) {
            throw unreadable(text);
        }
        return new TargetRule(
                text,
                numeric ? "" : what,
                numeric ? Optional.of(AddressRange.parse(what)) : Optional.empty(),
                first,
                last);
    }

    boolean matchesName(String host, int port) {
        String wanted = host.toLowerCase(Locale.ROOT);
        boolean matches = name.equals("*")
                || name.equals(wanted)
                || (name.startsWith("*.") && wanted.endsWith(name.substring(1)));
        return matches && matchesPort(port);
    }

    boolean matchesAddress(InetAddress address, int port) {
        return range.isPresent() && range.get().contains(address) && matchesPort(port);
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "not a target, expected host, *.domain or address/length, each with :port or not: " + text);
    }

    private boolean matchesPort(int port) {
        return port >= firstPort && port <= lastPort;
    }

    /** Addresses that agree in their first bits. */
    record AddressRange(InetAddress base, int bits) {

        static AddressRange parse(String text) {
            int slash = text.indexOf('/');
            InetAddress base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int all = base.getAddress().length * Byte.SIZE;
            int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > all) {
                throw new IllegalArgumentException("not a prefix length: " + text);
            }
            return new AddressRange(base, bits);
        }

        boolean contains(InetAddress address) {
            byte[] ours = base.getAddress();
            byte[] theirs = address.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % Byte.SIZE);
                if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
