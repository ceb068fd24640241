package dev.carillon.gateway;

import dev.carillon.gateway.http.HttpFront;
import dev.carillon.gateway.http.ListenSettings;
import dev.carillon.gateway.http.Listeners;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's share of one event loop: its listeners. Instances share the ports, Vert.x deals the connections out, and a
 * connection stays on its event loop. Everything behind {@link HttpFront} is shared between the instances.
 */
final class GatewayVerticle extends VerticleBase {

    private final ListenSettings settings;
    private final HttpFront front;
    private final BoundPorts ports;
    private @Nullable Listeners listeners;

    GatewayVerticle(ListenSettings settings, HttpFront front, BoundPorts ports) {
        this.settings = settings;
        this.front = front;
        this.ports = ports;
    }

    @Override
    public Future<?> start() {
        Listeners mine = new Listeners(vertx, settings, front);
        listeners = mine;
        return mine.open().onSuccess(open -> ports.set(mine.port(), mine.tlsPort()));
    }

    /** Accepts nothing more and waits for the requests at hand. */
    @Override
    public Future<?> stop() {
        return listeners == null ? Future.succeededFuture() : listeners.close();
    }
}
