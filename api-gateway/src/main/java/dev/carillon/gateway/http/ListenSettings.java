package dev.carillon.gateway.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where and how the gateway listens.
 *
 * @param host loopback unless the user says otherwise
 * @param port 0: a free one
 * @param idleTimeout after which a silent connection is closed
 */
public record ListenSettings(String host, int port, Duration idleTimeout, Optional<Tls> tls) {

    /**
     * The TLS listener.
     *
     * @param certificates PEM, the server's first
     * @param key PEM, not encrypted
     */
    public record Tls(int port, Path certificates, Path key) {}
}
